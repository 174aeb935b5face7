// Lines of strace. All expectations are what strace(1) 6.1 printed for the same calls on Linux 6.18, but for addresses.

import { EINTR, PAGE_SIZE, SIGKILL, SIGUSR1 } from '@jvisor/abi'
import { NO_PROGRAM, type Platform } from '@jvisor/kernel'
import { DEFAULT_LAYOUT } from '@jvisor/mm'
import { bytesIOSequence } from '@jvisor/usermem'
import { NORMAL_WRITE } from '@jvisor/vfs'
import { describe, expect, test } from 'vitest'
import { type Argument, TestMachine } from '../machine.testing.ts'
import { Strace, type StraceRecord } from './strace.ts'

type Name = Parameters<TestMachine['start']>[0]

/** The platform of a task that makes no calls by itself. */
const idle: Platform = {
  name: 'idle',
  layout: DEFAULT_LAYOUT,
  createContext: () => NO_PROGRAM,
}

/** A machine with a page at PAGE, nothing behind it, descriptor 3 on a file, and the lines that it has traced. */
function traced() {
  const m = new TestMachine()
  const records: StraceRecord[] = []
  m.map(1, undefined, PAGE)
  m.file('', 2)
  const fd = 0
  m.call('dup2', fd, 3)
  m.kernel.tracer = new Strace((record) => records.push(record))
  const line = () => records.at(-1)?.line
  return { m, records, line }
}
const PAGE = 0x10000000
const TEXT = 'a\0b\n\t"\\\x01\x019\xffxyz-0123456789-0123456789-0123456789'

describe('one line a call', () => {
  test.each<[name: Name, args: Argument[], line: string]>([
    ['write', [3, PAGE, 45], String.raw`write(3, "a\0b\n\t\"\\\1\19\377xyz-0123456789-012345"..., 45) = 45`],
    ['write', [3, 8, 4], 'write(3, 0x8, 4)                        = -1 EFAULT (Bad address)'],
    ['write', [3, PAGE + 4090, 20], 'write(3, 0x10000ffa, 20)                = 6'],
    ['read', [3, 8, 4], 'read(3, "", 4)                          = 0'],
    ['read', [99, PAGE, 4], 'read(99, 0x10000000, 4)                 = -1 EBADF (Bad file descriptor)'],
    ['readv', [3, 8, 2], 'readv(3, 0x8, 2)                        = -1 EFAULT (Bad address)'],
    ['readv', [3, PAGE, 0], 'readv(3, [], 0)                         = 0'],
    ['lseek', [3, 0, 0], 'lseek(3, 0, SEEK_SET)                   = 0'],
    ['lseek', [3, -5, 1], 'lseek(3, -5, SEEK_CUR)                  = -1 EINVAL (Invalid argument)'],
    ['lseek', [3, 0, 77], 'lseek(3, 0, 0x4d /* SEEK_??? */)        = -1 EINVAL (Invalid argument)'],
    ['ftruncate', [3, -1], 'ftruncate(3, 18446744073709551615)      = -1 EINVAL (Invalid argument)'],
    ['fcntl', [3, 3], 'fcntl(3, F_GETFL)                       = 0x8002 (flags O_RDWR|O_LARGEFILE)'],
    ['fcntl', [3, 4, 0o6000], 'fcntl(3, F_SETFL, O_RDONLY|O_APPEND|O_NONBLOCK) = 0'],
    ['fcntl', [3, 1], 'fcntl(3, F_GETFD)                       = 0'],
    ['fcntl', [3, 2, 1], 'fcntl(3, F_SETFD, FD_CLOEXEC)           = 0'],
    ['fcntl', [3, 0, 50], 'fcntl(3, F_DUPFD, 50)                   = 50'],
    ['fcntl', [3, 1030, 60], 'fcntl(3, F_DUPFD_CLOEXEC, 60)           = 60'],
    ['fcntl', [3, 1032], 'fcntl(3, F_GETPIPE_SZ)                  = -1 EBADF (Bad file descriptor)'],
    ['fcntl', [3, 9999, 5], 'fcntl(3, 0x270f /* F_??? */, 0x5)       = -1 EINVAL (Invalid argument)'],
    ['dup2', [3, 70], 'dup2(3, 70)                             = 70'],
    ['dup3', [3, 71, 0o2000000], 'dup3(3, 71, O_CLOEXEC)                  = 71'],
    ['dup3', [3, 71, 5], 'dup3(3, 71, 0x5 /* O_??? */)            = -1 EINVAL (Invalid argument)'],
    ['close', [99], 'close(99)                               = -1 EBADF (Bad file descriptor)'],
    ['pipe2', [PAGE + 64, 0], 'pipe2([1, 2], 0)                        = 0'],
    ['pipe2', [PAGE + 64, 0o2004000], 'pipe2([1, 2], O_NONBLOCK|O_CLOEXEC)     = 0'],
    ['pipe', [8], 'pipe(0x8)                               = -1 EFAULT (Bad address)'],
    ['fstat', [3, 8], 'fstat(3, 0x8)                           = -1 EFAULT (Bad address)'],
    ['fstat', [3, PAGE + 512], 'fstat(3, {st_mode=S_IFREG|0644, st_size=0, ...}) = 0'],
    [
      'newfstatat',
      [-100, '/tmp', PAGE, 0x100],
      'newfstatat(AT_FDCWD, "/tmp", {st_mode=S_IFDIR|0755, st_size=60, ...}, AT_SYMLINK_NOFOLLOW) = 0',
    ],
    [
      'newfstatat',
      [-100, '/nope', PAGE, 0],
      'newfstatat(AT_FDCWD, "/nope", 0x10000000, 0) = -1 ENOENT (No such file or directory)',
    ],
    [
      'newfstatat',
      [-100, '/dev/null', PAGE, 0],
      'newfstatat(AT_FDCWD, "/dev/null", {st_mode=S_IFCHR|0666, st_rdev=makedev(0x1, 0x3), ...}, 0) = 0',
    ],
    ['mprotect', [PAGE, 4096, 1], 'mprotect(0x10000000, 4096, PROT_READ)   = 0'],
    ['mprotect', [PAGE, 4096, 0], 'mprotect(0x10000000, 4096, PROT_NONE)   = 0'],
    ['mprotect', [1, 4096, 0x101], 'mprotect(0x1, 4096, PROT_READ|0x100)    = -1 EINVAL (Invalid argument)'],
    [
      'mmap',
      [0, 4096, 0, 1, 99, 4096],
      'mmap(NULL, 4096, PROT_NONE, MAP_SHARED, 99, 0x1000) = -1 EBADF (Bad file descriptor)',
    ],
    [
      'mmap',
      [0x20000000, 4096, 5, 0x8032, -1, 0],
      'mmap(0x20000000, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS|MAP_POPULATE, -1, 0) = 0x20000000',
    ],
    ['munmap', [0x20000000, 4096], 'munmap(0x20000000, 4096)                = 0'],
    ['brk', [0], 'brk(NULL)                               = 0x555555560000'],
    [
      'open',
      ['/nope', 0o200000],
      'open("/nope", O_RDONLY|O_DIRECTORY)     = -1 ENOENT (No such file or directory)',
    ],
    ['openat', [-100, 8, 0], 'openat(AT_FDCWD, 0x8, O_RDONLY)         = -1 EFAULT (Bad address)'],
    [
      'openat',
      [-100, '/tmp/x/y', 0o4010301, 0o4755],
      'openat(AT_FDCWD, "/tmp/x/y", O_WRONLY|O_CREAT|O_EXCL|O_SYNC, 04755) = -1 ENOENT (No such file or directory)',
    ],
    [
      'openat',
      [3, 'rel', 0x40000002],
      'openat(3, "rel", O_RDWR|0x40000000)     = -1 ENOTDIR (Not a directory)',
    ],
    ['open', ['/tmp/file', 3], 'open("/tmp/file", O_ACCMODE)            = 1'],
    ['getpid', [], 'getpid()                                = 1'],
    ['swapoff', [0], 'swapoff(0)                              = -1 ENOSYS (Function not implemented)'],
    ['exit_group', [3], 'exit_group(3)                           = ?'],
  ])('%s %j', (name, args, want) => {
    const { m, line } = traced()
    m.poke(PAGE, TEXT)
    m.call(name, ...args)
    expect(line()).toBe(want)
  })

  test('an unknown number', () => {
    const { m, line } = traced()
    for (const [i, value] of [1, 2, 3, 0x63, 0, 0].entries()) m.task.args.set(i, value)
    m.task.syscall(9999)
    expect(line()).toBe('syscall_0x270f(0x1, 0x2, 0x3, 0x63, 0, 0) = -1 ENOSYS (Function not implemented)')
  })
})

describe('iovec arrays', () => {
  test('show what each segment holds, or what came into it', () => {
    const { m, records } = traced()
    m.poke(PAGE, TEXT)
    const out = m.iovecs([
      [PAGE, 5],
      [PAGE + 100, 0],
      [PAGE + 5, 40],
    ])
    const into = m.iovecs([
      [PAGE + 200, 4],
      [PAGE + 300, 100],
      [PAGE + 500, 4],
    ])
    m.call('writev', 3, out, 3)
    m.call('preadv', 3, into, 3, 0)
    expect(records.map((r) => r.line)).toEqual([
      String.raw`writev(3, [{iov_base="a\0b\n\t", iov_len=5}, {iov_base="", iov_len=0}, {iov_base="\"\\\1\19\377xyz-0123456789-0123456789-"..., iov_len=40}], 3) = 45`,
      String.raw`preadv(3, [{iov_base="a\0b\n", iov_len=4}, {iov_base="\t\"\\\1\19\377xyz-0123456789-0123456789"..., iov_len=100}, {iov_base="", iov_len=4}], 3, 0) = 45`,
    ])
  })

  test('are cut where they cannot be read', () => {
    const { m, line } = traced()
    const iov = m.iovecs([[PAGE, 5]])
    m.call('readv', 3, iov, 2)
    expect(line()).toBe(
      `readv(3, [{iov_base=0x10000000, iov_len=5}, ... /* 0x${(iov + 16).toString(16)} */], 2) = -1 EFAULT (Bad address)`,
    )
  })

  test('show flags by name', () => {
    const { m, records } = traced()
    const iov = m.iovecs([[PAGE, 5]])
    m.call('preadv2', 3, iov, 1, -1, 0, 9)
    m.call('pwritev2', 3, iov, 1, 2, 0, 0x4010)
    expect(records.map((r) => r.line)).toEqual([
      'preadv2(3, [{iov_base=0x10000000, iov_len=5}], 1, -1, RWF_HIPRI|RWF_NOWAIT) = -1 EOPNOTSUPP (Operation not supported)',
      String.raw`pwritev2(3, [{iov_base="\0\0\0\0\0", iov_len=5}], 1, 2, RWF_APPEND|0x4000) = -1 EOPNOTSUPP (Operation not supported)`,
    ])
  })

  test('of more than 32 segments are shown in part', () => {
    const { m, line } = traced()
    const iov = m.iovecs(Array.from({ length: 40 }, () => [PAGE, 0] as const))
    m.call('writev', 3, iov, 40)
    expect(line()).toBe(`writev(3, [${'{iov_base="", iov_len=0}, '.repeat(32)}...], 40) = 0`)
  })
})

describe('calls that wait, signals, ends', () => {
  test('a call that waits takes two lines', async () => {
    const { m, records } = traced()
    const { readFd, writeFd } = m.pipe()
    records.length = 0
    const read = m.start('read', readFd, PAGE + 64, 10)
    m.task.fdTable.get(writeFd)?.write(bytesIOSequence(Uint8Array.of(97, 98, 99)), NORMAL_WRITE)
    await read
    expect(records.map((r) => [r.tid, r.syscall, r.result, r.line])).toEqual([
      [1, 'read', undefined, `read(${readFd},  <unfinished ...>`],
      [1, 'read', 3, '<... read resumed>"abc", 10)            = 3'],
    ])
  })

  test('a signal has a line of its own, after the call that it interrupts', async () => {
    const { m, records } = traced()
    m.task.threadGroup.signalHandlers.set(SIGUSR1, { handler: 16 })
    const { readFd } = m.pipe()
    records.length = 0
    const read = m.start('read', readFd, PAGE + 64, 10)
    m.task.sendSignal(SIGUSR1)
    expect(await read).toBe(-EINTR)
    expect(records.map((r) => r.line)).toEqual([
      `read(${readFd},  <unfinished ...>`,
      '<... read resumed>0x10000040, 10)       = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
      '--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=1, si_uid=0} ---',
    ])
  })

  test('a call whose arguments are all known shows them before it waits', async () => {
    const { m, records } = traced()
    const { readFd, writeFd } = m.pipe()
    m.call('write', writeFd, m.map(16), 65536)
    records.length = 0
    m.poke(PAGE, 'abc')
    const write = m.start('write', writeFd, PAGE, 3)
    m.task.fdTable.get(readFd)?.read(bytesIOSequence(new Uint8Array(65536)))
    await write
    expect(records.map((r) => r.line)).toEqual([
      `write(${writeFd}, "abc", 3 <unfinished ...>`,
      '<... write resumed>)                    = 3',
    ])
  })

  test('a task that is killed while it waits sees no result, and SIGKILL has no line', async () => {
    const { m, records } = traced()
    const { readFd, writeFd } = m.pipe()
    m.call('write', writeFd, m.map(16), 65536)
    records.length = 0
    const write = m.start('write', writeFd, PAGE, 3)
    m.task.threadGroup.exit({ code: 3, signal: 0 })
    await write
    expect(records.at(-1)?.line).toBe('<... write resumed>)                    = ?')

    const other = traced()
    const pipe = other.m.pipe()
    const read = other.m.start('read', pipe.readFd, PAGE, 3)
    other.m.task.threadGroup.exit({ code: 0, signal: SIGKILL })
    await read
    other.m.task.sendSignal(SIGKILL)
    await other.m.kernel.run(other.m.task)
    expect([readFd, ...other.records.slice(1).map((r) => r.line)]).toEqual([
      readFd,
      `read(${pipe.readFd},  <unfinished ...>`,
      '<... read resumed> <unfinished ...>)    = ?',
      '+++ killed by SIGKILL +++',
    ])
  })

  test('with several tasks each line says whose it is', async () => {
    const { m, records } = traced()
    const first = m.task
    const second = m.kernel.createProcess(idle, m.table)
    if (typeof second === 'number') throw new Error('no task')
    second.args.set(0, 99)
    second.syscall(3)
    first.args.set(0, 99)
    first.syscall(3)
    second.threadGroup.exit({ code: 7, signal: 0 })
    await m.kernel.run(second)
    first.threadGroup.exit({ code: 0, signal: 0 })
    await m.kernel.run(first)
    expect(records.map((r) => r.line)).toEqual([
      '[pid     2] close(99)                   = -1 EBADF (Bad file descriptor)',
      '[pid     1] close(99)                   = -1 EBADF (Bad file descriptor)',
      '[pid     2] +++ exited with 7 +++',
      '+++ exited with 0 +++',
    ])
  })

  test('the last line says how the process ended', async () => {
    for (const [status, want] of [
      [{ code: 3, signal: 0 }, '+++ exited with 3 +++'],
      [{ code: 0, signal: 13 }, '+++ killed by SIGPIPE +++'],
    ] as const) {
      const { m, line } = traced()
      m.task.threadGroup.exit(status)
      await m.kernel.run(m.task)
      expect(line()).toBe(want)
    }
  })
})

test('strings are shown up to a limit of choice', () => {
  const m = new TestMachine()
  const lines: string[] = []
  const at = m.map(1)
  m.poke(at, 'x'.repeat(PAGE_SIZE))
  m.kernel.tracer = new Strace((r) => lines.push(r.line), { stringLimit: 3 })
  m.call('write', 9, at, 5)
  expect(lines).toEqual(['write(9, "xxx"..., 5)                   = -1 EBADF (Bad file descriptor)'])
})

test('with a clock, lines end with the time that the call took', () => {
  const m = new TestMachine()
  const lines: string[] = []
  let now = 0
  const clock = { monotonicNs: () => (now += 1_234_567) }
  m.kernel.tracer = new Strace((r) => lines.push(r.line), { clock, column: 12 })
  m.call('getpid')
  m.call('exit', 3)
  expect(lines).toEqual(['getpid()    = 1 <0.001235>', 'exit(3)     = ?'])
})

test('records carry what a log wants as fields', async () => {
  const { m, records } = traced()
  m.call('close', 99)
  m.call('write', 3, PAGE, 0)
  const { readFd } = m.pipe()
  const read = m.start('read', readFd, PAGE, 1)
  m.task.sendSignal(SIGUSR1)
  await read
  await m.kernel.run(m.task)
  const line = expect.any(String)
  expect(records).toEqual([
    { event: 'call', tid: 1, syscall: 'close', args: ['99'], result: -9, errno: 'EBADF', line },
    { event: 'call', tid: 1, syscall: 'write', args: ['3', '""', '0'], result: 0, line },
    { event: 'call', tid: 1, syscall: 'pipe2', args: ['[1, 2]', '0'], result: 0, line },
    { event: 'wait', tid: 1, syscall: 'read', args: ['1'], line },
    {
      event: 'call',
      tid: 1,
      syscall: 'read',
      args: ['1', '0x10000000', '1'],
      result: -512,
      errno: 'ERESTARTSYS',
      line,
    },
    { event: 'signal', tid: 1, signal: 'SIGUSR1', line },
    { event: 'exit', tid: 1, signal: 'SIGUSR1', line },
  ])
})

test('no arguments make it throw', () => {
  const { m, records } = traced()
  m.poke(PAGE, 'some/path\0')
  let state = 1
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state >>> 8
  }
  const argument = () => {
    const kinds = [random() % 8, PAGE + (random() % 4200), -(random() % 99), 2n ** BigInt(random() % 64)]
    return kinds[random() % kinds.length]
  }
  const calls = 20_000
  for (let n = 0; n < calls; n++) {
    const number = random() % 480
    const call = m.table.lookup(number)
    for (let i = 0; i < 6; i++) m.task.args.set(i, argument())
    // The calls themselves are not made: any result may follow any arguments.
    m.kernel.tracer?.enter(m.task, number, call, m.task.args)
    if (random() % 8 === 0) m.kernel.tracer?.blocked(m.task)
    m.kernel.tracer?.exit(m.task, random() % 2 === 0 ? -(random() % 600) : random() % 70_000)
  }
  expect(records.filter((r) => r.event === 'call')).toHaveLength(calls)
  expect(records.filter((r) => !/^[\x20-\x7e]+$/.test(r.line))).toEqual([])
})
