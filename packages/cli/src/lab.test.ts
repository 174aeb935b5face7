// jvisor lab and jvisor diff, as people call them.

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { JVISOR, jvisor } from './cli.testing.ts'

const EXAMPLES = fileURLToPath(new URL('../../../examples/scenarios/', import.meta.url))
const FAULT = `${EXAMPLES}fault-in-the-middle.yaml`
const CAN_ASK = process.platform === 'linux' && process.arch === 'x64'

describe('jvisor lab', () => {
  test('shows each step as strace does, and how things stand at the end', () => {
    const { status, stdout } = jvisor(['lab', FAULT])
    expect(status).toBe(0)
    expect(stdout).toContain('A fault in the middle of a buffer keeps the count (Asterinas #711)\n')
    expect(stdout).toContain(' 3 lseek(3, 0, SEEK_CUR)                   = 196\n')
    expect(stdout).toContain('iov_len=1}], 1) = -1 EFAULT (Bad address)\n')
    expect(stdout).toContain('   fd 3 flags 0 cloexec 0 at 196\n')
  })

  test('--explain shows the way through the layers', () => {
    const stdout = Buffer.from(jvisor(['lab', '--explain', FAULT]).stdout, 'latin1').toString()
    expect(stdout).toContain('kernel    ├─ Task.iovecsIOSequence(0x300000000, 2) = 2 segments, 300 bytes\n')
    expect(stdout).toContain(
      'vfs       └─ RegularFileDescription.read(2 segments, 300 bytes) = 196 bytes, EFAULT\n',
    )
  })

  test('--json is for programs', () => {
    const { stdout } = jvisor(['lab', '--json', FAULT])
    const { steps, state, differences } = JSON.parse(stdout)
    expect(steps.map((s: { result: string }) => s.result)).toEqual(['196', 'EFAULT', '196'])
    expect([state.length, differences]).toEqual([4, []])
    // What is called to see how things stand is not the last step's.
    expect(steps.map((s: { lines: string[] }) => s.lines.length)).toEqual([1, 1, 1])
  })

  test('of many mappings, the first lines are shown, and --json has all', () => {
    const input = 'title: x\nmemory: { m: { times: 300 } }\nsteps: [{ getpid: [] }]'
    const lines = jvisor(['lab', '-'], { input }).stdout.split('\n')
    expect(lines.slice(-4)).toEqual([
      '   map 199-200 rw-p',
      '   bytes 199-200 00',
      '   and 400 lines more, which --json has',
      '',
    ])
    expect(JSON.parse(jvisor(['lab', '--json', '-'], { input }).stdout).state.length).toBe(600)
  })

  test('reads standard input, and fails if something is not as expected', () => {
    const input = 'title: x\nsteps: [{ close: [7], expect: 0 }]'
    const { status, stdout } = jvisor(['lab', '-'], { input })
    expect(status).toBe(1)
    expect(stdout).toContain('   EXPECTED 0, got EBADF\n')
  })

  test.each<[args: string[], input: string, message: string]>([
    [
      ['-'],
      'title: x\nsteps: [{ nonsense: [] }]',
      'standard input:2:9: steps[0]: Unrecognized key: "nonsense"',
    ],
    [['-'], 'title: x\nsteps: [{ close: [y] }]', 'standard input: step 1: close: y: there is no y'],
    [['no-such-file'], '', "no-such-file: ENOENT: no such file or directory, open 'no-such-file'"],
    [[], '', 'lab: which scenario? (a file, or - for standard input)'],
  ])('%j says what is wrong', (args, input, message) => {
    const { status, stderr } = jvisor(['lab', ...args], { input })
    expect([status, stderr]).toEqual([2, `jvisor: ${message}\n`])
  })

  // host-kernel.test.ts plays all of the examples.
  test.runIf(CAN_ASK).each(['append.yaml', 'fork-shares-offsets.yaml'])('--host agrees about %s', (name) => {
    const { status, stdout } = jvisor(['lab', '--host', EXAMPLES + name])
    expect([status, stdout]).toEqual([0, expect.stringContaining('Linux ')])
  })
})

describe.runIf(CAN_ASK)('jvisor diff', () => {
  test('finds nothing that differs, says what it reached, and records it', () => {
    const directory = mkdtempSync(join(tmpdir(), 'jvisor-diff-'))
    const record = join(directory, 'corpus.jsonl')
    const args = ['--cases', '600', '--shard', '2/2', '--seed', '5', '--family', 'readv,writev']
    const { status, stdout } = jvisor(['diff', ...args, '--output', directory, '--record', record])
    const lines = readFileSync(record, 'utf8').trimEnd().split('\n')
    const left = readdirSync(directory)
    rmSync(directory, { recursive: true })
    expect(status).toBe(0)
    expect(stdout).toMatch(/^ {2}readv +file /m)
    expect(stdout).toMatch(/\n300 cases, \d+ calls, 0 different\n$/)
    expect([left, JSON.parse(lines[0]).kernel.length > 0]).toEqual([['corpus.jsonl'], true])
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('%s leaves nothing behind', async (signal) => {
    const child = spawn(process.execPath, [JVISOR, 'diff', '--seconds', '100'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => child.once('exit', (status, by) => resolve(by ?? status)))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    // The child that plays is told its directory.
    const [player] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').split(' ')
    const directory = readFileSync(`/proc/${player}/cmdline`, 'utf8').split('\0')[2]
    expect(directory).toMatch(/\/jvisor-\w+$/)
    expect(existsSync(directory)).toBe(true)
    child.kill(signal)
    expect(await ended).toBe(signal === 'SIGKILL' ? signal : 0)
    await expect.poll(() => existsSync(directory), { timeout: 20_000 }).toBe(false)
  })

  test.each<[args: string[], message: RegExp]>([
    [['--family', 'nonsense'], /there is no call nonsense\n$/],
    [['--shard', '3/2'], /must be i\/n, with i from 1 to n\.\n$/],
    [['--cases', '0'], /must be a whole number, at least 1\.\n$/],
  ])('%j says what is wrong', (args, message) => {
    const { status, stderr } = jvisor(['diff', ...args])
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)])
  })
})
