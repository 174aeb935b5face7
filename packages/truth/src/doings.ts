// What a scenario did, as far as it can explain a difference: found out by playing it once more.

import {
  type BufferRange,
  buffersOf,
  isRead,
  isTransfer,
  JvisorSubject,
  type Observer,
  play,
  type Scenario,
} from '@jvisor/scenario'
import type { Doings } from './known.ts'

const TOP = 2 ** 47
const MAX_FILE_SIZE = 2n ** 53n - 1n

/** A register as a call takes a descriptor from it; -1 if it has none. */
function int(register = -1n): number {
  return Number(BigInt.asIntN(32, register))
}

/** Two ranges have bytes in common. */
function meet([a, aLength]: BufferRange, [b, bLength]: BufferRange): boolean {
  return a < b + bLength && b < a + aLength
}

/** The files that are mapped where buffers lie. */
function mappedBy(buffers: readonly BufferRange[], by: JvisorSubject): number[] {
  const maps = by.maps(0, TOP).filter(({ inode }) => inode !== 0)
  return maps.flatMap(({ start, end, inode }) =>
    buffers.some((buffer) => meet(buffer, [start, end - start])) ? [inode] : [],
  )
}

/** True if the two vectors of process_vm_readv have common memory, at the same addresses or through a file. */
function overlap([, local, localCount, remote, remoteCount]: readonly bigint[], by: JvisorSubject): boolean {
  const ours = buffersOf('readv', [0n, local, localCount], by) ?? []
  const theirs = buffersOf('readv', [0n, remote, remoteCount], by) ?? []
  return ours.some((a) => {
    const inodes = mappedBy([a], by)
    return theirs.some((b) => meet(a, b) || mappedBy([b], by).some((inode) => inodes.includes(inode)))
  })
}

/** An offset, at an address, of a file to which splice or copy_file_range write, is past the end of our files. */
function isFarOut(address = 0n, length = 0n, by: JvisorSubject): boolean {
  const bytes = address === 0n ? undefined : by.peek(Number(address), 8)
  if (bytes === undefined) return false
  const offset = new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true)
  return offset + length > MAX_FILE_SIZE && offset >= 0n
}

/** Plays a scenario and looks at what its calls are given. */
export async function doingsOf(scenario: Scenario, subject: JvisorSubject): Promise<Doings> {
  let movedOntoItself = false
  let wroteFarOut = false
  /** Files of which a pipe may have pages, and memory that vmsplice has put into one, by its inode. */
  const inPipes = new Set<number>()
  const lent = new Map<number, BufferRange[]>()
  const observer: Observer = {
    before(_index, _step, call, by) {
      if (call === undefined || !(by instanceof JvisorSubject)) return
      const { name, args } = call
      if (name === 'process_vm_readv' || name === 'process_vm_writev') movedOntoItself ||= overlap(args, by)
      if (name === 'splice' || name === 'copy_file_range') wroteFarOut ||= isFarOut(args[3], args[4], by)
      const file = by.inodeOf(int(args[0]))
      if (file === undefined) return
      if (name === 'sendfile') {
        const source = by.inodeOf(int(args[1]))
        movedOntoItself ||= file === source
        if (source !== undefined) inPipes.add(source)
      }
      if (name === 'splice') {
        const target = by.inodeOf(int(args[2]))
        movedOntoItself ||= target !== undefined && inPipes.has(target)
        inPipes.add(file)
      }
      if (name === 'vmsplice') {
        const buffers = buffersOf('readv', args, by) ?? []
        for (const inode of mappedBy(buffers, by)) inPipes.add(inode)
        lent.set(file, [...(lent.get(file) ?? []), ...buffers])
      }
      if (!isTransfer(name)) return
      const maps = by.maps(0, TOP).filter(({ inode }) => inode === file)
      const own = maps.map(({ start, end }): BufferRange => [start, end - start])
      const sources = isRead(name) ? [...own, ...(lent.get(file) ?? [])] : own
      if ((buffersOf(name, args, by) ?? []).some((buffer) => sources.some((source) => meet(buffer, source))))
        movedOntoItself = true
    },
  }
  await play(scenario, subject, observer)
  return { scenario, movedOntoItself, wroteFarOut }
}
