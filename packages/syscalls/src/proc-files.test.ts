// Files of /proc: reading in pieces, seeking, links, names that cannot be made. What is expected is what a C program with
// the same calls got from Linux 6.18.

import {
  errnoName,
  O_CREAT,
  O_DIRECT,
  O_DIRECTORY,
  O_NOFOLLOW,
  O_PATH,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  RESOLVE_BENEATH,
  RESOLVE_IN_ROOT,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_NO_XDEV,
  type SyscallName,
} from '@jvisor/abi'
import { NO_ACCESS } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { type Argument, TestMachine } from './machine.testing.ts'

class ProcMachine extends TestMachine {
  readonly at = this.map(4)

  /** A call's value, or the name of its error. */
  try(name: SyscallName, ...args: readonly Argument[]): number | string {
    const result = this.call(name, ...args)
    return result < 0 ? errnoName(-result) : result
  }

  read(fd: number, length = 16384): string {
    const n = this.call('read', fd, this.at, length)
    return n < 0 ? errnoName(-n) : this.text(this.at, n)
  }

  cat(path: string): string {
    const fd = this.call('open', path, 0)
    if (fd < 0) return errnoName(-fd)
    let text = ''
    for (let part = this.read(fd); part !== ''; part = this.read(fd)) text += part
    this.call('close', fd)
    return text
  }

  readlink(path: string): string {
    const n = this.call('readlink', path, this.at, 4096)
    return n < 0 ? errnoName(-n) : this.text(this.at, n)
  }

  openat2(dirFd: number, path: string, flags: number, resolve: number): number | string {
    this.poke(this.at, new Uint8Array(BigUint64Array.of(BigInt(flags), 0n, BigInt(resolve)).buffer))
    const result = this.try('openat2', dirFd, path, this.at, 24)
    if (typeof result === 'number') this.call('close', result)
    return typeof result === 'number' ? 'ok' : result
  }

  ls(path: string): string[] {
    const fd = this.call('open', path, O_DIRECTORY)
    const names: string[] = []
    for (;;) {
      const length = this.call('getdents64', fd, this.at, 200)
      if (length <= 0) break
      const view = new DataView(this.peek(this.at, length).buffer)
      for (let at = 0; at < length; at += view.getUint16(at + 16, true)) {
        const name = this.text(this.at + at + 19, view.getUint16(at + 16, true) - 19)
        names.push(name.slice(0, name.indexOf('\0')))
      }
    }
    this.call('close', fd)
    return names
  }
}

const ENDLESS = ['EINVAL', 'EINVAL']
const EMPTY = [0, 'ENXIO']

test.each<[path: string, pieces: number[], atFive: number, ends: (number | string)[], pwrite: string]>([
  ['/proc/version', [2, 2, 2], 1, ENDLESS, 'EBADF'],
  ['/proc/self/status', [2, 2, 2], 1, ENDLESS, 'EBADF'],
  ['/proc/self/maps', [2, 2, 2], 1, ENDLESS, 'EBADF'],
  ['/proc/self/limits', [2, 2, 2], 1, ENDLESS, 'EBADF'],
  ['/proc/sys/kernel/osrelease', [2, 2, 2], 1, EMPTY, 'EBADF'],
  ['/proc/sys/kernel/pid_max', [2, 0, 0], 0, EMPTY, 'EBADF'],
])('%s in pieces, and from elsewhere', (path, pieces, atFive, ends, pwrite) => {
  const m = new ProcMachine()
  const fd = m.call('open', path, 0)
  expect([0, 1, 2].map(() => m.try('read', fd, m.at, 2))).toEqual(pieces)
  expect(m.try('lseek', fd, 5, 0)).toBe(5)
  expect(m.try('read', fd, m.at, 1)).toBe(atFive)
  expect(m.try('lseek', fd, 0, 1)).toBe(5 + atFive)
  expect([m.try('lseek', fd, 0, 2), m.try('lseek', fd, 0, 3)]).toEqual(ends)
  expect([m.try('lseek', fd, -1, 0), m.try('lseek', fd, 1e6, 0), m.try('read', fd, m.at, 10)]).toEqual([
    'EINVAL',
    1e6,
    0,
  ])
  expect(m.try('pread64', fd, 8, 10, 0)).toBe('EFAULT')
  expect([m.try('pwrite64', fd, m.at, 1, 0), m.try('write', fd, m.at, 1)]).toEqual([pwrite, 'EBADF'])
  expect(m.try('ftruncate', fd, 0)).toBe('EINVAL')
  expect(m.try('mmap', 0, 4096, 1, 2, fd, 0)).toBe('ENODEV')
})

test('a file is made when it is read, and what was made is kept until it is read or left', () => {
  const m = new ProcMachine()
  const fd = m.call('open', '/proc/self/comm', 0)
  expect(m.read(fd, 2)).toBe('gu')
  m.task.name = 'other'
  expect([m.read(fd), m.read(fd)]).toEqual(['est\n', ''])
  expect([m.try('pread64', fd, m.at, 100, 0), m.text(m.at, 6)]).toEqual([6, 'other\n'])
  m.task.name = 'third one'
  expect([m.try('lseek', fd, 2, 0), m.read(fd)]).toEqual([2, 'ird one\n'])
})

test('maps comes by whole lines that fit into a page, and each is of the time at which it is read', () => {
  const m = new ProcMachine()
  const base = 0x10_0000
  for (let i = 0; i < 200; i++) m.map(1, NO_ACCESS, base + i * 8192)
  const fd = m.call('open', '/proc/self/maps', 0)
  const first = m.read(fd)
  expect(first.length).toBe(41 * Math.floor(4095 / 41))
  const next = base + (first.length / 41) * 8192
  m.call('munmap', next, 4096)
  expect(m.read(fd, 10)).toBe(`${(next + 8192).toString(16).padStart(8, '0')}-0`)
  expect(m.cat('/proc/self/maps').split('\n').length).toBeGreaterThan(199)
})

test('the name of a task is what was written, up to 15 bytes and to a NUL', () => {
  const m = new ProcMachine()
  const fd = m.call('open', '/proc/self/comm', O_RDWR | O_TRUNC | O_CREAT, 0o644)
  const write = (text: string) => [m.try('write', fd, m.cstring(text), text.length), m.cat('/proc/self/comm')]
  expect(write('foo\n')).toEqual([4, 'foo\n\n'])
  expect(write('0123456789abcdefgh')).toEqual([18, '0123456789abcde\n'])
  expect(write('a\0b')).toEqual([3, 'a\n'])
  expect(write('')).toEqual([0, '\n'])
  expect([m.try('write', fd, 1, 4), m.try('pwrite64', fd, m.at, 1, 0)]).toEqual(['EFAULT', 'ESPIPE'])
  expect(write('x y)\\\n')).toEqual([6, 'x y)\\\n\n'])
  expect(m.cat('/proc/self/status')).toMatch(/^Name:\tx y\)\\\\\\n\nUmask:\t0022\n/)
  expect(m.cat('/proc/self/stat')).toMatch(/^1 \(x y\)\\\n\) R 0 1 1 0 -1 /)
})

test('oom_score_adj takes a number in any notation', () => {
  const m = new ProcMachine()
  const fd = m.call('open', '/proc/self/oom_score_adj', O_RDWR)
  const rows = ['100\n', '-1001', '1001', 'x', ' 5 ', '0x10', '', '00000000000000000000000000005'].map(
    (text) => [m.try('pwrite64', fd, m.cstring(text), text.length, 0), m.cat('/proc/self/oom_score_adj')],
  )
  expect(rows).toEqual([
    [4, '100\n'],
    ['EINVAL', '100\n'],
    ['EINVAL', '100\n'],
    ['EINVAL', '100\n'],
    [3, '5\n'],
    [4, '16\n'],
    ['EINVAL', '16\n'],
    [12, '0\n'],
  ])
})

test.each<[string, (m: ProcMachine) => unknown, unknown]>([
  ['open of a name that is not there', (m) => m.try('open', '/proc/nope', O_CREAT, 0o644), 'ENOENT'],
  ['of a descriptor', (m) => m.try('open', '/proc/self/fd/999', O_CREAT, 0o644), 'ENOENT'],
  ['of a descriptor, with a zero', (m) => m.try('open', '/proc/self/fd/00', 0), 'ENOENT'],
  ['of a process, with a zero', (m) => m.try('open', '/proc/01', 0), 'ENOENT'],
  ['mkdir', (m) => m.try('mkdir', '/proc/x', 0o755), 'ENOENT'],
  ['mkdir of what is there', (m) => m.try('mkdir', '/proc/self', 0o755), 'EEXIST'],
  ['symlink', (m) => m.try('symlink', 'a', '/proc/self/x'), 'ENOENT'],
  ['link', (m) => m.try('link', '/proc/version', '/proc/v2'), 'ENOENT'],
  ['rename', (m) => m.try('rename', '/proc/version', '/proc/v2'), 'ENOENT'],
  ['mknod', (m) => m.try('mknod', '/proc/q', 0o10644, 0), 'ENOENT'],
  ['unlink', (m) => m.try('unlink', '/proc/version'), 'EPERM'],
  ['unlink of a descriptor', (m) => m.try('unlink', '/proc/self/fd/0'), 'EPERM'],
  ['unlink of what is not there', (m) => m.try('unlink', '/proc/nope'), 'ENOENT'],
  ['rmdir', (m) => m.try('rmdir', '/proc/self/task'), 'EPERM'],
  ['chmod of a task file', (m) => m.try('chmod', '/proc/self/comm', 0o600), 'EPERM'],
  ['chown of a task file', (m) => m.try('chown', '/proc/self/comm', 1, 1), 0],
  ['chmod of another', (m) => m.try('chmod', '/proc/version', 0o444), 0],
  [
    'truncate',
    (m) => [m.try('truncate', '/proc/self/status', 5), m.try('truncate', '/proc/version', 0)],
    [0, 0],
  ],
  ['O_WRONLY of what cannot be written', (m) => m.try('open', '/proc/self/maps', O_WRONLY), 4],
  ['O_DIRECT', (m) => m.try('open', '/proc/self/status', O_DIRECT), 'EINVAL'],
  ['O_WRONLY of a directory', (m) => m.try('open', '/proc/self/fd', O_WRONLY), 'EISDIR'],
  ['readlink of a directory', (m) => m.readlink('/proc/self/fd'), 'EINVAL'],
])('%s', (_, play, want) => {
  const m = new ProcMachine()
  for (let i = 0; i < 4; i++) m.call('open', '/dev/null', 2)
  m.call('close', 3)
  m.call('open', '/dev/zero', 2)
  expect(play(m)).toEqual(want)
})

test('links say where they lead', () => {
  const m = new ProcMachine()
  m.call('chdir', '/tmp')
  expect(
    ['/proc/self', '/proc/thread-self', '/proc/mounts', '/proc/self/cwd', '/proc/self/root'].map((p) =>
      m.readlink(p),
    ),
  ).toEqual(['1', '1/task/1', 'self/mounts', '/tmp', '/'])
  expect(m.readlink('/proc/self/exe')).toBe('ENOENT')
})

test('a descriptor leads to its file whatever name that has', () => {
  const m = new ProcMachine()
  const { readFd, writeFd } = m.pipe()
  const memfd = m.call('memfd_create', 'nm', 0)
  const event = m.call('eventfd2', 0, 0)
  const gone = m.file('hello', 2, '/tmp/gone')
  m.call('unlink', '/tmp/gone')
  const path = m.call('open', '/tmp', O_PATH)
  const row = (fd: number) => {
    const name = `/proc/self/fd/${fd}`
    m.call('lstat', name, m.at)
    const mode = new DataView(m.peek(m.at, 144).buffer).getUint32(24, true).toString(8)
    const size = new DataView(m.peek(m.at, 144).buffer).getUint32(48, true)
    const opened = [0, 1, 2].map((flags) => {
      const result = m.try('open', name, flags)
      if (typeof result === 'string') return result
      const link = m.readlink(`/proc/self/fd/${result}`)
      m.call('close', result)
      return link === m.readlink(name) ? 'ok' : link
    })
    const byPath = m.call('open', name, O_PATH)
    const seen = m.readlink(`/proc/self/fd/${byPath}`)
    m.call('close', byPath)
    const itself = m.call('open', name, O_PATH | O_NOFOLLOW)
    const shown = m.readlink(`/proc/self/fd/${itself}`)
    m.call('close', itself)
    return [m.readlink(name), mode, size, ...opened, seen === m.readlink(name), shown]
  }
  const pipe = m.readlink(`/proc/self/fd/${readFd}`)
  expect(pipe).toMatch(/^pipe:\[\d+\]$/)
  const ok = ['ok', 'ok', 'ok', true]
  const none = ['ENXIO', 'ENXIO', 'ENXIO', true]
  expect([readFd, writeFd, memfd, event, gone, path].map(row)).toEqual([
    [pipe, '120500', 64, ...ok, `/proc/1/fd/${readFd}`],
    [pipe, '120300', 64, ...ok, `/proc/1/fd/${writeFd}`],
    ['/memfd:nm (deleted)', '120700', 64, ...ok, `/proc/1/fd/${memfd}`],
    ['anon_inode:[eventfd]', '120700', 64, ...none, `/proc/1/fd/${event}`],
    ['/tmp/gone (deleted)', '120700', 64, ...ok, `/proc/1/fd/${gone}`],
    ['/tmp', '120000', 64, 'ok', 'EISDIR', 'EISDIR', true, `/proc/1/fd/${path}`],
  ])
  const again = m.call('open', `/proc/self/fd/${gone}`, 0)
  expect([m.read(again, 3), m.offset(gone)]).toEqual(['hel', 0])
  m.call('write', writeFd, m.cstring('xy'), 2)
  expect(m.read(m.call('open', `/proc/self/fd/${readFd}`, 0), 9)).toBe('xy')
})

test('openat2 may forbid such links', () => {
  const m = new ProcMachine()
  const fd = `/proc/self/fd/${m.file('x')}`
  const self = m.call('open', '/proc/self', O_DIRECTORY)
  const CWD = -100
  expect([
    m.openat2(CWD, fd, 0, RESOLVE_NO_MAGICLINKS),
    m.openat2(CWD, fd, 0, RESOLVE_NO_SYMLINKS),
    m.openat2(CWD, '/proc/self/status', 0, RESOLVE_NO_MAGICLINKS),
    m.openat2(CWD, '/proc/self/cwd', 0, RESOLVE_NO_MAGICLINKS),
    m.openat2(CWD, '/proc/self/cwd', O_NOFOLLOW | O_PATH, RESOLVE_NO_MAGICLINKS),
    m.openat2(self, 'cwd', 0, RESOLVE_BENEATH),
    m.openat2(self, 'cwd', 0, RESOLVE_IN_ROOT),
    m.openat2(self, 'cwd', 0, RESOLVE_NO_XDEV),
    m.openat2(self, 'cwd', 0, 0),
  ]).toEqual(['ELOOP', 'ELOOP', 'ok', 'ELOOP', 'ok', 'EXDEV', 'EXDEV', 'EXDEV', 'ok'])
})

test('directories list what is there now', () => {
  const m = new ProcMachine()
  const a = m.file('x')
  const b = m.call('dup', a)
  m.call('close', a)
  expect(m.ls('/proc/self/fd')).toEqual(['.', '..', `${a}`, `${b}`])
  expect(m.ls('/proc/self/task')).toEqual(['.', '..', '1'])
  expect(m.ls('/proc').slice(-3)).toEqual(['self', 'thread-self', '1'])
  expect(m.ls('/proc/self/task/1')).toEqual(m.ls('/proc/thread-self'))
  for (const name of m.ls('/proc/self').slice(2)) {
    expect([name, m.try('lstat', `/proc/self/${name}`, m.at)]).toEqual([name, 0])
  }
})

test('/dev leads to the descriptors of who looks', () => {
  const m = new ProcMachine()
  const fd = m.file('hello')
  m.call('dup2', fd, 0)
  expect([m.readlink('/dev/fd'), m.readlink('/dev/stdin')]).toEqual(['/proc/self/fd', '/proc/self/fd/0'])
  expect([m.cat('/dev/stdin'), m.cat(`/dev/fd/${fd}`), m.cat('/dev/stderr')]).toEqual([
    'hello',
    'hello',
    'ENOENT',
  ])
})

test('fdinfo tells of offset, flags, mount and inode, and more of some files', () => {
  const m = new ProcMachine()
  const fd = m.file('hello', 0o2000000)
  m.call('lseek', fd, 3, 0)
  expect(m.cat(`/proc/self/fdinfo/${fd}`)).toMatch(/^pos:\t3\nflags:\t02100000\nmnt_id:\t\d+\nino:\t\d+\n$/)
  const event = m.call('eventfd2', 300, 1)
  expect(m.cat(`/proc/self/fdinfo/${event}`)).toMatch(
    /^pos:\t0\nflags:\t02\n.*\n.*\neventfd-count: {14}12c\neventfd-id: 0\neventfd-semaphore: 1\n$/,
  )
  const epoll = m.call('epoll_create1', 0)
  m.poke(m.at, new Uint8Array(Uint32Array.of(0x80000001, 0x34567890, 0x12).buffer))
  m.call('epoll_ctl', epoll, 1, event, m.at)
  expect(m.cat(`/proc/self/fdinfo/${epoll}`)).toMatch(
    /\ntfd: {8}\d events: 80000019 data: {7}1234567890 {2}pos:0 ino:[0-9a-f]+ sdev:[0-9a-f]+\n$/,
  )
})

test('machine files have the form of Linux', () => {
  const m = new ProcMachine()
  expect(m.cat('/proc/uptime')).toBe('0.00 0.00\n')
  expect(m.cat('/proc/loadavg')).toMatch(/^0\.00 0\.00 0\.00 \d+\/1 1\n$/)
  expect(m.cat('/proc/mounts')).toBe(
    'tmpfs / tmpfs rw,relatime,mode=755 0 0\ndevtmpfs /dev devtmpfs rw,relatime,mode=755 0 0\nproc /proc proc rw,relatime 0 0\n',
  )
  expect(m.cat('/proc/self/mountinfo').split('\n')[1]).toBe(
    '2 1 0:2 / /dev rw,relatime - devtmpfs devtmpfs rw,mode=755',
  )
  expect(m.cat('/proc/self/stat').split(' ').length).toBe(52)
  expect(m.cat('/proc/self/statm').split(' ').length).toBe(7)
  const uuid = m.cat('/proc/sys/kernel/random/uuid')
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\n$/)
  expect(m.cat('/proc/sys/kernel/random/uuid')).not.toBe(uuid)
  expect(m.cat('/proc/sys/kernel/random/boot_id')).toBe(m.cat('/proc/sys/kernel/random/boot_id'))
  const meminfo = m.cat('/proc/meminfo').split('\n')
  expect([meminfo[0], meminfo.length]).toEqual(['MemTotal:          65536 kB', 52])
  expect(meminfo.slice(0, -1).every((row) => /^(?=.{24,27}$|V)[\w()]+: +\d+( kB)?$/.test(row))).toBe(true)
})
