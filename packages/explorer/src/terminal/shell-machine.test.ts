import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type ProvidedFiles, ShellMachine } from './shell-machine.ts'
import type { TraceLine } from './trace.ts'

const GUESTS = join(import.meta.dirname, '../../../../guests')
const provided = (path: string) => new Uint8Array(readFileSync(join(GUESTS, path)))
const FILES: ProvidedFiles = {
  sh: provided('bin/dash'),
  tools: provided('bin/tools'),
  'scatter-cat': provided('bin/scatter-cat'),
  'scatter-cat.c': provided('riscv64/scatter-cat.c'),
  'dash.licences.txt': provided('bin/dash.licences.txt'),
}

let leave = async () => {}
afterEach(() => leave())

/** A machine, and somebody at its terminal. */
async function start() {
  const machine = new ShellMachine()
  const { stdin, stdout } = await machine.start(FILES, { cols: 60, rows: 20 })
  const [typed, reader, decoder] = [stdin.getWriter(), stdout.getReader(), new TextDecoder()]
  let unread = ''
  /** What is shown until `text` is, that included. */
  const until = async (text: string): Promise<string> => {
    while (!unread.includes(text)) {
      const { value, done } = await reader.read()
      if (done)
        throw new Error(`the terminal ended before ${JSON.stringify(text)}: ${JSON.stringify(unread)}`)
      unread += decoder.decode(value, { stream: true })
    }
    const end = unread.indexOf(text) + text.length
    const shown = unread.slice(0, end)
    unread = unread.slice(end)
    return shown
  }
  /** Runs a command. @returns what it prints */
  const run = async (command: string): Promise<string> => {
    await typed.write(`${command}\r`)
    await until(`${command}\r\n`)
    const shown = await until(' $ ')
    return shown.slice(0, shown.lastIndexOf('\x1b[1;34m')).replaceAll('\r\n', '\n')
  }
  await until(' $ ')
  leave = async () => {
    await typed.write('\x03\x04')
    await machine.exited()
    reader.releaseLock()
    await stdout.cancel()
  }
  return { machine, run, until, type: (text: string) => typed.write(text) }
}

test('the shell and its tools', async () => {
  const { run } = await start()
  expect(await run('echo one two')).toBe('one two\n')
  expect(await run('ls')).toBe('dash.licences.txt  readme.txt         scatter-cat.c\n')
  expect(await run('ls | wc -l')).toBe('3\n')
  expect(await run('seq 12 | sort -rn | head -2 | tail -1')).toBe('11\n')
  expect(await run('scatter-cat scatter-cat.c | wc -c')).toBe(`${FILES['scatter-cat.c'].length}\n`)
  expect(await run('cat nothing; echo $?')).toBe('cat: nothing: No such file or directory\n1\n')
})

test('Ctrl-C ends what runs, and the machine says what does', async () => {
  const { machine, run, until, type } = await start()
  await type('sleep 1000\r')
  await until('sleep 1000\r\n')
  await expect.poll(() => machine.foreground()).toBe('sleep')
  await type('\x03')
  await until(' $ ')
  expect(machine.foreground()).toBe(undefined)
  expect(await run('echo $?')).toBe('130\n')
})

test('files come to where the shell is, programs can be run by name, and all can be taken', async () => {
  const { machine, run } = await start()
  await run('mkdir /home/new; cd /home/new')
  expect(await machine.put('data', Uint8Array.of(104, 105, 10))).toEqual({
    directory: '/home/new',
    is: { kind: 'data' },
  })
  expect((await machine.put('mine', FILES['scatter-cat'])).is).toEqual({ kind: 'program' })
  expect(await run('mine data; data')).toBe('hi\nsh: 2: data: Permission denied\n')
  expect(await run('seq 3 >made')).toBe('')
  expect(await machine.list()).toEqual({
    directory: '/home/new',
    files: [
      { name: 'data', size: 3 },
      { name: 'made', size: 6 },
      { name: 'mine', size: FILES['scatter-cat'].length },
    ],
    unlisted: 0,
  })
  expect(new TextDecoder().decode(await machine.take('made'))).toBe('1\n2\n3\n')
  await expect(machine.take('nothing')).rejects.toThrow('ENOENT')
  await run('mkdir many; cd many; for i in $(seq 130); do echo >$i; done')
  const { files, unlisted } = await machine.list()
  expect([files.length, unlisted]).toEqual([100, 30])
  await run('cd ..; rm -r many; cd ..; rm -r new')
  expect((await machine.list()).directory).toBe('/home')
})

test('strace tells what is called while it is on', async () => {
  const { machine, run } = await start()
  const told: TraceLine[] = []
  const calls = () => told.filter(({ program }) => program === 'scatter-cat').map(({ text }) => text)
  machine.trace((lines) => told.push(...lines))
  await run('scatter-cat readme.txt')
  await expect.poll(calls).toContainEqual('exit_group(0) = ?')
  expect(calls().some((text) => text.startsWith('readv(3, [{iov_base="Things to try'))).toBe(true)
  machine.trace()
  told.length = 0
  await run('scatter-cat readme.txt')
  expect(told).toEqual([])
})
