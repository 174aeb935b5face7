// What there is before the first step: files, descriptors, memory. All of it is made by system calls.

import {
  type Errno,
  errnoName,
  F_SETFL,
  MAP_ANONYMOUS,
  MAP_FIXED,
  MAP_PRIVATE,
  O_CREAT,
  O_NONBLOCK,
  O_RDONLY,
  O_RDWR,
  O_WRONLY,
  PAGE_SIZE,
  S_IFIFO,
  type SyscallName,
} from '@jvisor/abi'
import {
  ARENA,
  apartOf,
  firstPages,
  MOST_ARENA_PAGES,
  SCRATCH,
  SCRATCH_BYTES,
  SIGNAL_HANDLER,
  spanOf,
} from './arena.ts'
import { type Content, contentBytes } from './content.ts'
import { PlayError } from './play-error.ts'
import type { Player } from './player.ts'
import type { Descriptor, Mapping, Value } from './schema.ts'
import { BLOCKS, GONE } from './subject.ts'

const PROTECTIONS: Readonly<Record<Mapping['prot'], number>> = {
  none: 0,
  r: 1,
  w: 2,
  rw: 3,
  x: 4,
  rx: 5,
  rwx: 7,
}
const READ_WRITE = 3
/** A descriptor that is nobody's: beyond any limit that a kernel has by default, and not negative. */
const CLOSED = 1_000_000n

/** Makes what the scenario begins with. @throws PlayError that says what could not be made. */
export async function setUp(player: Player): Promise<void> {
  const { scenario } = player
  const flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED
  await must(player, 'scratch memory', 'mmap', [SCRATCH, SCRATCH_BYTES, READ_WRITE, flags, -1, 0])
  player.brkStart = Number(await must(player, 'the heap', 'brk', [0]))
  player.symbols.set('brk', BigInt(player.brkStart))
  player.symbols.set('arena', BigInt(ARENA))
  player.symbols.set('handler', BigInt(SIGNAL_HANDLER))
  for (const [name, content] of Object.entries(scenario.files))
    await makeFile(player, name, contentBytes(content as Content))
  for (const [name, descriptor] of Object.entries(scenario.fds)) await open(player, name, descriptor)
  for (const [name, page] of firstPages(scenario.memory)) await map(player, name, scenario.memory[name], page)
}

/** Makes a call that has to succeed. */
async function must(
  player: Player,
  what: string,
  name: SyscallName,
  args: readonly (number | bigint)[],
): Promise<number> {
  const result = await player.subject.call(name, args)
  if (result === BLOCKS || result === GONE) throw new PlayError(`${what}: ${name} waits`)
  if (result < 0) throw new PlayError(`${what}: ${name}: ${errnoName(-Number(result) as Errno)}`)
  return Number(result)
}

/** The value of an expression in the set-up. */
function numberOf(player: Player, what: string, value: Value): bigint {
  try {
    return player.value(value)
  } catch (error) {
    if (error instanceof SyntaxError) throw new PlayError(`${what}: ${error.message}`)
    throw error
  }
}

function pathOf(player: Player, path: string): number {
  const bytes = contentBytes(`${path}\0`)
  player.subject.poke(SCRATCH, bytes)
  return SCRATCH
}

/** Writes all of `bytes`, by way of the player's memory. */
async function write(player: Player, what: string, fd: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const part = bytes.subarray(done, done + SCRATCH_BYTES)
    player.subject.poke(SCRATCH, part)
    done += await must(player, what, 'write', [fd, SCRATCH, part.length])
  }
}

async function makeFile(player: Player, name: string, bytes: Uint8Array): Promise<void> {
  const what = `file ${name}`
  const fd = await must(player, what, 'open', [pathOf(player, name), O_CREAT | O_WRONLY, 0o644])
  await write(player, what, fd, bytes)
  await must(player, what, 'close', [fd])
}

async function open(player: Player, name: string, descriptor: Descriptor): Promise<void> {
  const what = `descriptor ${name}`
  const { symbols } = player
  if ('closed' in descriptor) {
    symbols.set(name, CLOSED)
    return
  }
  if ('dup' in descriptor) {
    symbols.set(name, BigInt(await must(player, what, 'dup', [numberOf(player, what, descriptor.dup)])))
    return
  }
  if ('open' in descriptor) {
    const [flags, mode] = [numberOf(player, what, descriptor.flags), numberOf(player, what, descriptor.mode)]
    symbols.set(
      name,
      BigInt(await must(player, what, 'open', [pathOf(player, descriptor.open), flags, mode])),
    )
    return
  }
  if ('call' in descriptor) {
    const [[call, args]] = Object.entries(descriptor.call)
    const fd = await must(player, what, call as SyscallName, player.registers(args))
    symbols.set(name, BigInt(fd))
    if (descriptor.fill !== undefined) await write(player, what, fd, contentBytes(descriptor.fill as Content))
    return
  }
  const bytes = descriptor.fill === undefined ? undefined : contentBytes(descriptor.fill as Content)
  if ('memfd' in descriptor) {
    const flags = numberOf(player, what, descriptor.flags)
    const fd = await must(player, what, 'memfd_create', [pathOf(player, descriptor.memfd), flags])
    symbols.set(name, BigInt(fd))
    if (bytes === undefined) return
    await write(player, what, fd, bytes)
    await must(player, what, 'lseek', [fd, 0, 0])
    return
  }
  if ('fifo' in descriptor) {
    await must(player, what, 'mknod', [pathOf(player, descriptor.fifo), S_IFIFO | 0o644, 0])
    const path = pathOf(player, descriptor.fifo)
    const readFd = await must(player, what, 'open', [path, O_RDONLY | O_NONBLOCK])
    const writeFd = await must(player, what, 'open', [path, O_WRONLY | O_NONBLOCK])
    symbols.set(`${name}.r`, BigInt(readFd))
    symbols.set(`${name}.w`, BigInt(writeFd))
    if (bytes !== undefined) await write(player, what, writeFd, bytes)
    return
  }
  if ('pair' in descriptor) {
    const [[call, args]] = Object.entries(descriptor.pair)
    await must(player, what, call as SyscallName, [...player.registers(args), SCRATCH])
    const [, writeFd] = namePair(player, name)
    if (bytes !== undefined) await write(player, what, writeFd, bytes)
    return
  }
  const flags = numberOf(player, what, descriptor.pipe)
  await must(player, what, 'pipe2', [SCRATCH, flags | BigInt(O_NONBLOCK)])
  const [readFd, writeFd] = namePair(player, name)
  if (bytes !== undefined) await write(player, what, writeFd, bytes)
  const { close } = descriptor
  if (close !== undefined) await must(player, what, 'close', [close === 'r' ? readFd : writeFd])
  if ((flags & BigInt(O_NONBLOCK)) !== 0n) return
  for (const fd of close === 'r' ? [writeFd] : close === 'w' ? [readFd] : [readFd, writeFd])
    await must(player, what, 'fcntl', [fd, F_SETFL, flags])
}

/** Names the two descriptors that a call has stored in the player's memory. */
function namePair({ subject, symbols }: Player, name: string): readonly [number, number] {
  const pair = new DataView((subject.peek(SCRATCH, 8) as Uint8Array).buffer)
  const fds = [pair.getInt32(0, true), pair.getInt32(4, true)] as const
  symbols.set(`${name}.r`, BigInt(fds[0]))
  symbols.set(`${name}.w`, BigInt(fds[1]))
  return fds
}

/** Makes a mapping, as many times as it is wanted. */
async function map(player: Player, name: string, mapping: Mapping, page: number): Promise<void> {
  const what = `memory ${name}`
  const span = spanOf(mapping)
  if (page + span > MOST_ARENA_PAGES)
    throw new PlayError(`${what}: beyond the last page, ${MOST_ARENA_PAGES - 1}`)
  const start = ARENA + page * PAGE_SIZE
  const stride = apartOf(mapping) * PAGE_SIZE
  const starts = Array.from({ length: mapping.times }, (_, i) => start + i * stride)
  const length = mapping.pages * PAGE_SIZE
  const prot = PROTECTIONS[mapping.prot]
  const flags = numberOf(player, what, mapping.flags) | BigInt(MAP_FIXED)
  let fd = -1n
  if (mapping.file !== undefined) {
    fd = BigInt(await must(player, what, 'open', [pathOf(player, mapping.file), fileAccess(flags, prot), 0]))
  } else if (mapping.fd !== undefined) fd = numberOf(player, what, mapping.fd)
  const anonymous = fd === -1n
  const offset = numberOf(player, what, mapping.offset)
  const filled = mapping.fill !== undefined && anonymous
  const all = anonymous ? flags | BigInt(MAP_ANONYMOUS) : flags
  const each = (call: SyscallName, args: (at: number) => readonly (number | bigint)[]) =>
    mustEach(player, what, call, starts.map(args))
  await each('mmap', (at) => [at, length, filled ? READ_WRITE : prot, all, fd, offset])
  if (mapping.file !== undefined) await must(player, what, 'close', [fd])
  if (mapping.fill !== undefined) {
    const bytes = contentBytes(mapping.fill as Content).subarray(0, length)
    for (const at of starts) {
      // What is behind the end of a file cannot be filled; all else can.
      if (!player.subject.poke(at, bytes) && anonymous) throw new PlayError(`${what}: no memory to fill it`)
    }
  }
  if (filled && prot !== READ_WRITE) await each('mprotect', (at) => [at, length, prot])
  for (const hole of mapping.holes) await each('munmap', (at) => [at + hole * PAGE_SIZE, PAGE_SIZE])
  player.symbols.set(name, BigInt(start))
  player.symbols.set(`${name}.end`, BigInt(start + span * PAGE_SIZE))
  player.symbols.set(`${name}.pages`, BigInt(span))
}

/** Makes calls that have to succeed, one after the other. */
async function mustEach(
  player: Player,
  what: string,
  name: SyscallName,
  list: readonly (readonly (number | bigint)[])[],
): Promise<void> {
  const results = await player.subject.calls(list.map((args) => [name, args]))
  const failed = results.findIndex((result) => result < 0)
  if (failed < 0) return
  const which = list.length === 1 ? '' : `, ${failed + 1} of ${list.length}`
  throw new PlayError(`${what}: ${name}${which}: ${errnoName(-Number(results[failed]) as Errno)}`)
}

/** How a file must be open to be mapped like this. */
function fileAccess(flags: bigint, prot: number): number {
  const shared = (flags & 1n) !== 0n
  return shared && (prot & 2) !== 0 ? O_RDWR : O_RDONLY
}
