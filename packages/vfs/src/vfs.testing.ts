// A file tree for tests, and user memory with a hole in it. Not shipped.

import { type Errno, errnoName, OK } from '@jvisor/abi'
import { MemoryFile } from '@jvisor/memmap'
import { type Addr, AddrRangeSeq, BytesIO, IOSequence, type Transfer } from '@jvisor/usermem'
import type { FileDescription } from './file-description.ts'
import { VirtualFilesystem } from './vfs.ts'

/** A clock that tests turn by hand. */
export class TestClock {
  readonly bootTimeSec = 1_767_225_600
  now = 0

  monotonicNs(): number {
    return this.now
  }
}

export class TestTree {
  readonly memoryFile: MemoryFile
  readonly clock = new TestClock()
  readonly vfs: VirtualFilesystem
  readonly #pagesBefore: number

  constructor(memoryBytes = 16 << 20) {
    this.memoryFile = new MemoryFile({ maxBytes: memoryBytes })
    this.#pagesBefore = this.memoryFile.pagesInUse
    let next = 0
    const random = {
      fill(bytes: Uint8Array) {
        for (let i = 0; i < bytes.length; i++) bytes[i] = next++
      },
    }
    this.vfs = new VirtualFilesystem({ memoryFile: this.memoryFile, clock: this.clock, random })
  }

  /** Pages in use beyond those of an empty tree. */
  get pages(): number {
    return this.memoryFile.pagesInUse - this.#pagesBefore
  }

  /** Opens a path from the root. */
  open(path: string, flags: number, permissions = 0o644): FileDescription | Errno {
    return this.vfs.openAt({ root: this.vfs.root, start: this.vfs.root }, path, flags, permissions)
  }

  /** Opens a path that can be opened. */
  file(path: string, flags: number): FileDescription {
    const file = this.open(path, flags)
    if (typeof file === 'number') throw new Error(`${path}: ${errnoName(file)}`)
    return file
  }
}

/** The ranges of `io`, as a sequence; addresses past the end of `io` fault. */
export function ranges(
  io: BytesIO,
  ...parts: readonly (readonly [start: number, length: number])[]
): IOSequence {
  return new IOSequence(
    io,
    AddrRangeSeq.of(parts.map(([s, n]) => ({ start: s as Addr, end: (s + n) as Addr }))),
  )
}

/** User memory that holds `text`, all of it, and a fault behind. */
export function memoryOf(text: string): BytesIO {
  return new BytesIO(bytesOf(text))
}

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0))
}

export function textOf(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => String.fromCharCode(b)).join('')
}

/** "5" or "5 EFAULT" or "EFAULT": a result in short. */
export function shown({ n, err }: Transfer): string {
  if (err === OK) return String(n)
  return n === 0 ? errnoName(err) : `${n} ${errnoName(err)}`
}
