// The arguments of terminals' requests to ioctl(2) as text. strace: src/term.c.

import * as abi from '@jvisor/abi'
import {
  type StructCodec,
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
  WINSIZE,
} from '@jvisor/abi'
import { byValue, table } from './flag-tables.ts'
import { type Decoding, failed } from './params.ts'
import { type FlagTable, flagText, pointer, quote, valueText } from './text.ts'
import { readExact } from './vectors.ts'

const INPUT = table({
  IGNBRK: abi.IGNBRK,
  BRKINT: abi.BRKINT,
  IGNPAR: abi.IGNPAR,
  PARMRK: abi.PARMRK,
  INPCK: abi.INPCK,
  ISTRIP: abi.ISTRIP,
  INLCR: abi.INLCR,
  IGNCR: abi.IGNCR,
  ICRNL: abi.ICRNL,
  IUCLC: abi.IUCLC,
  IXON: abi.IXON,
  IXANY: abi.IXANY,
  IXOFF: abi.IXOFF,
  IMAXBEL: abi.IMAXBEL,
  IUTF8: abi.IUTF8,
})
const OUTPUT = table({
  OPOST: abi.OPOST,
  OLCUC: abi.OLCUC,
  ONLCR: abi.ONLCR,
  OCRNL: abi.OCRNL,
  ONOCR: abi.ONOCR,
  ONLRET: abi.ONLRET,
  OFILL: 0o100,
  OFDEL: 0o200,
})
/** Fields of c_oflag: how long what takes. */
const DELAYS: readonly (readonly [mask: number, shift: number, names: readonly string[]])[] = [
  [0o400, 8, ['NL0', 'NL1']],
  [0o3000, 9, ['CR0', 'CR1', 'CR2', 'CR3']],
  [0o14000, 11, ['TAB0', 'TAB1', 'TAB2', 'XTABS']],
  [0o20000, 13, ['BS0', 'BS1']],
  [0o40000, 14, ['VT0', 'VT1']],
  [0o100000, 15, ['FF0', 'FF1']],
]
const ALL_DELAYS = 0o177400
const CONTROL = table({
  CSTOPB: 0o100,
  CREAD: abi.CREAD,
  PARENB: abi.PARENB,
  PARODD: 0o1000,
  HUPCL: abi.HUPCL,
  CLOCAL: 0o4000,
  CMSPAR: 0o10000000000,
  CRTSCTS: 0o20000000000,
})
const SPEEDS =
  '0 50 75 110 134 150 200 300 600 1200 1800 2400 4800 9600 19200 38400 57600 115200 230400 460800 500000 576000 921600 1000000 1152000 1500000 2000000 2500000 3000000 3500000 4000000'.split(
    ' ',
  )
const LOCAL = table({
  ISIG: abi.ISIG,
  ICANON: abi.ICANON,
  XCASE: 0o4,
  ECHO: abi.ECHO,
  ECHOE: abi.ECHOE,
  ECHOK: abi.ECHOK,
  ECHONL: abi.ECHONL,
  NOFLSH: abi.NOFLSH,
  IEXTEN: abi.IEXTEN,
  ECHOCTL: abi.ECHOCTL,
  ECHOPRT: abi.ECHOPRT,
  ECHOKE: abi.ECHOKE,
  FLUSHO: 0o10000,
  PENDIN: 0o40000,
  TOSTOP: abi.TOSTOP,
  EXTPROC: abi.EXTPROC,
})

/** No flags are no text here. */
const flags = (value: number, names: FlagTable) => (value === 0 ? '' : flagText(value, names))

function speed(bits: number): string {
  if (bits === abi.BOTHER) return 'BOTHER'
  return `B${bits < abi.BOTHER ? SPEEDS[bits] : SPEEDS[bits - abi.BOTHER + abi.B38400]}`
}

type Flags = Pick<Termios, 'c_iflag' | 'c_oflag' | 'c_cflag' | 'c_lflag'>

function termiosText({ c_iflag, c_oflag, c_cflag, c_lflag }: Flags): string {
  const delays = DELAYS.map(([mask, shift, names]) => names[(c_oflag & mask) >>> shift])
  const input = (c_cflag >>> abi.IBSHIFT) & abi.CBAUD
  const speeds = [speed(c_cflag & abi.CBAUD), ...(input === 0 ? [] : [`${speed(input)}<<IBSHIFT`])]
  const size = `CS${5 + ((c_cflag & abi.CSIZE) >>> 4)}`
  const rest = c_cflag & ~(abi.CBAUD | abi.CIBAUD | abi.CSIZE)
  return `{c_iflag=${flags(c_iflag, INPUT)}, c_oflag=${[...delays, flags(c_oflag & ~ALL_DELAYS, OUTPUT)].join('|')}, c_cflag=${[...speeds, size, flags(rest, CONTROL)].join('|')}, c_lflag=${flags(c_lflag, LOCAL)}, ...}`
}

type Decoder = (d: Decoding, i: number) => string | undefined

/** A struct, or where it is if it cannot be read. `output`: it is only there once the call has succeeded. */
const struct =
  <T>(codec: StructCodec<T>, text: (value: T) => string, output: boolean): Decoder =>
  (d, i) => {
    const at = d.args.bigint(i)
    const bytes = new Uint8Array(codec.size)
    if ((output && failed(d)) || at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
    return text(codec.read(new DataView(bytes.buffer), 0))
  }
const winsize = (output: boolean) =>
  struct(
    WINSIZE,
    (w) => `{ws_row=${w.ws_row}, ws_col=${w.ws_col}, ws_xpixel=${w.ws_xpixel}, ws_ypixel=${w.ws_ypixel}}`,
    output,
  )

const int =
  (output: boolean): Decoder =>
  (d, i) => {
    const at = d.args.bigint(i)
    const bytes = new Uint8Array(4)
    if ((output && failed(d)) || at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
    return `[${new DataView(bytes.buffer).getInt32(0, true)}]`
  }
const number: Decoder = (d, i) => String(d.args.int(i))
const none: Decoder = () => undefined
const character: Decoder = (d, i) => {
  const bytes = new Uint8Array(1)
  return readExact(d.task, d.args.bigint(i), bytes) ? quote(bytes, 1) : pointer(d.args.bigint(i))
}
const named = (names: Readonly<Record<string, number>>): Decoder => {
  const values = byValue(names)
  return (d, i) => valueText(d.args.uint(i), values, 'TC???')
}

/** Names of requests, and what their arguments are. */
export const TTY_REQUESTS: readonly (readonly [name: string, request: number, argument: Decoder])[] = [
  ['TCGETS', TCGETS, struct(TERMIOS, termiosText, true)],
  ['TCSETS', TCSETS, struct(TERMIOS, termiosText, false)],
  ['TCSETSW', TCSETSW, struct(TERMIOS, termiosText, false)],
  ['TCSETSF', TCSETSF, struct(TERMIOS, termiosText, false)],
  ['TCGETS2', TCGETS2, struct(TERMIOS2, termiosText, true)],
  ['TCSETS2', TCSETS2, struct(TERMIOS2, termiosText, false)],
  ['TCSETSW2', TCSETSW2, struct(TERMIOS2, termiosText, false)],
  ['TCSETSF2', TCSETSF2, struct(TERMIOS2, termiosText, false)],
  ['TCGETA', TCGETA, struct(TERMIO, termiosText, true)],
  ['TCSETA', TCSETA, struct(TERMIO, termiosText, false)],
  ['TCSETAW', TCSETAW, struct(TERMIO, termiosText, false)],
  ['TCSETAF', TCSETAF, struct(TERMIO, termiosText, false)],
  ['TCSBRK', TCSBRK, number],
  ['TCSBRKP', TCSBRKP, number],
  ['TCXONC', TCXONC, named({ TCOOFF, TCOON, TCIOFF, TCION })],
  ['TCFLSH', TCFLSH, named({ TCIFLUSH, TCOFLUSH, TCIOFLUSH })],
  ['TIOCGWINSZ', TIOCGWINSZ, winsize(true)],
  ['TIOCSWINSZ', TIOCSWINSZ, winsize(false)],
  ['TIOCGPGRP', TIOCGPGRP, int(true)],
  ['TIOCSPGRP', TIOCSPGRP, int(false)],
  ['TIOCGSID', TIOCGSID, int(true)],
  ['TIOCSCTTY', TIOCSCTTY, number],
  ['TIOCNOTTY', TIOCNOTTY, none],
  ['TIOCEXCL', TIOCEXCL, none],
  ['TIOCNXCL', TIOCNXCL, none],
  ['TIOCGEXCL', TIOCGEXCL, int(true)],
  ['TIOCSBRK', TIOCSBRK, none],
  ['TIOCCBRK', TIOCCBRK, none],
  ['TIOCGETD', TIOCGETD, int(true)],
  ['TIOCSETD', TIOCSETD, int(false)],
  ['TIOCGDEV', TIOCGDEV, int(true)],
  ['TIOCSTI', TIOCSTI, character],
  ['TIOCVHANGUP', TIOCVHANGUP, none],
]
