// How things stand at the end of a scenario, in lines that can be compared.

import { F_GETFD, F_GETFL, F_SETFL, O_NONBLOCK, O_RDONLY, PAGE_SIZE, SEEK_CUR, SEEK_END } from '@jvisor/abi'
import { MAIN } from './actor.ts'
import { ARENA, SCRATCH, SCRATCH_BYTES } from './arena.ts'
import { contentBytes, digest } from './content.ts'
import type { Player } from './player.ts'
import type { Subject } from './subject.ts'

/** Descriptors that are looked at, from 3 on. */
const FDS = 40
/** Bytes that are read of what a descriptor has to give. */
const MOST = 4 * SCRATCH_BYTES
/** Bytes of one read: two are made at a time. */
const HALF = SCRATCH_BYTES / 2
/** Pages that are looked at of a mapping that the kernel has placed. */
const FIRST_PAGES = 64
/** And of the heap. */
const HEAP_PAGES = 64
/** O_LARGEFILE, which kernels add or do not, depending on how wide their words are. */
const LARGEFILE = 0o100000

/**
 * The lines: mappings, memory, files, descriptors, what is left in pipes and memfds. Those of processes but the first
 * begin with a task's name. What a task that waits has is not looked at, nor what threads share.
 */
export async function endState(player: Player): Promise<string[]> {
  const ready = player.actors.filter(({ subject }) => subject.state === 'ready')
  // Of the threads of a process the first stands for it.
  const processes = new Map(ready.toReversed().map((actor) => [actor.subject.pid, actor]))
  const lines: string[] = []
  let first = true
  for (const { name, subject } of [...processes.values()].toReversed()) {
    for (const line of await processState(player, subject, first))
      lines.push(name === MAIN ? line : `${name}: ${line}`)
    first = false
  }
  for (const { name, pending } of player.actors) {
    if (pending !== undefined) lines.push(`${name} waits in ${pending.name}`)
  }
  return lines
}

/** Of one process; with the files and what is left in pipes, if it is the `first`. */
async function processState(player: Player, subject: Subject, first: boolean): Promise<string[]> {
  const { scenario, elsewhere } = player
  const lines: string[] = []
  mappings(subject, ARENA, player.arenaEnd, ARENA, 'map', lines)
  elsewhere.forEach(([start, length], i) => {
    mappings(
      subject,
      start,
      start + Math.min(FIRST_PAGES, Math.ceil(length / PAGE_SIZE)) * PAGE_SIZE,
      start,
      `map elsewhere${i}`,
      lines,
    )
  })
  const heap = player.brkStart - (player.brkStart % PAGE_SIZE)
  mappings(subject, heap, heap + HEAP_PAGES * PAGE_SIZE, heap, 'heap', lines)
  if (first) for (const name of Object.keys(scenario.files)) lines.push(await file(subject, name))
  await descriptors(subject, lines)
  // Whoever waits might go on while they are read.
  if (first && player.actors.every(({ pending }) => pending === undefined))
    await contents(player, subject, lines)
  return lines
}

/** Lines for the mappings of [start, end), counted in pages from `base`, and for the bytes in them. */
function mappings(
  subject: Subject,
  start: number,
  end: number,
  base: number,
  word: string,
  lines: string[],
): void {
  for (const map of subject.maps(start, end)) {
    const first = (map.start - base) / PAGE_SIZE
    const last = (map.end - base) / PAGE_SIZE
    const name = map.name === '' ? '' : ` ${map.name} ${map.offset / PAGE_SIZE}`
    lines.push(`${word} ${first}-${last} ${map.perms}${name}`)
    let run = first
    let before = ''
    for (let page = first; page < last; page++) {
      const bytes = subject.peek(base + page * PAGE_SIZE, PAGE_SIZE)
      const here = bytes === undefined ? 'bus' : digest(bytes)
      if (here !== before && before !== '') {
        lines.push(`bytes ${run}-${page} ${before}`)
        run = page
      }
      before = here
    }
    lines.push(`bytes ${run}-${last} ${before}`)
  }
}

/** How long a file is, and what its beginning holds: the rest may be terabytes of nothing. */
async function file(subject: Subject, name: string): Promise<string> {
  subject.poke(SCRATCH, contentBytes(`${name}\0`))
  const fd = Number(await subject.call('open', [SCRATCH, O_RDONLY]))
  if (fd < 0) return `file ${name} cannot be opened`
  const [size, n] = await subject.calls([
    ['lseek', [fd, 0, SEEK_END]],
    ['pread64', [fd, SCRATCH, SCRATCH_BYTES, 0]],
    ['close', [fd]],
  ])
  return `file ${name} ${size} ${digest(subject.peek(SCRATCH, Number(n)) ?? new Uint8Array())}`
}

async function descriptors(subject: Subject, lines: string[]): Promise<void> {
  const fds = subject.descriptors().filter((fd) => fd >= 3 && fd < FDS)
  const results = await subject.calls(
    fds.flatMap((fd): Parameters<Subject['calls']>[0] => [
      ['fcntl', [fd, F_GETFL]],
      ['fcntl', [fd, F_GETFD]],
      ['lseek', [fd, 0, SEEK_CUR]],
    ]),
  )
  fds.forEach((fd, i) => {
    const [flags, cloexec, offset] = results.slice(3 * i).map(Number)
    lines.push(`fd ${fd} flags ${(flags & ~LARGEFILE).toString(8)} cloexec ${cloexec} at ${offset}`)
  })
}

/** What is left in memfds, pipes and pairs of sockets. */
async function contents({ scenario, symbols }: Player, subject: Subject, lines: string[]): Promise<void> {
  for (const [name, descriptor] of Object.entries(scenario.fds)) {
    const look = (end: string, seekable: boolean) =>
      content(subject, end, Number(symbols.get(end)), seekable, lines)
    if ('memfd' in descriptor) await look(name, true)
    else if (
      'fifo' in descriptor ||
      'pair' in descriptor ||
      ('pipe' in descriptor && descriptor.close !== 'r')
    )
      await look(`${name}.r`, false)
    if ('pair' in descriptor) await look(`${name}.w`, false)
  }
}

/** What a descriptor still has to give. */
async function content(
  subject: Subject,
  name: string,
  fd: number,
  seekable: boolean,
  lines: string[],
): Promise<void> {
  await subject.call('fcntl', [fd, F_SETFL, O_NONBLOCK])
  const parts: string[] = []
  for (let total = 0; total < MOST; ) {
    const results = await subject.calls(
      [0, 1].map((half): Parameters<Subject['calls']>[0][number] => {
        const at = SCRATCH + half * HALF
        return seekable ? ['pread64', [fd, at, HALF, total + half * HALF]] : ['read', [fd, at, HALF]]
      }),
    )
    for (const [half, n] of results.entries()) {
      if (typeof n !== 'number' || n <= 0) {
        lines.push(`content ${name} ${total} ${parts.join(' ')} then ${n}`)
        return
      }
      parts.push(digest(subject.peek(SCRATCH + half * HALF, n) ?? new Uint8Array()))
      total += n
    }
  }
  lines.push(`content ${name} ${parts.join(' ')} and so on`)
}
