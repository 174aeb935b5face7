// Steps about terminals and job control of recorded scenarios: the other side of the terminal, and what is asked of it.
// Not shipped.

import {
  EAGAIN,
  errnoName,
  S_IFCHR,
  SIG_IGN,
  TCGETS,
  TERMIOS,
  TERMIOS2,
  TIOCGWINSZ,
  TIOCSPGRP,
  TIOCSWINSZ,
} from '@jvisor/abi'
import { SignalSet, type Task, type Tty, type VirtualClock } from '@jvisor/kernel'
import { EVENT_OUT, FlipBuffer, type HostStream } from '@jvisor/vfs'
import type { Player, Special, Value } from './recorded.testing.ts'

/** The other side has a line discipline, too: what its buffer holds. */
const LARGEST_READ = 4095

/** The side of a terminal that people are on. */
export class OtherSide implements HostStream {
  readonly mode = S_IFCHR
  tty: Tty | undefined
  readonly typed = new FlipBuffer()
  #seen = ''

  type(text: string): number | string {
    const n = this.typed.type(Uint8Array.from(text, (c) => c.charCodeAt(0)))
    return n === 0 ? errnoName(EAGAIN) : n
  }

  paste(text: string, times: number): number {
    let total = 0
    for (let i = 0; i < times; i++) {
      const n = Number(this.type(text)) || 0
      total += n
      if (n < text.length) break
    }
    return total
  }

  see(): string {
    if (this.#seen === '') return errnoName(EAGAIN)
    const seen = this.#seen.slice(0, LARGEST_READ)
    this.#seen = this.#seen.slice(LARGEST_READ)
    return `is ${escaped(seen)}`
  }

  read(): number {
    return -EAGAIN
  }

  write(src: Uint8Array): number {
    this.#seen += String.fromCharCode(...src)
    return src.length
  }

  onReady(): void {}

  readiness(): number {
    return EVENT_OUT
  }

  close(): void {}
}

/** As the oracle shows bytes: those that are no text as \xNN. */
export function escaped(text: string): string {
  return text.replaceAll(/[^ -~]|\\/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function makeTerminal(p: Player): number | string {
  const { kernel } = p.machine
  kernel.vfs.makeDirectories('/t/dev/pts')
  kernel.vfs.mount('/t/dev/pts', kernel.terminals.filesystem, { readOnly: false })
  p.call('mknod', '/dev/tty', S_IFCHR | 0o644, 5 << 8)
  const side = p.otherSide
  const tty = kernel.terminals.add({ input: side.typed, output: side }, { cols: 0, rows: 0 })
  if (typeof tty === 'number') throw new Error(`terminal: ${tty}`)
  side.tty = tty
  return p.call('open', '/dev/pts/0', 0o402)
}

function setModes(
  p: Player,
  [fd, how, iflag, oflag, lflag, ...characters]: readonly Value[],
): number | string {
  const result = p.call('ioctl', fd, TCGETS, p.buffer)
  if (typeof result === 'string') return result
  const view = p.view(TERMIOS.size)
  const termios = TERMIOS.read(view, 0)
  const c_cc = termios.c_cc.slice()
  for (let i = 0; i + 1 < characters.length; i += 2) c_cc[Number(characters[i])] = Number(characters[i + 1])
  const flags = { c_iflag: Number(iflag), c_oflag: Number(oflag), c_lflag: Number(lflag) }
  TERMIOS.write(view, 0, { ...termios, ...flags, c_cc })
  return p.call('ioctl', fd, how, p.poke(new Uint8Array(view.buffer)))
}

/** What a read has given, if that is much: how much, and how it begins and ends. */
function gist(read: string): string {
  if (read.length < 20) return `is ${escaped(read)}`
  return `has ${read.length} is ${escaped(read.slice(0, 8))} is ${escaped(read.slice(-8))}`
}

/** What a call has put at the buffer, if it has. */
function filled(result: number | string, text: () => string): number | string {
  return typeof result === 'string' ? result : text()
}

function modesText(p: Player): string {
  const t = TERMIOS2.read(p.view(TERMIOS2.size), 0)
  const flags = [t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag].map((f) => f.toString(8))
  return `is ${[...flags, t.c_line, t.c_ispeed, t.c_ospeed, ...t.c_cc].join(' ')}`
}

const int = (value: Value) => new Uint8Array(Int32Array.of(Number(value)).buffer)

/** Signals that are blocked and have come; they are forgotten. */
function pending({ signals, threadGroup }: Task): string {
  const found: string[] = []
  for (let signal = 1; signal < 32; signal++) {
    if (!signals.hasAnyOf(SignalSet.of(signal)) && !threadGroup.pending.set.has(signal)) continue
    const info = signals.takeOf(SignalSet.of(signal))
    if (info !== undefined) found.push(`${signal}/${info.code}`)
  }
  return ['has', ...found].join(' ')
}

export const TERMINAL_STEPS: Readonly<Record<string, Special>> = {
  terminal: (p) => makeTerminal(p),
  type: (p, [text]) => p.otherSide.type(text as string),
  paste: (p, [text, times]) => p.otherSide.paste(text as string, Number(times)),
  gist: (p, [fd, size]) => filled(p.call('read', fd, p.buffer, size), () => gist(p.text(p.lastResult))),
  see: (p) => p.otherSide.see(),
  hangup: (p) => {
    p.otherSide.tty?.hangUp()
    return 0
  },
  take: (p, [fd, size]) =>
    filled(p.call('read', fd, p.buffer, size), () => `is ${escaped(p.text(p.lastResult))}`),
  modes: setModes,
  getmodes: (p, [fd]) => filled(p.call('ioctl', fd, 0x802c542a, p.buffer), () => modesText(p)),
  request: (p, [fd, request, argument]) => p.call('ioctl', fd, request, argument),
  ask: (p, [fd, request]) => {
    p.poke(int(-7))
    return filled(p.call('ioctl', fd, request, p.buffer), () => `has ${p.view(4).getInt32(0, true)}`)
  },
  tell: (p, [fd, request, value]) => p.call('ioctl', fd, request, p.poke(int(value))),
  resize: (p, [fd, rows, cols]) =>
    p.call(
      'ioctl',
      fd,
      TIOCSWINSZ,
      p.poke(new Uint8Array(Uint16Array.of(Number(rows), Number(cols), 0, 0).buffer)),
    ),
  window: (p, [fd]) =>
    filled(
      p.call('ioctl', fd, TIOCGWINSZ, p.buffer),
      () => `is ${new Uint16Array(p.bytes(8).buffer).join(' ')}`,
    ),
  group: (p, [who, group]) => p.call('setpgid', p.pidOf(who), p.pidOf(group)),
  signal: (p, [who, signal]) => p.call('kill', p.pidOf(who), signal),
  lead: (p) => {
    const result = p.call('setsid')
    return typeof result === 'string' ? result : 0
  },
  foreground: (p, [fd, who]) => p.call('ioctl', fd, TIOCSPGRP, p.poke(int(p.pidOf(who)))),
  whose: (p, [fd, request]) =>
    filled(p.call('ioctl', fd, request, p.buffer), () => `is ${p.processName(p.view(4).getInt32(0, true))}`),
  block: (p, signals) => {
    p.task.signals.setMask(SignalSet.of(...signals.map(Number)))
    return 0
  },
  ignore: (p, [signal]) => p.call('rt_sigaction', signal, [SIG_IGN, 0, 0, 0], 0, 8),
  pending: (p) => pending(p.task),
  rest: (p, [ms]) => {
    ;(p.machine.kernel.clock as VirtualClock).advance(Number(ms) * 1e6)
    return 0
  },
  exit: (p) => {
    p.task.threadGroup.exit({ code: 0, signal: 0 })
    return 'ended'
  },
}
