// A program on a terminal whose other side the embedder is: what is typed, what is shown, and who gets signals.

import { SIGCONT, SIGINT, SIGTSTP, SIGTTOU, SIGWINCH, TIOCGWINSZ, TIOCSPGRP, WUNTRACED } from '@jvisor/abi'
import { expect, test } from 'vitest'
import type { Guest, GuestMain } from './guest.ts'
import { Machine } from './machine.ts'
import { OutputStream } from './streams.ts'
import { Terminal } from './terminal.ts'

/** A terminal, and what is seen on it; `type` types as people do, after `prompt` was shown. */
function makeTerminal() {
  const terminal = new Terminal({ cols: 80, rows: 24 })
  let screen = ''
  const waiting: [text: string, resolve: () => void][] = []
  terminal.onOutput((bytes) => {
    screen += String.fromCharCode(...bytes)
    for (const [text, resolve] of waiting) if (screen.includes(text)) resolve()
  })
  const seen = (text: string) =>
    new Promise<void>((resolve) => {
      if (screen.includes(text)) resolve()
      else waiting.push([text, resolve])
    })
  const type = async (prompt: string, text: string) => {
    await seen(prompt)
    terminal.write(Uint8Array.from(text, (c) => c.charCodeAt(0)))
  }
  return { terminal, seen, type, screen: () => screen }
}

const say = (g: Guest, text: string, fd = 1) => g.syscall('write', fd, g.cstring(text), text.length)
const read = async (g: Guest) => {
  const at = g.malloc(100)
  const n = await g.syscall('read', 0, at, 100)
  return n < 0 ? n : g.text(at, n).slice(0, n)
}

const cat: GuestMain = async (g) => {
  await say(g, '> ')
  for (let line = await read(g); line !== ''; line = await read(g)) await say(g, `${line}> `)
  return 7
}

test('lines are edited, echoed and end', async () => {
  const { terminal, type, screen } = makeTerminal()
  const { exited } = new Machine({ memoryBytes: 16 << 20 }).spawn(cat, { terminal })
  await type('> ', 'one two\x17\x7f\r')
  await type('one\r\n> ', '\x04')
  expect(await exited).toEqual({ code: 7, signal: 0 })
  const back = '\b \b'
  expect(screen()).toBe(`> one two${back.repeat(4)}\r\none\r\n> `)
})

test('Ctrl-C ends the program, and what was shown before anybody looked is not lost', async () => {
  const terminal = new Terminal({ cols: 1, rows: 1 })
  const { exited } = new Machine({ memoryBytes: 16 << 20 }).spawn(cat, { terminal })
  terminal.write(Uint8Array.of(0x61, 3))
  expect(await exited).toEqual({ code: 0, signal: SIGINT })
  let screen = ''
  terminal.onOutput((bytes) => {
    screen += String.fromCharCode(...bytes)
  })
  expect(screen).toBe('> ^C') // the echo before it goes with what was typed
})

test('the window is as large as it is said to be, and SIGWINCH tells when it changes', async () => {
  const { terminal, type, screen, seen } = makeTerminal()
  const { exited } = new Machine({ memoryBytes: 16 << 20 }).spawn(
    async (g) => {
      const at = g.malloc(8)
      const show = async (what: string) => {
        await g.syscall('ioctl', 0, TIOCGWINSZ, at)
        await say(g, `${what} ${new Uint16Array(g.load(at, 4).slice().buffer).join('x')}\n`)
      }
      g.onSignal(SIGWINCH, () => show('now'), { restart: true })
      await show('at first')
      return (await read(g)) === 'x\n' ? 0 : 1
    },
    { terminal },
  )
  await seen('at first 24x80')
  terminal.resize(100, 30)
  await type('now 30x100', 'x\r')
  expect([await exited, screen()]).toEqual([{ code: 0, signal: 0 }, 'at first 24x80\r\nnow 30x100\r\nx\r\n'])
  expect([terminal.cols, terminal.rows]).toEqual([100, 30])
})

test('a shell stops its job with Ctrl-Z, and brings it to the foreground again', async () => {
  const { terminal, type, screen } = makeTerminal()
  const { exited } = new Machine({ memoryBytes: 16 << 20 }).spawn(
    async (g) => {
      const at = g.malloc(8)
      g.onSignal(SIGTTOU, 'ignore')
      const own = await g.syscall('getpid')
      const toFront = (group: number) => {
        g.store32(at, group)
        return g.syscall('ioctl', 0, TIOCSPGRP, at)
      }
      const pid = await g.fork(async (c) => {
        await c.syscall('setpgid', 0, 0)
        await c.syscall('kill', 0, SIGTSTP) // until it is in the foreground
        await say(c, 'job\n')
        const line = await read(c)
        await say(c, `job has ${line}`)
        return 5
      })
      const wait = async () => {
        await g.syscall('wait4', pid, at, WUNTRACED, 0)
        const status = g.load32(at)
        await toFront(own)
        return (status & 0xff) === 0x7f ? `stopped by ${status >> 8}` : `ended with ${status >> 8}`
      }
      const foreground = async () => {
        await toFront(pid)
        await g.syscall('kill', -pid, SIGCONT)
        return wait()
      }
      await wait()
      await say(g, `${await foreground()}\n`)
      await say(g, `${await read(g)}${await foreground()}\n`)
      return 0
    },
    { terminal },
  )
  await type('job\r\n', 'lost\x1a')
  await type(`stopped by ${SIGTSTP}`, 'fg\r')
  await type('fg\r\n', 'kept\r')
  expect(await exited).toEqual({ code: 0, signal: 0 })
  expect(screen()).toBe(
    `job\r\n^Zstopped by ${SIGTSTP}\r\nfg\r\nkept\r\njob has kept\r\nfg\r\nended with 5\r\n`,
  )
})

test('standard streams that are given are not the terminal', async () => {
  const { terminal, screen } = makeTerminal()
  const stderr = new OutputStream()
  const { exited } = new Machine({ memoryBytes: 16 << 20 }).spawn(
    async (g) => {
      await say(g, 'out')
      await say(g, 'err', 2)
      return (await g.syscall('ioctl', 2, TIOCGWINSZ, g.malloc(8))) === -25 ? 0 : 1
    },
    { terminal, stderr },
  )
  expect([await exited, screen(), String.fromCharCode(...stderr.bytes())]).toEqual([
    { code: 0, signal: 0 },
    'out',
    'err',
  ])
})

test('one terminal is that of several programs, one after the other', async () => {
  const { terminal, type } = makeTerminal()
  const machine = new Machine({ memoryBytes: 16 << 20 })
  const before = machine.kernel.holdings()
  const first = machine.spawn(cat, { terminal })
  await type('> ', '\x03')
  expect((await first.exited).signal).toBe(SIGINT)
  expect(machine.kernel.holdings()).toEqual(before)
  const second = machine.spawn(cat, { terminal })
  terminal.write(Uint8Array.of(3))
  expect((await second.exited).signal).toBe(SIGINT)
  expect(() => new Machine({ memoryBytes: 16 << 20 }).spawn(cat, { terminal })).toThrow(
    'the terminal is of another machine',
  )
})

test('a program whose terminal hangs up gets SIGHUP', async () => {
  const { terminal, seen } = makeTerminal()
  const { exited } = new Machine({ memoryBytes: 16 << 20 }).spawn(cat, { terminal })
  await seen('> ')
  terminal.hangUp()
  expect(await exited).toEqual({ code: 0, signal: 1 })
})

test.each([
  [() => new Terminal({ cols: -1, rows: 2 }), 'terminal: cols: '],
  [() => new Terminal({ cols: 1, rows: 2 }).resize(1, 65536), 'terminal: rows: '],
  [
    () => new Machine({ memoryBytes: 16 << 20 }).spawn(cat, { terminal: {} as Terminal }),
    'spawn options: terminal: must be a Terminal',
  ],
])('what makes no sense is a TypeError: %#', (make, message) => {
  expect(make).toThrow(TypeError)
  expect(make).toThrow(message)
})

/** A program that waits for a second, then reads lines until one is empty, and says how many bytes they had. */
const lateReader: GuestMain = async (g) => {
  await g.syscall('nanosleep', timespec(g, 1), 0)
  let total = 0
  for (let line = await read(g); line !== '\n' && line !== ''; line = await read(g))
    total += String(line).length
  await say(g, `${total}`, 2)
  return 0
}

const timespec = (g: Guest, seconds: number) => {
  const at = g.malloc(16)
  for (const [i, word] of [seconds, 0, 0, 0].entries()) g.store32(at + 4 * i, word)
  return at
}

test('what nobody reads can be typed up to a bound, and the rest when there is room again', async () => {
  const terminal = new Terminal({ cols: 80, rows: 24 })
  const stderr = new OutputStream()
  const { exited } = new Machine({ memoryBytes: 16 << 20 }).spawn(lateReader, { terminal, stderr })
  const text = Uint8Array.from(`${'a line of 20 bytes..\n'.repeat(5000)}\n`, (c) => c.charCodeAt(0))
  let typed = 0
  const stalls: number[] = []
  const type = () => {
    while (typed < text.length) {
      const n = terminal.write(text.subarray(typed, typed + 100))
      typed += n
      if (n > 0) continue
      stalls.push(typed)
      return
    }
  }
  terminal.onRoom(type)
  type()
  expect(typed).toBe(20_512)
  await exited
  expect([String.fromCharCode(...stderr.bytes()), typed, stalls.length > 50]).toEqual([
    '105000',
    105_001,
    true,
  ])
})
