// Rows of tasks: how fast two take turns, what making one costs, and what strace adds.

import { SYSCALL_NUMBERS } from '@jvisor/abi'
import { Strace } from '@jvisor/syscalls'
import { Machine } from 'jvisor'
import { Machine as Bare } from './machine.js'
import { hostCall } from './peers/programs.js'

const N = SYSCALL_NUMBERS['x86-64']
/** Rounds of a program between looks at the clock. */
const ROUNDS = 64

/**
 * What a program does: `start` makes it ready, `round` is measured. @returns a function that does some rounds; its `sample`
 * takes samples for some milliseconds. The program stays, and waits for who wants the next.
 */
function inProgram(start, round) {
  let wanted
  const wait = () =>
    new Promise((resolve) => {
      wanted = resolve
    })
  let next = wait()
  let isThere = false
  const main = async (g) => {
    const state = await start(g)
    for (;;) {
      const { ms, done } = await next
      next = wait()
      const samples = []
      const end = performance.now() + ms
      do {
        const begin = performance.now()
        for (let i = 0; i < ROUNDS; i++) await round(g, state)
        samples.push(((performance.now() - begin) * 1e6) / ROUNDS)
      } while (performance.now() < end)
      done(samples)
    }
  }
  const sample = (ms) => {
    if (!isThere) new Machine().spawn(main)
    isThere = true
    return new Promise((done) => wanted({ ms, done }))
  }
  return Object.assign(() => sample(0), { sample })
}

/** A child that sends each byte back. */
async function echoing(g) {
  const at = g.malloc(24)
  await g.syscall('pipe', at)
  await g.syscall('pipe', at + 8)
  const [there, toThere, back, toBack] = new Int32Array(g.load(at, 16).slice().buffer)
  const byte = at + 16
  await g.fork(async (child) => {
    await child.syscall('close', toThere)
    while ((await child.syscall('read', there, byte, 1)) === 1) await child.syscall('write', toBack, byte, 1)
    return 0
  })
  return { to: toThere, from: back, byte }
}

async function thereAndBack(g, { to, from, byte }) {
  await g.syscall('write', to, byte, 1)
  await g.syscall('read', from, byte, 1)
}

async function forkAndWait(g) {
  await g.fork(() => 0)
  await g.syscall('wait4', -1, 0, 0, 0)
}

/** pread of 64 B, on a machine with a tracer or without. */
function pread(tracer) {
  const m = new Bare()
  m.kernel.tracer = tracer
  const base = m.map(4096)
  const file = m.call('open', m.cstring('/file'), 0o102, 0o644)
  m.call('pwrite64', file, base, 4096, 0)
  return () => m.callNumber(N.pread64, file, base, 64, 0)
}

/** @see rows.js */
export function* taskRows() {
  const rows = [
    ['a byte to another process, and back', 'switch', inProgram(echoing, thereAndBack)],
    ['fork, exit and wait4', 'fork', inProgram(() => {}, forkAndWait)],
  ]
  for (const [name, call, operation] of rows) {
    const host = hostCall('null', call, 1, 1)
    yield host === undefined
      ? [name, 'empty call', () => {}, operation]
      : [name, 'the host kernel', host, operation]
  }
  yield ['pread tmpfs 64 B, strace on', 'off', pread(undefined), pread(new Strace(() => {}))]
}
