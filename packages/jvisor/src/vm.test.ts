// The front door: programs with streams, back-pressure, ends; system calls seen and tampered with; mounts and devices of
// plain objects. The ELF program is guests/riscv64/hello.S.

import { readFileSync } from 'node:fs'
import { SIGHUP, SIGKILL, SIGPIPE, SIGTERM, SIGWINCH, TIOCGWINSZ } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { boot } from './boot.ts'
import type { Guest } from './guest.ts'

const HELLO = readFileSync(new URL('../../../guests/bin/hello', import.meta.url))

const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text()

/** Copies its input to its output, so much at a time. */
const cat =
  (piece = 4096) =>
  async (guest: Guest) => {
    const buffer = guest.malloc(piece)
    for (;;) {
      const n = await guest.syscall('read', 0, buffer, piece)
      if (n <= 0) return -n
      const written = await guest.syscall('write', 1, buffer, n)
      if (written < 0) return -written
    }
  }

const say = (text: string) => async (guest: Guest) => {
  await guest.syscall('write', 1, guest.cstring(text), text.length)
  return 0
}

const wait = async (guest: Guest) => {
  await guest.syscall('pause')
  return 1
}

describe('a program', () => {
  test('of riscv64 is found through PATH, and gives its output and status', async () => {
    const vm = await boot({ memory: 32 << 20 })
    vm.install('/usr/bin/hello', HELLO)
    const p = await vm.spawn('hello', ['a', 'b'])
    expect(await textOf(p.stdout)).toBe('hello from riscv64\n')
    expect(await p.exited).toEqual({ code: 3, signal: 0 })
  })

  test('reads what is written to it, bytes and text, until the end', async () => {
    const vm = await boot({ memory: 8 << 20 })
    const p = await vm.spawn(cat(3))
    const writer = p.stdin.getWriter()
    await writer.write('grüß ')
    await writer.write(Uint8Array.of(0x64, 0x69, 0x63, 0x68))
    await writer.close()
    expect(await textOf(p.stdout)).toBe('grüß dich')
    expect(await p.exited).toEqual({ code: 0, signal: 0 })
  })

  test('has its working directory, arguments and environment', async () => {
    const vm = await boot({ memory: 8 << 20, mounts: { '/data': { tree: { a: 'here' } } } })
    const seen: unknown[] = []
    const program = async (guest: Guest) => {
      seen.push(guest.args, guest.env)
      return guest.syscall('open', guest.cstring('a'), 0)
    }
    const p = await vm.spawn(program, ['x', 'y'], { cwd: '/data', env: { A: 'b' } })
    expect(await p.exited).toEqual({ code: 3, signal: 0 })
    expect(seen).toEqual([['program', 'x', 'y'], { A: 'b' }])
  })

  test.each([
    ['SIGTERM by default', undefined, SIGTERM],
    ['a name', 'SIGKILL', SIGKILL],
    ['a number', 10, 10],
  ])('is killed: %s', async (_name, signal, number) => {
    const vm = await boot({ memory: 8 << 20 })
    const p = await vm.spawn(wait)
    p.kill(signal)
    expect(await p.exited).toEqual({ code: 0, signal: number })
    expect(await textOf(p.stdout)).toBe('')
  })

  test('is killed when its signal aborts, and refused when that has aborted before', async () => {
    const vm = await boot({ memory: 8 << 20 })
    const controller = new AbortController()
    const p = await vm.spawn(wait, [], { signal: controller.signal })
    controller.abort(new Error('enough'))
    expect(await p.exited).toEqual({ code: 0, signal: SIGKILL })
    await expect(vm.spawn(wait, [], { signal: controller.signal })).rejects.toThrow('enough')
  })

  test.each([
    ['that is not there', 'nothing', "ENOENT: No such file or directory, spawn 'nothing'"],
    ['that is not executable', '/data/text', "EACCES: Permission denied, spawn '/data/text'"],
    ['that is a directory', '/data', "EACCES: Permission denied, spawn '/data'"],
  ])('%s is refused', async (_name, program, message) => {
    const vm = await boot({ memory: 8 << 20, mounts: { '/data': { tree: { text: '' } } } })
    await expect(vm.spawn(program)).rejects.toThrow(message)
  })
})

describe('back-pressure', () => {
  test('a program waits when nobody reads what it writes, and loses nothing', async () => {
    const vm = await boot({ memory: 8 << 20 })
    let written = 0
    const p = await vm.spawn(async (guest) => {
      const buffer = guest.malloc(1000)
      for (let i = 0; i < 300; i++) {
        guest.store(buffer, new Uint8Array(1000).fill(i))
        written += await guest.syscall('write', 1, buffer, 1000)
      }
      return 0
    })
    await new Promise((turn) => setTimeout(turn, 20))
    expect(written).toBe(65_000) // the next one, which does not fit, is not done
    const bytes = new Uint8Array(await new Response(p.stdout).arrayBuffer())
    expect(
      Buffer.compare(
        bytes,
        Uint8Array.from({ length: 300_000 }, (_, i) => i / 1000),
      ),
    ).toBe(0)
    expect(await p.exited).toEqual({ code: 0, signal: 0 })
  })

  test('a writer waits when the program does not read', async () => {
    const vm = await boot({ memory: 8 << 20 })
    let go = () => {}
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    const p = await vm.spawn(async (guest) => {
      await gate
      return cat(65536)(guest)
    })
    const writer = p.stdin.getWriter()
    let done = false
    const write = writer.write(new Uint8Array(200_000).fill(7)).then(() => {
      done = true
    })
    await new Promise((turn) => setTimeout(turn, 20))
    expect(done).toBe(false)
    go()
    const output = new Response(p.stdout).arrayBuffer()
    await write
    await writer.close()
    expect(Buffer.compare(new Uint8Array(await output), new Uint8Array(200_000).fill(7))).toBe(0)
  })

  test('who cancels the output breaks the pipe', async () => {
    const vm = await boot({ memory: 8 << 20 })
    const p = await vm.spawn(cat())
    await p.stdout.cancel()
    const writer = p.stdin.getWriter()
    await writer.write('x')
    expect(await p.exited).toEqual({ code: 0, signal: SIGPIPE })
    await expect(writer.write('y')).rejects.toThrow('EPIPE')
  })
})

describe('system calls', () => {
  test('are told of while somebody listens', async () => {
    const vm = await boot({ memory: 8 << 20 })
    const lines: string[] = []
    const stop = vm.on('syscall', ({ syscall, line }) => {
      if (syscall === 'write') lines.push(line)
    })
    await (await vm.spawn(say('one'))).exited
    stop()
    expect(vm.kernel.tracer).toBeUndefined()
    await (await vm.spawn(say('two'))).exited
    expect(lines).toEqual(['write(1, "one", 3)                      = 3'])
  })

  test('are tampered with', async () => {
    const vm = await boot({ memory: 8 << 20 })
    vm.inject('write:short=2')
    const p = await vm.spawn(say('four'))
    expect(await textOf(p.stdout)).toBe('fo')
    vm.inject()
    expect(await textOf((await vm.spawn(say('four'))).stdout)).toBe('four')
    expect(() => vm.inject('write:nonsense=1')).toThrow(/nonsense/)
  })
})

test('a device of the embedder is read and written, and says EIO when it throws', async () => {
  const led: number[] = []
  const vm = await boot({
    memory: 8 << 20,
    devices: {
      '/dev/led': { read: () => Uint8Array.from(led), write: (bytes) => led.push(...bytes) },
      '/dev/broken': {
        read: () => {
          throw new Error('smoke')
        },
      },
    },
  })
  const p = await vm.spawn(async (guest) => {
    const fd = await guest.syscall('open', guest.cstring('/dev/led'), 2)
    await guest.syscall('write', fd, guest.cstring('abc'), 3)
    const buffer = guest.malloc(8)
    const n = await guest.syscall('read', fd, buffer, 8)
    await guest.syscall('write', 1, buffer, n)
    const broken = await guest.syscall('open', guest.cstring('/dev/broken'), 2)
    return -(await guest.syscall('read', broken, buffer, 8))
  })
  expect(await textOf(p.stdout)).toBe('abc')
  expect(await p.exited).toEqual({ code: 5, signal: 0 })
  expect(led).toEqual([97, 98, 99])
  expect((await vm.fs.stat('/dev/led')).isCharacterDevice()).toBe(true)
})

test('mounts of plain objects hold text, bytes, programs and directories; read-only means it', async () => {
  const vm = await boot({
    memory: 8 << 20,
    mounts: {
      '/': { tree: { bin: { hi: say('hi') }, etc: { motd: 'welcome' } } },
      '/data': { tree: { raw: Uint8Array.of(0, 255), sub: { deep: 'x' } }, readOnly: true },
    },
  })
  expect(await textOf((await vm.spawn('hi')).stdout)).toBe('hi')
  expect(await vm.fs.readFile('/etc/motd', 'utf8')).toBe('welcome')
  expect(await vm.fs.readFile('/data/raw')).toEqual(Uint8Array.of(0, 255))
  expect(await vm.fs.readFile('/data/sub/deep', 'utf8')).toBe('x')
  await expect(vm.fs.writeFile('/data/new', 'x')).rejects.toMatchObject({ code: 'EROFS' })
})

describe('a machine that is disposed of', () => {
  test('has no programs left, and takes none', async () => {
    const vm = await boot({ memory: 8 << 20 })
    const p = await vm.spawn(wait)
    await vm.dispose()
    expect(await p.exited).toEqual({ code: 0, signal: SIGKILL })
    expect(vm.kernel.tasks.size).toBe(0)
    await expect(vm.spawn(wait)).rejects.toThrow('disposed of')
  })

  test('ends with the signal it was booted with', async () => {
    const controller = new AbortController()
    const vm = await boot({ memory: 8 << 20, signal: controller.signal })
    const p = await vm.spawn(wait)
    controller.abort()
    expect(await p.exited).toEqual({ code: 0, signal: SIGKILL })
    await expect(boot({ signal: controller.signal })).rejects.toThrow(/abort/i)
  })
})

test('the same seed gives the same random bytes; a virtual clock lets no time pass', async () => {
  const bytes = async (seed?: number) => {
    const vm = await boot({ memory: 8 << 20, clock: 'virtual', ...(seed === undefined ? {} : { seed }) })
    const p = await vm.spawn(async (guest) => {
      const buffer = guest.malloc(8)
      await guest.syscall('getrandom', buffer, 8, 0)
      const time = guest.malloc(16)
      guest.store64(time, 3600)
      await guest.syscall('nanosleep', time, 0)
      await guest.syscall('write', 1, buffer, 8)
      return 0
    })
    return new Uint8Array(await new Response(p.stdout).arrayBuffer()).join()
  }
  expect(await bytes(7)).toBe(await bytes(7))
  expect(await bytes(7)).not.toBe(await bytes(8))
  expect(await bytes()).not.toBe(await bytes())
})

test.each([
  [{ memory: 100 }, /^boot options: memory: /],
  [{ mounts: { data: { tree: {} } } }, /^boot options: mounts\.data: must be an absolute path/],
  [{ mounts: { '/data': { tree: { a: 5 } } } }, /^boot options: mounts\.\/data: must be \{ tree \}/],
  [
    { devices: { '/dev/x': { open: () => {} } } },
    /^boot options: devices\.\/dev\/x: must be \{ read\?, write\? \}/,
  ],
  [{ seed: -1 }, /^boot options: seed: /],
  [{ speed: 11 }, /^boot options: value: /],
])('boot says in one line what is wrong with %j', async (options, message) => {
  await expect(boot(options as object)).rejects.toThrow(message)
})

test('spawn says in one line what is wrong', async () => {
  const vm = await boot({ memory: 8 << 20 })
  await expect(vm.spawn(wait, [], { cwd: 'here' })).rejects.toThrow(
    'spawn options: cwd: must be an absolute path',
  )
  await expect(vm.spawn(wait, [], { cwd: '/nowhere' })).rejects.toThrow('working directory /nowhere: ENOENT')
})

describe('a program on a terminal', () => {
  test('has its streams as the other side of it, and the window as it is resized', async () => {
    const vm = await boot({ memory: 16 << 20 })
    const p = await vm.spawn(
      async (guest: Guest) => {
        const at = guest.malloc(100)
        const size = async () => {
          await guest.syscall('ioctl', 2, TIOCGWINSZ, at)
          await say(`${guest.load(at, 1)[0]}x${guest.load(at + 2, 1)[0]}\n`)(guest)
        }
        guest.onSignal(SIGWINCH, size, { restart: true })
        await size()
        return (await guest.syscall('read', 0, at, 100)) as number
      },
      [],
      { terminal: { cols: 80, rows: 24 } },
    )
    const reader = p.stdout.getReader()
    const shown = async () => Buffer.from((await reader.read()).value ?? []).toString()
    expect(await shown()).toBe('24x80\r\n')
    p.resize(100, 30)
    expect(await shown()).toBe('30x100\r\n')
    await p.stdin.getWriter().write('lone\x7f\x7fve\r')
    expect(await shown()).toBe('lone\b \b\b \bve\r\n')
    expect([await p.exited, (await reader.read()).done, await textOf(p.stderr)]).toEqual([
      { code: 5, signal: 0 },
      true,
      '',
    ])
  })

  test('loses nothing of what nobody has read yet', async () => {
    const vm = await boot({ memory: 16 << 20 })
    const p = await vm.spawn(say('x'.repeat(75_000)), [], { terminal: { cols: 80, rows: 24 } })
    expect(await p.exited).toEqual({ code: 0, signal: 0 })
    expect(await textOf(p.stdout)).toBe('x'.repeat(75_000))
  })

  test('gets SIGHUP when its input is closed', async () => {
    const vm = await boot({ memory: 16 << 20 })
    const p = await vm.spawn(wait, [], { terminal: { cols: 80, rows: 24 } })
    await p.stdin.close()
    expect(await p.exited).toEqual({ code: 0, signal: SIGHUP })
  })

  test('of another kind has no window', async () => {
    const vm = await boot({ memory: 16 << 20 })
    const p = await vm.spawn(wait)
    expect(() => p.resize(1, 1)).toThrow('resize: the program has no terminal')
    p.kill()
    await expect(vm.spawn(wait, [], { terminal: { cols: 1, rows: -1 } })).rejects.toThrow(
      'spawn options: terminal.rows: ',
    )
  })
})
