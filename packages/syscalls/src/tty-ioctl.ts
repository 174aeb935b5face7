// ioctl of terminals: modes, window, flow, and whose terminal it is. gVisor: fsimpl/devpts/replica.go Ioctl. Linux:
// drivers/tty/tty_io.c tty_ioctl, tty_ioctl.c, tty_jobctrl.c.

import {
  B38400,
  BOTHER,
  CAP_SYS_ADMIN,
  CBAUD,
  CIBAUD,
  EFAULT,
  EINTR,
  EINVAL,
  EIO,
  ENOTTY,
  EPERM,
  ERESTARTSYS,
  IBSHIFT,
  i32,
  OK,
  SIGTTOU,
  TCFLSH,
  TCGETA,
  TCGETS,
  TCGETS2,
  TCIFLUSH,
  TCIOFF,
  TCIOFLUSH,
  TCION,
  TCOFLUSH,
  TCOOFF,
  TCOON,
  TCSBRK,
  TCSBRKP,
  TCSETA,
  TCSETAF,
  TCSETAW,
  TCSETS,
  TCSETS2,
  TCSETSF,
  TCSETSF2,
  TCSETSW,
  TCSETSW2,
  TCXONC,
  TERMIO,
  TERMIOS,
  TERMIOS2,
  type Termios,
  TIOCCBRK,
  TIOCEXCL,
  TIOCGDEV,
  TIOCGETD,
  TIOCGEXCL,
  TIOCGPGRP,
  TIOCGSID,
  TIOCGWINSZ,
  TIOCNOTTY,
  TIOCNXCL,
  TIOCSBRK,
  TIOCSCTTY,
  TIOCSETD,
  TIOCSPGRP,
  TIOCSTI,
  TIOCSWINSZ,
  TIOCVHANGUP,
  u8,
  u32,
  VSTART,
  VSTOP,
  WINSIZE,
} from '@jvisor/abi'
import {
  acquireTty,
  checkForeground,
  foregroundOf,
  giveUpTty,
  type SyscallResult,
  sessionOf,
  setForeground,
  type Task,
  type Tty,
  type TtyFile,
} from '@jvisor/kernel'
import { type Addr, copyStructIn, copyStructOut } from '@jvisor/usermem'
import { EVENT_OUT } from '@jvisor/vfs'
import { waiting } from './io-result.ts'

type Result = SyscallResult | Promise<SyscallResult>
/** `at`: the argument, an address or a number. */
type Request = (t: Task, file: TtyFile, at: Addr) => Result

/** What a terminal does with a request; undefined: it does not know it. */
export function ttyIoctl(t: Task, file: TtyFile, request: number, at: Addr): Result | undefined {
  const known = REQUESTS.get(request)
  if (known === undefined) return undefined
  if (file.hungUp) return request === TIOCSPGRP ? -ENOTTY : -EIO
  return known(t, file, at)
}

/** Tells of something. */
const tells =
  <V>(codec: Parameters<typeof copyStructOut<V>>[2], value: (tty: Tty, t: Task) => V): Request =>
  (t, { tty }, at) =>
    -copyStructOut(t, at, codec, value(tty, t)).err

/** As {@link tells}, of what may be refused: a number below 0 is -errno. */
const tellsId =
  (value: (t: Task, tty: Tty) => number): Request =>
  (t, { tty }, at) => {
    const id = value(t, tty)
    return id < 0 ? id : -copyStructOut(t, at, i32, id).err
  }

/** Something that only the foreground may do at once. */
const inForeground =
  (request: Request): Request =>
  (t, file, at) => {
    const refused = checkForeground(t, file.tty, SIGTTOU)
    return refused === OK ? request(t, file, at) : -refused
  }

/** When nothing is left to be shown. ERESTARTSYS: a signal came first. */
function whenShown(t: Task, file: TtyFile, then: () => SyscallResult): Result {
  const { tty } = file
  const shown = () => (tty.unshown === 0 || file.hungUp ? true : undefined)
  if (shown() === true) return then()
  return waiting(t, file, EVENT_OUT, shown).then((done) => (done === true ? then() : -ERESTARTSYS))
}

// Modes.

const WAITS = 1
const FLUSHES = 2

/** Sets the modes to what `read` makes of memory and of those that were; perhaps when all is shown, perhaps forgetting input. */
const setsModes = (read: (t: Task, at: Addr, old: Termios) => Termios | undefined, how: number): Request =>
  inForeground((t, file, at) => {
    const { tty } = file
    const termios = read(t, at, tty.discipline.termios)
    if (termios === undefined) return -EFAULT
    const set = () => {
      if ((how & FLUSHES) !== 0) tty.flushInput(false)
      tty.setTermios(withSpeeds(termios))
      return 0
    }
    return (how & WAITS) === 0 ? set() : whenShown(t, file, set)
  })

function readTermios(t: Task, at: Addr, old: Termios): Termios | undefined {
  const { value } = copyStructIn(t, at, TERMIOS)
  return value === undefined ? undefined : { ...old, ...value }
}

function readTermios2(t: Task, at: Addr): Termios | undefined {
  return copyStructIn(t, at, TERMIOS2).value
}

/** The upper halves of the flags, and the characters that it does not have, stay. */
function readTermio(t: Task, at: Addr, old: Termios): Termios | undefined {
  const { value } = copyStructIn(t, at, TERMIO)
  if (value === undefined) return undefined
  const merged = (was: number, low: number) => ((was & 0xffff0000) | low) >>> 0
  const c_cc = old.c_cc.slice()
  c_cc.set(value.c_cc)
  return {
    ...old,
    c_iflag: merged(old.c_iflag, value.c_iflag),
    c_oflag: merged(old.c_oflag, value.c_oflag),
    c_cflag: merged(old.c_cflag, value.c_cflag),
    c_lflag: merged(old.c_lflag, value.c_lflag),
    c_line: value.c_line,
    c_cc,
  }
}

function toTermio(termios: Termios) {
  return {
    ...termios,
    c_iflag: termios.c_iflag & 0xffff,
    c_oflag: termios.c_oflag & 0xffff,
    c_cflag: termios.c_cflag & 0xffff,
    c_lflag: termios.c_lflag & 0xffff,
    c_cc: termios.c_cc.subarray(0, 8),
  }
}

/** Bits a second, by the constants B0 to B38400, and B57600 on. */
const SPEEDS = [0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400]
const HIGH_SPEEDS = [57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000, 1152000, 1500000]
const HIGHER_SPEEDS = [2000000, 2500000, 3000000, 3500000, 4000000]
const HIGHEST = [...HIGH_SPEEDS, ...HIGHER_SPEEDS]

/** The speed that c_cflag names, or `other` if it says that it names none. @see tty_termios_baud_rate */
function speedOf(flags: number, other: number): number {
  const bits = flags & CBAUD
  if (bits === BOTHER) return other
  if (bits <= B38400) return SPEEDS[bits]
  return HIGHEST[(bits & B38400) - 1] ?? 0
}

function withSpeeds(termios: Termios): Termios {
  const { c_cflag } = termios
  const c_ospeed = speedOf(c_cflag, termios.c_ospeed)
  const input = ((c_cflag & CIBAUD) >>> IBSHIFT) & CBAUD
  return { ...termios, c_ospeed, c_ispeed: input === 0 ? c_ospeed : speedOf(input, termios.c_ispeed) }
}

// Flow.

/** TCFLSH. */
const flushes: Request = inForeground((_t, { tty }, which) => {
  if (which !== TCIFLUSH && which !== TCOFLUSH && which !== TCIOFLUSH) return -EINVAL
  if (which !== TCOFLUSH) tty.flushInput(true)
  if (which !== TCIFLUSH) tty.discard()
  return 0
})

/** TCXONC. */
const stopsOrStarts: Request = inForeground((_t, { tty }, what) => {
  switch (what as number) {
    case TCOOFF:
      tty.stopByRequest()
      return 0
    case TCOON:
      tty.startByRequest()
      return 0
    case TCIOFF:
    case TCION: {
      const character = tty.discipline.termios.c_cc[what === TCIOFF ? VSTOP : VSTART]
      if (character !== 0) tty.sendAtOnce(character)
      return 0
    }
    default:
      return -EINVAL
  }
})

/** Breaks cannot be sent, and waiting until all is shown is what else these are for. */
const drains: Request = inForeground((t, file) => {
  const result = whenShown(t, file, () => 0)
  return typeof result === 'number' ? result : result.then((r) => (r === -ERESTARTSYS ? -EINTR : r))
})

// Whose it is.

const takesForeground: Request = (t, { tty }, at) => {
  const refused = checkForeground(t, tty, SIGTTOU)
  if (refused !== OK) return refused === EIO ? -ENOTTY : -refused
  const { value, err } = copyStructIn(t, at, i32)
  return value === undefined ? -err : -setForeground(t, tty, value)
}

const exclusive =
  (value: boolean): Request =>
  (_t, { tty }) => {
    tty.exclusive = value
    return 0
  }

/** TIOCSWINSZ. */
const resizes: Request = (t, { tty }, at) => {
  const { value, err } = copyStructIn(t, at, WINSIZE)
  if (value === undefined) return -err
  tty.resize(value)
  return 0
}

/** TIOCSTI: only with CAP_SYS_ADMIN, as where dev.tty.legacy_tiocsti is 0. */
const types: Request = (t, { tty }, at) => {
  if (!t.credentials.has(CAP_SYS_ADMIN)) return -EIO
  const { value, err } = copyStructIn(t, at, u8)
  if (value === undefined) return -err
  tty.discipline.receive(Uint8Array.of(value))
  return 0
}

/** TIOCSETD: there is one line discipline, N_TTY. */
const setsDiscipline: Request = inForeground((t, _file, at) => {
  const { value, err } = copyStructIn(t, at, i32)
  if (value === undefined) return -err
  return value === 0 ? 0 : -EINVAL
})

/** TIOCVHANGUP. */
const hangsUp: Request = (t, { tty }) => {
  if (!t.credentials.has(CAP_SYS_ADMIN)) return -EPERM
  tty.hangUpFiles()
  return 0
}

const REQUESTS: ReadonlyMap<number, Request> = new Map<number, Request>([
  [TCGETS, tells(TERMIOS, (tty) => tty.discipline.termios)],
  [TCGETS2, tells(TERMIOS2, (tty) => tty.discipline.termios)],
  [TCGETA, tells(TERMIO, (tty) => toTermio(tty.discipline.termios))],
  [TCSETS, setsModes(readTermios, 0)],
  [TCSETSW, setsModes(readTermios, WAITS)],
  [TCSETSF, setsModes(readTermios, WAITS | FLUSHES)],
  [TCSETS2, setsModes(readTermios2, 0)],
  [TCSETSW2, setsModes(readTermios2, WAITS)],
  [TCSETSF2, setsModes(readTermios2, WAITS | FLUSHES)],
  [TCSETA, setsModes(readTermio, 0)],
  [TCSETAW, setsModes(readTermio, WAITS)],
  [TCSETAF, setsModes(readTermio, WAITS | FLUSHES)],
  [TCFLSH, flushes],
  [TCXONC, stopsOrStarts],
  [TCSBRK, drains],
  [TCSBRKP, drains],
  [TIOCSBRK, drains],
  [TIOCCBRK, inForeground(() => 0)],
  [TIOCGWINSZ, tells(WINSIZE, (tty) => tty.size)],
  [TIOCSWINSZ, resizes],
  [TIOCGPGRP, tellsId(foregroundOf)],
  [TIOCSPGRP, takesForeground],
  [TIOCGSID, tellsId(sessionOf)],
  [TIOCSCTTY, (t, file, how) => -acquireTty(t, file.tty, file.readable, (how as number) === 1)],
  [TIOCNOTTY, (t, { tty }) => -giveUpTty(t, tty)],
  [TIOCSTI, types],
  [TIOCEXCL, exclusive(true)],
  [TIOCNXCL, exclusive(false)],
  [TIOCGEXCL, tells(i32, (tty) => (tty.exclusive ? 1 : 0))],
  [TIOCGDEV, tells(u32, (tty) => tty.device)],
  [TIOCGETD, tells(i32, () => 0)],
  [TIOCSETD, setsDiscipline],
  [TIOCVHANGUP, hangsUp],
])
