// Machines and the programs that run on them.

import { EROFS, O_CREAT, O_RDWR, S_IFDIR, S_IFREG, SIGINT, SIGSEGV, SIGTERM, SIGUSR1 } from '@jvisor/abi'
import { VirtualClock } from '@jvisor/kernel'
import { Strace } from '@jvisor/syscalls'
import type { HostDirectory } from '@jvisor/vfs'
import { describe, expect, test } from 'vitest'
import type { Guest, GuestMain } from './guest.ts'
import { Machine, type SpawnOpts } from './machine.ts'
import { SeededRandom } from './seeded-random.ts'
import { InputStream, OutputStream } from './streams.ts'

const text = (bytes: Uint8Array) => String.fromCharCode(...bytes)
const bytes = (s: string) => Uint8Array.from(s, (c) => c.charCodeAt(0))

/** Runs a program. @returns its exit status and what it wrote. */
async function run(main: GuestMain, opts: SpawnOpts = {}) {
  const stdout = new OutputStream()
  const vm = new Machine({ memoryBytes: 16 << 20 })
  const status = await vm.spawn(main, { stdout, ...opts }).exited
  return { ...status, output: text(stdout.bytes()), vm }
}

async function say(guest: Guest, message: string): Promise<void> {
  await guest.syscall('write', 1, guest.cstring(message), bytes(message).length)
}

describe('a program', () => {
  test.each<[name: string, main: GuestMain, code: number, signal: number]>([
    ['returns its status', () => 3, 3, 0],
    ['of which 8 bits count', () => 256 + 7, 7, 0],
    ['exits in the middle', async (g) => 5 + (await g.syscall('exit_group', 4)), 4, 0],
    ['ends by exit too', async (g) => 5 + (await g.syscall('exit', 6)), 6, 0],
    ['throws', () => Promise.reject(new Error('on purpose')), 1, 0],
    ['stores where nothing is', (g) => g.store(0x5000, bytes('x')) ?? 0, 0, SIGSEGV],
    ['loads where nothing is', (g) => g.load(0, 1)[0], 0, SIGSEGV],
    [
      'does not go on after it has ended',
      async (g) => {
        try {
          await g.syscall('exit_group', 9)
        } finally {
          await g.syscall('exit_group', 1)
        }
        return 0
      },
      9,
      0,
    ],
  ])('%s', async (_name, main, code, signal) => {
    const status = await run(main)
    expect([status.code, status.signal]).toEqual([code, signal])
  })

  test('has arguments, an environment and a working directory', async () => {
    const { output } = await run(
      async (g) => {
        const fd = await g.syscall('openat', -100, g.cstring('file'), O_CREAT | O_RDWR, 0o600)
        await say(g, `${g.args.join()} ${JSON.stringify(g.env)} ${fd} ${g.arch}`)
        return 0
      },
      { args: ['prog', 'a'], env: { K: 'V' }, cwd: '/tmp' },
    )
    expect(output).toBe('prog,a {"K":"V"} 3 x86-64')
  })

  test('without streams reads nothing and writes to nowhere', async () => {
    const { code } = await run(async (g) => {
      const at = g.malloc(10)
      const [read, wrote, error] = [
        await g.syscall('read', 0, at, 10),
        await g.syscall('write', 1, at, 10),
        await g.syscall('write', 2, at, 10),
      ]
      return read === 0 && wrote === 10 && error === 10 ? 0 : 1
    })
    expect(code).toBe(0)
  })

  test('leaves nothing behind', async () => {
    const vm = new Machine({ memoryBytes: 16 << 20 })
    const before = vm.kernel.memoryFile.pagesInUse
    const program = vm.spawn(async (g) => {
      const at = g.malloc(1 << 20)
      g.store(at, new Uint8Array(1 << 20).fill(1))
      await g.syscall('pipe', at)
      await g.syscall('write', g.load32(at + 4), at, 10_000)
      return 0
    })
    await program.exited
    expect(vm.kernel.memoryFile.pagesInUse).toBe(before)
    expect(vm.kernel.tasks.size).toBe(0)
  })
})

describe('memory of a program', () => {
  test('holds words and text as a machine does', async () => {
    const { code } = await run((g) => {
      const at = g.malloc(32)
      g.store32(at, -2)
      g.store64(at + 8, -3)
      g.store64(at + 16, 2n ** 63n - 1n)
      const text = g.cstring('grün')
      const same =
        g.load32(at) === -2 &&
        g.load64(at) === 0xfffffffen &&
        g.load64(at + 8) === -3n &&
        g.load64(at + 16) === 2n ** 63n - 1n &&
        g.text(text, 5) === 'grün' &&
        g.load(text + 5, 1)[0] === 0
      return same ? 0 : 1
    })
    expect(code).toBe(0)
  })

  test('is aligned, apart, and zero', async () => {
    const { code } = await run((g) => {
      const places = [1, 16, 17, 100_000, 3].map((size) => [g.malloc(size), size] as const)
      const sorted = places.toSorted(([a], [b]) => a - b)
      const apart = sorted.every(([at, size], i) => i + 1 === sorted.length || at + size <= sorted[i + 1][0])
      return apart && places.every(([at, size]) => at % 16 === 0 && g.load(at, size).every((b) => b === 0))
        ? 0
        : 1
    })
    expect(code).toBe(0)
  })
})

describe('signals', () => {
  /** Waits for input for ever. */
  const waiter: GuestMain = async (g) => {
    const n = await g.syscall('read', 0, g.malloc(10), 10)
    await say(g, `read: ${n}`)
    return 0
  }

  test('end a program that waits', async () => {
    const program = new Machine().spawn(waiter, { stdin: new InputStream() })
    program.kill(SIGINT)
    expect(await program.exited).toEqual({ code: 0, signal: SIGINT })
  })

  test('end a program that never waits', async () => {
    const vm = new Machine({ yieldToHost: () => new Promise((done) => setImmediate(done)) })
    const program = vm.spawn(async (g) => {
      for (;;) await g.syscall('getpid')
    })
    setImmediate(() => program.kill(SIGTERM))
    expect(await program.exited).toEqual({ code: 0, signal: SIGTERM })
  })

  test.each([
    [true, 'handled 10 by 1, read: 2'],
    [false, 'handled 10 by 1, read: -4'],
  ])('run a handler, and the call goes on if it may: restart %s', async (restart, want) => {
    const stdin = new InputStream()
    const stdout = new OutputStream()
    const program = new Machine().spawn(
      async (g) => {
        g.onSignal(SIGUSR1, async (n) => say(g, `handled ${n} by ${await g.syscall('getpid')}, `), {
          restart,
        })
        return waiter(g)
      },
      { stdin, stdout },
    )
    program.kill(SIGUSR1)
    await Promise.resolve()
    stdin.push(bytes('ab'))
    expect((await program.exited).code).toBe(0)
    expect(text(stdout.bytes())).toBe(want)
  })

  test('that are ignored do nothing', async () => {
    const stdin = new InputStream()
    const program = new Machine().spawn(
      async (g) => {
        g.onSignal(SIGTERM, 'ignore')
        return waiter(g)
      },
      { stdin },
    )
    program.kill(SIGTERM)
    stdin.end()
    expect(await program.exited).toEqual({ code: 0, signal: 0 })
  })
})

describe('a machine', () => {
  test('has several programs, which share its files and take turns', async () => {
    const vm = new Machine()
    const order: string[] = []
    const program =
      (name: string): GuestMain =>
      async (g) => {
        for (let i = 0; i < 3; i++) {
          order.push(name)
          for (let k = 0; k < 256; k++) await g.syscall('getpid')
        }
        return 0
      }
    await Promise.all(['a', 'b'].map((name) => vm.spawn(program(name)).exited))
    expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
  })

  test('is the same in every run', async () => {
    const trace = async () => {
      const lines: string[] = []
      const vm = new Machine({
        tracer: new Strace(({ line }) => lines.push(line)),
        random: new SeededRandom(5),
      })
      await vm.spawn(async (g) => {
        const at = g.malloc(64)
        const fd = await g.syscall('open', g.cstring('/dev/urandom'), 0)
        await g.syscall('read', fd, at, 32)
        return 0
      }).exited
      return lines
    }
    const first = await trace()
    expect(first[1]).toMatch(/^read\(3, ".+", 32\) += 32$/)
    expect(await trace()).toEqual(first)
  })

  test('shows directories of the host, read-only unless said', async () => {
    const directory: HostDirectory = {
      stat: (path) => ({
        mode: path.at(-1) === 'file' ? S_IFREG | 0o644 : S_IFDIR | 0o755,
        size: 0,
        ino: 1,
        nlink: 1,
        mtimeSec: 0,
        mtimeNsec: 0,
      }),
      readlink: () => '',
      readdir: () => [],
      open: () => EROFS,
    }
    const vm = new Machine({
      volumes: [
        { path: '/a/b', directory },
        { path: '/a/b/c', directory, readOnly: false },
      ],
    })
    const codes: number[] = []
    await vm.spawn(async (g) => {
      for (const path of ['/a/b/file', '/a/b/c/file'])
        codes.push(await g.syscall('open', g.cstring(path), O_RDWR))
      return 0
    }).exited
    expect(codes).toEqual([-EROFS, -EROFS])
  })

  test.each<[what: () => unknown, message: string]>([
    [() => new Machine({ memoryBytes: 5 }), 'kernel options: memoryBytes'],
    [
      () => new Machine({ volumes: [{ path: 'relative', directory: {} as never }] }),
      'volumes: relative: must be an absolute path',
    ],
    [() => new Machine().spawn(() => 0, { cwd: 'tmp' }), 'spawn options: cwd: must be an absolute path'],
    [() => new Machine().spawn(() => 0, { cwd: '/nope' }), 'working directory /nope: ENOENT'],
    [() => new Machine().spawn(() => 0, { args: [] }), 'spawn options: args'],
  ])('says which option is wrong: %s', (what, message) => {
    expect(what).toThrow(message)
  })
})

test('virtual time passes when it is told to', () => {
  const clock = new VirtualClock()
  clock.advance(5)
  clock.advance(7)
  expect([clock.monotonicNs(), clock.bootTimeSec]).toEqual([12, 1_767_225_600])
})

describe('streams in memory', () => {
  test('give what was pushed, in order, as much as is asked for', () => {
    const stream = new InputStream()
    const read = (n: number) => {
      const dst = new Uint8Array(n)
      const got = stream.read(dst)
      return got < 0 ? got : text(dst.subarray(0, got))
    }
    expect(read(5)).toBe(-11)
    stream.push(bytes('abc'))
    stream.push(bytes('defg'))
    expect([read(2), read(4), stream.readiness(), read(9), stream.readiness()]).toEqual([
      'ab',
      'cdef',
      1,
      'g',
      0,
    ])
    stream.end()
    expect([read(5), stream.readiness(), stream.write(bytes('x'))]).toEqual(['', 17, -9])
    expect(text(new Uint8Array(0))).toBe('')
  })

  test('keep what was written, or hand it on', () => {
    const kept = new OutputStream()
    kept.write(bytes('ab'))
    kept.write(bytes('c'))
    const handed: string[] = []
    new OutputStream((b) => handed.push(text(b))).write(bytes('xyz'))
    expect([text(kept.bytes()), handed, kept.read(new Uint8Array(1))]).toEqual(['abc', ['xyz'], -9])
  })
})
