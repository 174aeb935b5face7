// Standard streams of the command, run as people run it: binary, exact, and shared with others.

import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { closeSync, constants, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { JVISOR, jvisor, program, startJvisor, temporaryDirectory } from './cli.testing.ts'

const directory = temporaryDirectory()

/** Runs a shell command in which $jvisor runs a program. */
function shell(command: string, input: string | Buffer = '') {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    input,
    env: { ...process.env, jvisor: `${process.execPath} ${JVISOR} run` },
    cwd: directory,
  })
  return { status, stdout: stdout.toString('latin1'), stderr: stderr.toString() }
}

/** Both ends of a pipe. */
function openPipe(): { reader: number; writer: number } {
  const path = join(directory, 'pipe')
  execFileSync('mkfifo', [path])
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = openSync(path, constants.O_WRONLY)
  rmSync(path)
  return { reader, writer }
}

describe('streams', () => {
  const copy = `const at = guest.malloc(70000)
    for (;;) {
      const n = await guest.syscall('read', 0, at, 70000)
      if (n <= 0) return -n
      for (let done = 0; done < n; ) done += await guest.syscall('write', 1, at + done, n - done)
    }`

  test('are binary, both ways', () => {
    const input = Buffer.from(Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * i) >> 3))
    const { status, stdout } = jvisor(['run', program(directory, copy)], { input })
    expect([status, Buffer.from(stdout, 'latin1').equals(input)]).toEqual([0, true])
  })

  test('a read waits for input', async () => {
    const { child, exited, said } = startJvisor(['run', program(directory, copy, 'copy.js')])
    child.stdin.write('one')
    await said('one')
    child.stdin.write('two')
    await said('onetwo')
    child.stdin.end()
    expect((await exited).slice(0, 3)).toEqual([0, null, 'onetwo'])
  })

  test('a reader that goes away ends the program by SIGPIPE', async () => {
    const body = `const at = guest.malloc(65536)\nfor (;;) await guest.syscall('write', 1, at, 65536)`
    const { child, exited } = startJvisor(['run', program(directory, body, 'yes.js')])
    child.stdout.once('data', () => child.stdout.destroy())
    expect((await exited)[0]).toBe(128 + 13)
  })

  test('what was written is there, though the program ends at once', () => {
    const text = 'x'.repeat(200_000)
    const body = `const at = guest.cstring('${'x'.repeat(1000)}')
      for (let i = 0; i < 200; i++) await guest.syscall('write', 1, at, 1000)
      return 0`
    expect(jvisor(['run', program(directory, body)]).stdout).toBe(text)
  })

  test('what the program did not read is for whoever comes next', () => {
    const body = `const at = guest.malloc(100)
      for (const length of [10, 5, 3]) {
        const n = await guest.syscall('read', 0, at, length)
        await guest.syscall('write', 1, at, n)
        await guest.syscall('write', 1, guest.cstring('|'), 1)
      }
      return 0`
    program(directory, body, 'some.js')
    const { stdout } = shell('cat | ($jvisor some.js; cat)', 'abcdefghijklmnopqrstuvwxyz')
    expect(stdout).toBe('abcdefghij|klmno|pqr|stuvwxyz')
  })

  // What Linux does: the call waits for room, and the reader that goes away ends it.
  test.each([
    ['default', 65536, 0, '65536'],
    ['default', 65537, 141, ''],
    ['default', 131_072, 141, ''],
    ['ignore', 100_000, 0, '65536'],
    ['ignore', 65_536, 0, '65536'],
  ])('with SIGPIPE %s, one write of %i bytes to a reader that goes', async (action, size, status, result) => {
    const body = `guest.onSignal(13, '${action}')
      const n = await guest.syscall('write', 1, guest.malloc(${size}), ${size})
      await guest.syscall('write', 2, guest.cstring(String(n)), String(n).length)
      return 0`
    const reader = openPipe()
    const options = ['run', '--strace=trace', program(directory, body, 'big.js')]
    const child = spawn(process.execPath, [JVISOR, ...options], {
      stdio: ['ignore', reader.writer, 'pipe'],
      cwd: directory,
    })
    closeSync(reader.writer)
    let said = ''
    child.stderr?.on('data', (chunk) => {
      said += chunk
    })
    const exited = new Promise((done) => child.on('close', done))
    // A call that waits is seen in the trace.
    const trace = join(directory, 'trace')
    const waits = () => existsSync(trace) && readFileSync(trace, 'utf8').includes('<unfinished')
    while (size > 65536 && !waits()) await new Promise((done) => setImmediate(done))
    if (size > 65536) closeSync(reader.reader)
    expect([await exited, said]).toEqual([status, result])
    if (size <= 65536) closeSync(reader.reader)
    rmSync(trace)
  })

  test('descriptors that others share still block them', async () => {
    const fifo = join(directory, 'fifo')
    execFileSync('mkfifo', [fifo])
    const fds = [0, 1, 2].map(() => openSync(fifo, constants.O_RDWR))
    const body = `const at = guest.malloc(10)
      await guest.syscall('write', 1, guest.cstring('x'), 1)
      await guest.syscall('read', 0, at, 10)
      return 7`
    // All three are one pipe, so the program reads what it wrote.
    const { status } = spawnSync(process.execPath, [JVISOR, 'run', program(directory, body, 'share.js')], {
      stdio: fds as [number, number, number],
    })
    expect(status).toBe(7)
    for (const fd of fds) {
      const flags = /flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))
      expect(Number.parseInt(flags?.[1] ?? '', 8) & constants.O_NONBLOCK).toBe(0)
      closeSync(fd)
    }
  })
})
