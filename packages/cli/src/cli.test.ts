// The jvisor command, run as people run it.

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { jvisor, program, temporaryDirectory } from './cli.testing.ts'

const directory = temporaryDirectory()
/** A directory with a file, a link out of it, and one back into it by its path on the host. */
const fixture = temporaryDirectory()
writeFileSync(join(fixture, 'there'), 'here')
mkdirSync(join(fixture, 'a:b'))
writeFileSync(join(fixture, 'a:b', 'there'), 'colon')
symlinkSync('/etc/passwd', join(fixture, 'out'))
symlinkSync(join(fixture, 'there'), join(fixture, 'absolute'))
const EXAMPLES = join(import.meta.dirname, '../../../examples')
const say = (text: string) =>
  `await guest.syscall('write', 1, guest.cstring(${JSON.stringify(text)}), ${text.length})`

describe('the exit status is that of the program', () => {
  test.each([
    ['return 0', 0],
    ['return 7', 7],
    ["await guest.syscall('exit_group', 300)", 44],
    ['guest.store(0, new Uint8Array(1))', 128 + 11],
    ["throw new Error('on purpose')", 1],
  ])('%s', (body, status) => {
    expect(jvisor(['run', program(directory, body)]).status).toBe(status)
  })

  test('an uncaught exception is told', () => {
    expect(jvisor(['run', program(directory, "throw new Error('on purpose')")]).stderr).toContain(
      'on purpose',
    )
  })
})

describe('an ELF file for riscv64', () => {
  const hello = join(directory, 'hello')
  const elf = readFileSync(join(import.meta.dirname, '../../../guests/bin/hello'))
  writeFileSync(hello, elf, { mode: 0o755 })

  test.each([
    ['that is visible', [], directory],
    ['that is not', ['--isolated'], '/'],
  ])('%s is run, with the status of a program', (_name, options, cwd) => {
    const { stdout, status, stderr } = jvisor(['run', '--strace', ...options, hello, 'a'], { cwd })
    expect([stdout, status]).toEqual(['hello from riscv64\n', 2])
    expect(stderr).toMatch(/^write\(1, "hello from riscv64\\n", 19\) += 19$/m)
  })

  const root = join(directory, 'root')
  mkdirSync(join(root, 'usr/bin'), { recursive: true })
  writeFileSync(join(root, 'usr/bin/hello'), elf, { mode: 0o755 })

  test.each([
    ['on PATH', [], 'hello'],
    ['by its path', [], '/usr/bin/hello'],
    ['from the working directory', ['--workdir', '/usr'], 'bin/hello'],
    ['on the PATH of --env', ['--env', 'PATH=/nowhere:/usr/bin'], 'hello'],
  ])('is found in the root %s', (_name, options, name) => {
    const { stdout, status } = jvisor(['run', '--root', root, ...options, name])
    expect([stdout, status]).toEqual(['hello from riscv64\n', 1])
  })

  test.each([
    ['hello', ['--env', 'PATH=/nowhere:/bin'], ', nor on PATH, /nowhere:/bin'],
    ['bin/hello', [], ''],
  ])('%s is not found in the root', (name, options, more) => {
    const { stderr, status } = jvisor(['run', '--root', root, ...options, name])
    expect([stderr, status]).toEqual([`jvisor: ${name}: no such file in ${root}${more}\n`, 127])
  })

  test('what it took is said', () => {
    const { stderr } = jvisor(['run', '--stats', hello])
    expect(stderr).toMatch(
      /^instructions {2}\d+, \d+ a second\nsystem calls {2}2, \d+ a second; not implemented: 0\npage faults {3}\d+\npages {9}\d+ of 4 KiB at most, \d+ at the end\ntime {10}\d+\.\d{3} s, exited with 1\n$/,
    )
  })

  test('of another machine is refused', () => {
    writeFileSync(join(directory, 'other'), Buffer.from(elf).fill(62, 18, 19), { mode: 0o755 })
    const { status, stderr } = jvisor(['run', '--isolated', join(directory, 'other')])
    expect([status, stderr]).toEqual([126, 'jvisor: cannot execute /tmp/other: ENOEXEC\n'])
  })
})

test('calls are tampered with, and strace tells', () => {
  const path = program(directory, `${say('abcdef')}; ${say('xyz')}; return 3`)
  const args = ['run', '--strace', '--inject', 'write:short=2:when=1', path]
  const { stdout, stderr, status } = jvisor(args)
  expect([stdout, status]).toEqual(['abxyz', 3])
  expect(stderr).toMatch(/^write\(1, "abcdef", 6\) += 2 \(INJECTED\)$/m)
})

describe('mistakes are one line that says what and where', () => {
  test.each<[args: string[], status: number, message: RegExp]>([
    [['run', 'nope.js'], 127, /^jvisor: nope\.js: no such file\n$/],
    [['run', '.'], 126, /^jvisor: \.: not a file\n$/],
    [['run', 'text.txt'], 126, /^jvisor: text\.txt: neither an ELF file nor a guest module \(.*\)\n$/],
    [['run', 'broken.js'], 126, /^jvisor: broken\.js: cannot be loaded: .+\n$/],
    [['run', 'no-default.js'], 126, /^jvisor: no-default\.js: has no default export .*\n$/],
    [['run'], 2, /^jvisor: missing required argument 'program'\n$/],
    [['run', '--frob', 'x.js'], 2, /^jvisor: unknown option '--frob'\n$/],
    [['frob'], 2, /^jvisor: unknown command 'frob'\n$/],
    [
      ['run', '--memory', '5', 'x.js'],
      2,
      /^jvisor: option '--memory <size>' argument '5' is invalid\. 5 is less than 64K\.\n$/,
    ],
    [
      ['run', '--inject', 'read:error=EFOO', 'x.js'],
      2,
      /^jvisor: --inject read:error=EFOO: there is no error EFOO\n$/,
    ],
    [['run', '--memory', '9G', 'x.js'], 2, /9G is more than 4G\.\n$/],
    [['run', '--memory', 'lots', 'x.js'], 2, /"lots" is not a size such as 64K, 256M or 1G\.\n$/],
    [
      ['run', '--volume', 'x', 'x.js'],
      2,
      /"x" is not HOST:GUEST, HOST:GUEST:ro, HOST:GUEST:rw or HOST:GUEST:overlay\.\n$/,
    ],
    [['run', '--volume', '/nope:/x', 'x.js'], 2, /\/nope does not exist\.\n$/],
    [['run', '--volume', 'text.txt:/x', 'x.js'], 2, /text\.txt is not a directory\.\n$/],
    [['run', '--volume', '.:x', 'x.js'], 2, /the guest's path x is not absolute\.\n$/],
    [['run', '--env', 'x', 'x.js'], 2, /"x" is not NAME=VALUE\.\n$/],
    [['run', '--seed', '-1', 'x.js'], 2, /"-1" is not a whole number/],
    [
      ['run', '--log-level', 'loud', 'x.js'],
      2,
      /Allowed choices are trace, debug, info, warn, error, silent\.\n$/,
    ],
    [['run', '--workdir', '/nope', 'ok.js'], 1, /^jvisor: working directory \/nope: ENOENT\n$/],
    [['run', '--workdir', 'tmp', 'ok.js'], 1, /^jvisor: spawn options: cwd: must be an absolute path\n$/],
    [['run', '--strace=/nope/x', 'ok.js'], 1, /^jvisor: --strace=\/nope\/x: ENOENT.*\n$/],
  ])('%j', (args, status, message) => {
    writeFileSync(join(directory, 'text.txt'), '')
    writeFileSync(join(directory, 'broken.js'), 'export default (')
    writeFileSync(join(directory, 'no-default.js'), 'export const x = 1')
    program(directory, 'return 0', 'ok.js')
    const result = jvisor(args, { cwd: directory })
    expect(result.stderr).toMatch(message)
    expect([result.status, result.stdout]).toEqual([status, ''])
  })
})

test('help and version', () => {
  expect(jvisor(['--help']).stdout).toMatch(/^Usage: jvisor /)
  expect(jvisor(['run', '--help']).stdout).toContain('--volume <host:guest[:mode]>')
  expect(jvisor(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('the list of system calls', () => {
  const { stdout } = jvisor(['syscalls'])
  expect(stdout).toMatch(/^ +19 +65 {2}readv\(int fd, const struct iovec \*iov, int iovcnt\)$/m)
  expect(stdout).toMatch(/^ +2 +- {2}open\(const char \*path, int flags, mode_t mode\)$/m)
  expect(stdout).toMatch(
    /^implemented on x86-64: \d+ of 3\d\d, riscv64: \d+ of 3\d\d; any other call is ENOSYS$/m,
  )
  expect(stdout).not.toContain('io_uring_setup')
  expect(jvisor(['syscalls', '--all']).stdout).toMatch(/^ +425 +425 {2}io_uring_setup: not implemented$/m)
  const rows = JSON.parse(jvisor(['syscalls', '--json']).stdout)
  expect(rows[0]).toMatchObject({ name: 'read', numbers: { 'x86-64': 0, riscv64: 63 }, implemented: true })
  expect(JSON.parse(jvisor(['syscalls', '--all', '--json']).stdout).length).toBeGreaterThan(rows.length)
})

describe('what a program sees of the host', () => {
  /** Opens a path, and writes to it if it is open. */
  const open = (
    path: string,
    flags: number,
  ) => `const fd = await guest.syscall('open', guest.cstring('${path}'), ${flags}, 420)
    if (fd < 0) return -fd
    return (await guest.syscall('write', fd, guest.cstring('new'), 3)) === 3 ? 0 : 1`

  test.each<[name: string, options: string[], path: string, flags: number, status: number]>([
    ['the current directory', [], 'there', 0, 1],
    ['but read-only', [], 'there', 1, 30],
    ['nothing if isolated', ['--isolated'], 'there', 0, 2],
    ['nothing else', [], '/etc/passwd', 0, 2],
    ['a volume', ['--isolated', '--volume', '.:/v'], '/v/there', 0, 1],
    ['which is read-only', ['--volume', '.:/v'], '/v/new-file', 0o101, 30],
    ['also when that is said', ['--volume', '.:/v:ro'], '/v/there', 2, 30],
    ['a volume with a colon in its name', ['--isolated', '--volume', 'a:b:/v:ro'], '/v/there', 1, 30],
    ['a volume to write to', ['--volume', '.:/v:rw'], '/v/written', 0o101, 0],
    ['a volume whose host does not see what is written', ['--volume', '.:/v:overlay'], '/v/there', 2, 0],
    ['a root of its own, which is written above', ['--root', '.'], '/there', 2, 0],
    ['and nothing else', ['--root', '.'], '/etc/passwd', 0, 2],
    ['in the directory it is told', ['--isolated', '--volume', '.:/v', '--workdir', '/v'], 'there', 0, 1],
    ['a link that leads out', [], 'out', 0, 2],
    ['a link that leads back in by the host path', ['--isolated', '--volume', '.:/v'], '/v/absolute', 0, 2],
  ])('%s', (_name, options, path, flags, status) => {
    const cwd = fixture
    const result = jvisor(['run', ...options, program(directory, open(path, flags), 'open.js')], { cwd })
    expect([result.status, result.stderr]).toEqual([status, ''])
    if (path === '/v/written') expect(readFileSync(join(cwd, 'written'), 'latin1')).toBe('new')
    expect(readFileSync(join(cwd, 'there'), 'latin1')).toBe('here')
  })

  test('all of the host from its root, but /tmp and /dev of its own', () => {
    const body = `const open = (path, flags) => guest.syscall('open', guest.cstring(path), flags, 384)
      const seen = [await open('/etc/passwd', 0), await open('/etc/passwd', 1), await open('/tmp/own', 0o101), await open('/dev/full', 0)]
      const text = JSON.stringify(seen)
      await guest.syscall('write', 1, guest.cstring(text), text.length)
      return 0`
    const { stdout, stderr } = jvisor(['run', program(directory, body)], { cwd: '/' })
    expect([stdout, stderr]).toEqual(['[3,-30,4,5]', ''])
  })

  test('its environment and arguments', () => {
    const body = `const text = JSON.stringify([guest.args.slice(1), guest.env.A, guest.env.PATH, guest.env.USER ?? null])
      await guest.syscall('write', 1, guest.cstring(text), text.length)
      return 0`
    const { stdout } = jvisor([
      'run',
      '--env',
      'A=b=c',
      '--env',
      'X=',
      program(directory, body),
      '--strace',
      '-x',
      '--',
    ])
    expect(JSON.parse(stdout)).toEqual([['--strace', '-x', '--'], 'b=c', '/bin:/usr/bin', null])
  })

  test('random bytes, which a seed makes the same', () => {
    const body = `const at = guest.malloc(16)
      await guest.syscall('read', await guest.syscall('open', guest.cstring('/dev/urandom'), 0), at, 16)
      await guest.syscall('write', 1, at, 16)
      return 0`
    const path = program(directory, body)
    const seeded = () => jvisor(['run', '--seed', '5', path]).stdout
    expect(seeded()).toBe(seeded())
    expect(jvisor(['run', path]).stdout).not.toBe(jvisor(['run', path]).stdout)
  })

  test('as much memory as it is given', () => {
    const body = `const fd = await guest.syscall('open', guest.cstring('/tmp/x'), 0o102, 0o600)
      const at = guest.malloc(65536)
      let total = 0
      for (;;) {
        const n = await guest.syscall('write', fd, at, 65536)
        if (n < 0) break
        total += n
      }
      return total >> 20`
    expect(jvisor(['run', '--memory', '8M', program(directory, body)]).status).toBe(7)
  })
})

describe('strace and the summary', () => {
  test('go to standard error, or to a file', () => {
    const path = program(directory, `${say('hi')}\nreturn 3`)
    const lines = `write(1, "hi", 2)                       = 2\nexit_group(3)                           = ?\n+++ exited with 3 +++\n`
    const trace = join(directory, 'trace')
    expect(jvisor(['run', '--strace', path])).toMatchObject({ status: 3, stdout: 'hi', stderr: lines })
    expect(jvisor(['run', `--strace=${trace}`, path])).toMatchObject({ status: 3, stdout: 'hi', stderr: '' })
    expect(readFileSync(trace, 'utf8')).toBe(lines)
  })

  test('are log records at level trace', () => {
    const { stderr } = jvisor(['run', '--log-level', 'trace', program(directory, `${say('hi')}\nreturn 0`)])
    expect(JSON.parse(stderr.split('\n')[0])).toMatchObject({
      level: 10,
      tid: 1,
      syscall: 'write',
      result: 2,
      msg: expect.stringMatching(/^write\(1, "hi", 2\) += 2$/),
    })
  })

  test('the summary counts', () => {
    const { stderr } = jvisor([
      'run',
      '--summary',
      program(directory, `${say('hello')}\nawait guest.syscall('read', 9, 0, 5)\nreturn 0`),
    ])
    expect(stderr).toMatch(/^exited with 0 after \d+\.\d\d s$/m)
    expect(stderr).toMatch(/^ {2}system calls 3, of them short or failed 1$/m)
    expect(stderr).toMatch(/^ {2}bytes written 5 /m)
  })
})

describe('the examples', () => {
  test('hello', () => {
    const path = join(EXAMPLES, 'hello.ts')
    expect(jvisor(['run', path])).toMatchObject({ status: 0, stdout: `Hello from ${path}\n`, stderr: '' })
  })

  test.each([0, 1, 15, 16, 17, 4095, 4096, 4097, 100_000, 2_000_001])(
    'scatter-cat copies %i bytes',
    (size) => {
      const file = join(fixture, 'file')
      const content = Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 7 + (i >> 8)) & 0xff))
      writeFileSync(file, content)
      const { status, stdout } = jvisor(['run', join(EXAMPLES, 'scatter-cat.ts'), 'file', 'file'], {
        cwd: fixture,
      })
      expect(status).toBe(0)
      expect(Buffer.from(stdout, 'latin1').equals(Buffer.concat([content, content]))).toBe(true)
    },
  )

  test('scatter-cat without files, and without a file', () => {
    const path = join(EXAMPLES, 'scatter-cat.ts')
    expect(jvisor(['run', path])).toMatchObject({ status: 1, stderr: 'usage: scatter-cat FILE…\n' })
    expect(jvisor(['run', path, 'nope'])).toMatchObject({ status: 1, stderr: 'scatter-cat: nope: error 2\n' })
  })
})
