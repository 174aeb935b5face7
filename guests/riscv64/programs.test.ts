// Programs in C, against the GNU C library, and Debian's busybox: on jvisor they print what they print under
// qemu-riscv64, and end with the same status. Needs gcc and the C library for riscv64, qemu-user-static and apt.

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boot, InputStream, OutputStream } from 'jvisor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const HERE = import.meta.dirname
const work = mkdtempSync(join(tmpdir(), 'riscv64-'))
const busybox = join(work, 'root/usr/bin/busybox')

afterAll(() => rmSync(work, { recursive: true, force: true }))

function compile(source: string, ...options: string[]): string {
  const out = join(work, source.replace(/\.\w$/, ''))
  const args = ['-O2', '-w', '-static', '-pthread', '-o', out, join(HERE, source), ...options]
  execFileSync('riscv64-linux-gnu-gcc', args)
  return out
}

interface Result {
  readonly stdout: string
  readonly status: number
}

function underQemu(file: string, args: readonly string[], input = ''): Result {
  const { stdout, status, signal } = spawnSync(
    'qemu-riscv64-static',
    ['-0', args[0], file, ...args.slice(1)],
    {
      input,
    },
  )
  if (signal !== null) throw new Error(`qemu: ${signal}`)
  return { stdout: stdout.toString(), status: status ?? -1 }
}

async function underJvisor(file: string, args: readonly string[], input = ''): Promise<Result> {
  const machine = boot({
    memoryBytes: 256 << 20,
    yieldToHost: () => new Promise((done) => setImmediate(done)),
  })
  machine.install('/bin/busybox', readFileSync(file))
  const stdout = new OutputStream()
  const stdin = InputStream.of(new TextEncoder().encode(input))
  const { exited } = machine.spawn('/bin/busybox', { args, stdin, stdout, env: { PATH: '/bin' } })
  const { code, signal } = await exited
  expect(machine.kernel.counters.sentryBugs).toBe(0)
  return { stdout: new TextDecoder().decode(stdout.bytes()), status: signal === 0 ? code : 128 + signal }
}

describe('programs in C', () => {
  test.each([
    ['values.c', ['values', 'last']],
    ['signals.c', ['signals']],
    ['processes.c', ['processes']],
    ['threads.c', ['threads']],
  ])('%s', async (source, args) => {
    const file = compile(source, '-lm')
    const want = underQemu(file, args)
    expect(want.stdout).not.toBe('')
    expect(await underJvisor(file, args)).toEqual(want)
  })
})

test('hello.txt is hello.S', async () => {
  const file = compile('hello.S', '-nostdlib', '-s', '-Wl,-N,--build-id=none,--no-warnings')
  const text = readFileSync(file).toString('base64')
  await expect(`${text.match(/.{1,100}/g)?.join('\n')}\n`).toMatchFileSnapshot('hello.txt')
})

describe('busybox', () => {
  beforeAll(() => {
    execFileSync('bash', [join(HERE, 'fetch-busybox.sh'), work], { stdio: 'pipe' })
    expect(existsSync(busybox)).toBe(true)
  }, 120_000)

  const lines = Array.from({ length: 500 }, (_, i) => `${(i * 7919) % 1009} line ${i}`).join('\n')
  test.each<[args: string[], input?: string]>([
    [['echo', 'hello', 'world']],
    [['false']],
    [['sha256sum'], lines],
    [['sort', '-n'], lines],
    [['sort', '-rk2'], lines],
    [
      [
        'awk',
        '{ s += $1; n[$1 % 7]++ } END { for (i = 0; i < 7; i++) print i, n[i]; printf "%.3f %d\\n", s / NR, NR }',
      ],
      lines,
    ],
    [['sed', '-n', 's/line \\([0-9]*\\)5$/<\\1>/p'], lines],
    [['gzip', '-c', '-n'], lines],
    [['grep', '-c', '9 line'], lines],
    [['bc'], 'scale=50; 4*a(1)\n'.replace('a(1)', '2/3')],
    [['sh', '-c', 'for i in 1 2 3; do echo $((i * i)); done; exit 5']],
  ])('%j', async (args, input) => {
    const want = underQemu(busybox, ['busybox', ...args], input)
    expect(await underJvisor(busybox, ['busybox', ...args], input)).toEqual(want)
  })

  // Programs that a shell starts qemu cannot execute.
  test.each([
    ['echo c b a | busybox tr " " "\\n" | busybox sort | busybox wc -l; x=$(echo sub); echo $x', '3\nsub\n'],
    [
      'trap "echo trapped" USR1; kill -USR1 $$; (exit 3); echo $?; f() { echo f $1; }; f 2 | busybox cat',
      'trapped\n3\nf 2\n',
    ],
    ['busybox sleep 100 & kill $!; wait $!; echo $?', '143\n'],
    [
      'echo "#!/bin/busybox sh" >/tmp/s; echo "echo script \\$1" >>/tmp/s; busybox chmod +x /tmp/s; /tmp/s x',
      'script x\n',
    ],
    ['i=0; while [ $i -lt 200 ]; do busybox true; i=$((i + 1)); done; echo $i', '200\n'],
  ])('sh -c %j', async (script, stdout) => {
    expect(await underJvisor(busybox, ['busybox', 'sh', '-c', script])).toEqual({ stdout, status: 0 })
  })
})
