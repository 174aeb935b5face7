// SeqDescription: an open file whose content is made record by record, as it is read. What was made and not yet read is
// kept; a read elsewhere makes it all anew. gVisor: vfs.DynamicBytesFileDescriptionImpl, which makes all of it at once.
// Linux: fs/seq_file.c.

import { EFAULT, type Errno, ESPIPE, OK, PAGE_SIZE } from '@jvisor/abi'
import { encodeUtf8, type IOSequence, NOTHING, type Transfer, transfer } from '@jvisor/usermem'
import { PseudoDescription, type PseudoWriter, seekWithoutEnd } from './pseudo-file.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

/** A part of a file that is made in one go. */
export interface SeqRecord {
  readonly text: string
  /** Position of what comes after it. */
  readonly next: number
}

/** The record at a position, or the first one behind; undefined at the end. The first one is at or behind 0. */
export type SeqSource = (position: number) => SeqRecord | Errno | undefined

/** A file of one record. */
export function oneRecord(text: () => string | Errno): SeqSource {
  return (position) => {
    if (position > 0) return undefined
    const made = text()
    return typeof made === 'number' ? made : { text: made, next: 1 }
  }
}

const NO_BYTES = new Uint8Array(0)

export class SeqDescription extends PseudoDescription {
  readonly #source: SeqSource
  /** Where the next record is made, and the offset in the file at which what is kept begins. */
  #position = 0
  #readOffset = 0
  /** Made, and not read yet. */
  #kept: Uint8Array = NO_BYTES
  /** Grows to hold the longest record. */
  #bufferSize = PAGE_SIZE

  constructor(at: VirtualDentry, flags: number, source: SeqSource, writer?: PseudoWriter) {
    super(at, flags, writer)
    this.#source = source
  }

  /** Up to a buffer of whole records at a time. @see seq_read_iter (Linux 6.18) */
  override pread(dst: IOSequence, offset: number): Transfer {
    if (dst.numBytes === 0) return NOTHING
    if (offset === 0) this.#rewind()
    if (offset !== this.#readOffset) {
      const err = this.#traverse(offset)
      if (err !== OK) return transfer(0, err)
    }
    let done = 0
    if (this.#kept.length > 0) {
      done = this.#deliver(dst)
      if (this.#kept.length > 0) return this.#result(done, EFAULT)
    }
    const err = this.#fill(dst.numBytes - done)
    if (err === OK) done += this.#deliver(dst.dropFirst(done))
    return this.#result(done, err !== OK || this.#kept.length === 0 ? err : EFAULT)
  }

  /** Linux takes it away when it opens such a file (seq_open). */
  override pwrite(): Transfer {
    return transfer(0, ESPIPE)
  }

  #result(done: number, err: Errno): Transfer {
    this.#readOffset += done
    return transfer(done, done > 0 ? OK : err)
  }

  #deliver(dst: IOSequence): number {
    const { n } = dst.copyOut(this.#kept.subarray(0, dst.numBytes))
    this.#kept = this.#kept.subarray(n)
    return n
  }

  #rewind(): void {
    this.#position = 0
    this.#readOffset = 0
    this.#kept = NO_BYTES
  }

  /** Makes the next record that is not empty, and as many more as are wanted and fit into the buffer. */
  #fill(wanted: number): Errno {
    const parts: Uint8Array[] = []
    let length = 0
    while (length === 0 || length < wanted) {
      const record = this.#source(this.#position)
      if (record === undefined) break
      if (typeof record === 'number') {
        if (length === 0) return record
        break
      }
      const bytes = encodeUtf8(record.text)
      while (length === 0 && bytes.length >= this.#bufferSize) this.#bufferSize *= 2
      if (length + bytes.length >= this.#bufferSize) break
      this.#position = record.next
      if (bytes.length > 0) parts.push(bytes)
      length += bytes.length
    }
    this.#kept = parts.length === 1 ? parts[0] : concatenated(parts, length)
    return OK
  }

  /** Makes everything up to `offset`, and keeps what is left of the record that it is in. */
  #traverse(offset: number): Errno {
    this.#rewind()
    for (let at = 0; at < offset; ) {
      const record = this.#source(this.#position)
      if (record === undefined) break
      if (typeof record === 'number') {
        this.#rewind()
        return record
      }
      const bytes = encodeUtf8(record.text)
      this.#position = record.next
      if (at + bytes.length > offset) this.#kept = bytes.subarray(offset - at)
      at += bytes.length
    }
    this.#readOffset = offset
    return OK
  }

  override seek(offset: number, whence: number): number {
    const to = seekWithoutEnd(this.offset, offset, whence)
    if (to < 0) return to
    if (to !== this.#readOffset) {
      const err = this.#traverse(to)
      if (err !== OK) {
        this.offset = 0
        return -err
      }
    }
    this.offset = to
    return to
  }
}

function concatenated(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
