// A machine on the other side of a MessagePort does what one on this side does.

import { readFileSync } from 'node:fs'
import { SIGKILL, SIGTERM } from '@jvisor/abi'
import { afterAll, expect, test } from 'vitest'
import { FsError } from './fs-error.ts'
import { bootInWorker, serveVm, type WorkerBootOptions } from './worker.ts'

const HELLO = readFileSync(new URL('../../../guests/bin/hello', import.meta.url))
const CAT = readFileSync(new URL('../../../guests/bin/scatter-cat', import.meta.url))
const ports: MessagePort[] = []

afterAll(() => {
  for (const port of ports) port.close()
})

/** Both sides in this thread: what passes between them is cloned and transferred all the same. */
function boot(options: WorkerBootOptions = { memory: 32 << 20 }) {
  const { port1, port2 } = new MessageChannel() as unknown as { port1: MessagePort; port2: MessagePort }
  ports.push(port1, port2)
  serveVm(port2)
  return bootInWorker(port1, options)
}

test('programs run, and their streams come over', async () => {
  const vm = await boot()
  await vm.install('/bin/hello', HELLO)
  const p = await vm.spawn('hello', ['a'])
  expect(await new Response(p.stdout).text()).toBe('hello from riscv64\n')
  expect(await p.exited).toEqual({ code: 2, signal: 0 })
})

test('a large output comes over whole, and the writer waits for its reader', async () => {
  const vm = await boot()
  await vm.install('/bin/cat', CAT)
  const bytes = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * 31) ^ (i >> 8))
  await vm.fs.writeFile('/big', bytes)
  const p = await vm.spawn('cat', ['/big'])
  await new Promise((turn) => setTimeout(turn, 20))
  expect(Buffer.compare(new Uint8Array(await new Response(p.stdout).arrayBuffer()), bytes)).toBe(0)
  expect(await p.exited).toEqual({ code: 0, signal: 0 })
})

test('files are what they are on this side, errors included', async () => {
  const vm = await boot({ memory: 32 << 20, mounts: { '/data': { tree: { a: 'text' } } } })
  expect(await vm.fs.readFile('/data/a', 'utf8')).toBe('text')
  expect((await vm.fs.stat('/data')).isDirectory()).toBe(true)
  expect((await vm.fs.readdir('/data', { withFileTypes: true })).map((e) => [e.name, e.isFile()])).toEqual([
    ['a', true],
  ])
  expect(await vm.fs.readdir('/data')).toEqual(['a'])
  const error = await vm.fs.readFile('/no').catch((e: unknown) => e)
  expect(error).toBeInstanceOf(FsError)
  expect(error).toMatchObject({ code: 'ENOENT', errno: -2, syscall: 'open', path: '/no' })
  await expect(vm.spawn('no')).rejects.toMatchObject({ code: 'ENOENT', syscall: 'spawn' })
})

test('system calls are told of and tampered with', async () => {
  const vm = await boot()
  await vm.install('/bin/hello', HELLO)
  const lines: string[] = []
  vm.on('syscall', ({ line }) => lines.push(line))
  await vm.inject('write:short=5')
  const p = await vm.spawn('hello')
  expect(await new Response(p.stdout).text()).toBe('hello')
  await p.exited
  await vm.fs.access('/') // what was told before has arrived when this has
  expect(lines[0]).toMatch(/^write\(1, "hello from riscv64\\n", 19\) += 5/)
  await expect(vm.inject('write:nonsense=1')).rejects.toThrow(/nonsense/)
})

test('programs are killed: by name, by a signal that aborts, by the end of the machine', async () => {
  const vm = await boot()
  await vm.install('/bin/cat', CAT)
  await vm.fs.writeFile('/big', new Uint8Array(1_000_000))
  const waiting = () => vm.spawn('cat', ['/big']) // nobody reads what it writes
  const byName = await waiting()
  byName.kill('SIGTERM')
  expect(await byName.exited).toEqual({ code: 0, signal: SIGTERM })
  const controller = new AbortController()
  const aborted = await vm.spawn('cat', ['/big'], { signal: controller.signal })
  controller.abort()
  expect(await aborted.exited).toEqual({ code: 0, signal: SIGKILL })
  const last = await waiting()
  await vm.dispose()
  expect(await last.exited).toEqual({ code: 0, signal: SIGKILL })
})

test('options that are wrong are told on this side', async () => {
  await expect(boot({ memory: 1 })).rejects.toThrow(/^boot options: memory: /)
})

test('a terminal comes over, and is resized', async () => {
  const vm = await boot()
  await vm.install('/bin/cat', CAT)
  await vm.fs.writeFile('/text', 'one\n')
  const p = await vm.spawn('cat', ['/text'], { terminal: { cols: 80, rows: 24 } })
  await p.resize(100, 30)
  expect(await new Response(p.stdout).text()).toBe('one\r\n')
  expect((await p.exited).signal).toBe(0)
})
