// Shells and an editor of Debian's for riscv64 on a terminal of the host's, by way of `jvisor run`: prompts, editing, job
// control, the window, and that the terminal is afterwards what it was. Needs script(1) and stty(1).

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { Pty } from './pty.testing.ts'

const debian = inject('debian')
let pty: Pty | undefined
afterEach(() => pty?.close())

/** Runs a program of Debian's, and waits for its prompt. */
async function start(program: string, ...args: string[]): Promise<Pty> {
  const env = ['--env', 'PS1=# ', '--env', 'LC_ALL=C', '--env', 'TERM=dumb', '--log-level', 'error']
  pty = new Pty(['run', '--root', debian, ...env, program, ...args])
  await pty.until('# ')
  return pty
}

/** Types a command, and gives what is shown until the next prompt, less the command. */
async function command(on: Pty, line: string): Promise<string> {
  on.type(`${line}\r`)
  await on.until(`${line}\r\n`)
  return (await on.until('# ')).replaceAll('\r\n', '\n')
}

async function end(on: Pty, line: string, status: number): Promise<void> {
  on.type(line)
  await on.until(`status ${status}\r\n`)
  await on.until('as before\r\n')
  expect(await on.exited).toBe(0)
}

describe.each([
  ['dash', ['-i']],
  ['bash-static', ['--norc', '--noediting', '-i']],
])('%s', (shell, args) => {
  test('is on a terminal, edits lines, and ends as it says', async () => {
    const on = await start(shell, ...args)
    expect(await command(on, 'tty; stty size')).toBe('/dev/pts/0\n24 80\n')
    on.type('echo wrong\x17rigth\x7f\x7fht\r')
    await on.until('right\r\n')
    await on.until('# ')
    on.type('echo gone\x15')
    expect(await command(on, 'echo "$0" >/dev/tty; cat /proc/self/stat | cut -d" " -f7')).toMatch(
      /^.+\n34816\n$/,
    )
    await end(on, 'exit 3\r', 3)
  })

  test('interrupts, stops and continues its jobs', async () => {
    const on = await start(shell, ...args)
    on.type('sleep 1000\r')
    await on.until('sleep 1000\r\n')
    await asleep(on)
    on.type('\x03')
    await on.until('^C')
    await on.until('# ')
    expect(await command(on, 'echo $?')).toBe('130\n')
    on.type('cat\r')
    await on.until('cat\r\n')
    on.type('one\r')
    await on.until('one\r\none\r\n')
    on.type('\x1a')
    await on.until('Stopped')
    await on.until('# ')
    expect(await command(on, 'jobs')).toMatch(/Stopped +cat\n$/)
    on.type('fg\r')
    await on.until('cat\r\n')
    on.type('two\r')
    await on.until('two\r\ntwo\r\n')
    on.type('\x04')
    await on.until('# ')
    // One that reads in the background stops.
    on.type('cat &\r')
    await on.until('# ')
    while (!/Stopped.*cat/.test(await command(on, 'jobs')));
    await command(on, 'kill -9 %1')
    while ((await command(on, 'jobs')) !== '');
    await end(on, '\x04', 0)
  })
})

/** The shell waits for its job: it has had time to bring it to the foreground. */
async function asleep(on: Pty): Promise<void> {
  on.type('x')
  await on.until('x') // echoed by the line discipline, behind whatever the shell did before
}

test('the window is that of the host, and tells when it changes', async () => {
  const on = await start('bash-static', '--norc', '--noediting', '-i')
  expect(await command(on, 'trap "stty size" WINCH')).toBe('')
  on.stty('rows', '30', 'cols', '100')
  while (!(await command(on, ':')).includes('30 100\n'));
  await end(on, 'exit\r', 0)
})

test('vi edits a file', async () => {
  const on = await start('busybox', 'sh')
  on.type('cd /tmp; busybox vi file; cat file; rm file\r')
  await on.until('~')
  on.type('ihello wurld\x7f\x7f\x7f\x7forld\r2nd\x1b')
  await on.until('- file [Modified] 2/2')
  on.type(':wq\r')
  await on.until('hello world\r\n2nd\r\n')
  await end(on, 'exit\r', 0)
})

test.each<[NodeJS.Signals, number]>([
  ['SIGKILL', 137],
  ['SIGABRT', 134],
  ['SIGHUP', 129],
])('the terminal is what it was after %s', async (signal, status) => {
  const on = await start('dash', '-i')
  on.kill(signal)
  await on.until(`status ${status}`)
  await on.until('as before')
})

test('it is what it was while the command stands still, too', async () => {
  const on = await start('dash', '-i')
  expect(on.stty('-a')).toMatch(/-icanon.*\n?.*-opost|-opost(.|\n)*-icanon/)
  on.kill('SIGTSTP')
  while (on.stty('-a').includes('-icanon')) await new Promise((resolve) => setTimeout(resolve, 20))
  on.kill('SIGCONT')
  while (!on.stty('-a').includes('-icanon')) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await command(on, 'echo still here')).toBe('still here\n')
  await end(on, 'exit\r', 0)
})

test('a program that computes and hears nothing is ended by Ctrl-C that is pressed again', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'terminal-'))
  const program = join(directory, 'deaf.js')
  const body = "await guest.syscall('write', 1, guest.cstring('ready'), 5); for (;;);"
  writeFileSync(program, `export default async (guest) => { ${body} }`)
  const on = new Pty(['run', program])
  pty = on
  await on.until('ready')
  const again = setInterval(() => on.type('\x03'), 200)
  await on.until('status 130')
  clearInterval(again)
  await on.until('as before')
  rmSync(directory, { recursive: true })
})
