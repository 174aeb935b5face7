// IOSequence: the user memory of one I/O, as files and devices see it. gVisor: pkg/usermem/usermem.go IOSequence.

import { END_OF_FILE, END_OF_IO_SEQUENCE, type Errno, OK } from '@jvisor/abi'
import type { AddrRangeSeq } from './addr-range-seq.ts'
import type { BlockReader, BlockWriter } from './block-io.ts'
import type { ByteReader, ByteWriter } from './byte-io.ts'
import { copyInVec, copyOutVec, zeroOutVec } from './copy-vec.ts'
import { type IO, type IOOpts, NORMAL_IO } from './io.ts'
import { NOTHING, type Transfer, transfer } from './transfer.ts'

/**
 * An address space together with the ranges of one transfer: the only form in which user memory goes below the
 * kernel. A value: dropFirst and takeFirst return new ones. It lives as long as the system call it was made for.
 */
export class IOSequence {
  readonly io: IO
  readonly addrs: AddrRangeSeq
  readonly opts: IOOpts

  constructor(io: IO, addrs: AddrRangeSeq, opts: IOOpts = NORMAL_IO) {
    this.io = io
    this.addrs = addrs
    this.opts = opts
  }

  /** Bytes in the whole sequence. */
  get numBytes(): number {
    return this.addrs.numBytes
  }

  /** The sequence without its first `n` bytes. */
  dropFirst(n: number): IOSequence {
    return n === 0 ? this : new IOSequence(this.io, this.addrs.dropFirst(n), this.opts)
  }

  /** Only the first `n` bytes of the sequence. */
  takeFirst(n: number): IOSequence {
    return n >= this.numBytes ? this : new IOSequence(this.io, this.addrs.takeFirst(n), this.opts)
  }

  /** Copies `src` to the start of the sequence; stops without error where the sequence ends. */
  copyOut(src: Uint8Array): Transfer {
    return copyOutVec(this.io, this.addrs, src, this.opts)
  }

  /** Fills `dst` from the start of the sequence; stops without error where the sequence ends. */
  copyIn(dst: Uint8Array): Transfer {
    return copyInVec(this.io, this.addrs, dst, this.opts)
  }

  /** Sets the first `length` bytes of the sequence to zero; stops without error where the sequence ends. */
  zeroOut(length: number): Transfer {
    return zeroOutVec(this.io, this.addrs, length, this.opts)
  }

  /** Lets `src` fill the sequence. @see IO.copyOutFrom */
  copyOutFrom(src: BlockReader): Transfer {
    return this.io.copyOutFrom(this.addrs, src, this.opts)
  }

  /** Hands the sequence to `dst`. @see IO.copyInTo */
  copyInTo(dst: BlockWriter): Transfer {
    return this.io.copyInTo(this.addrs, dst, this.opts)
  }

  /** A reader of the sequence's bytes, from its start to END_OF_FILE. */
  reader(): ByteReader {
    return new SequenceReader(this)
  }

  /** A writer into the sequence; a write that does not fit is cut short with END_OF_IO_SEQUENCE. */
  writer(): ByteWriter {
    return new SequenceWriter(this)
  }
}

class SequenceReader implements ByteReader {
  #rest: IOSequence

  constructor(sequence: IOSequence) {
    this.#rest = sequence
  }

  read(dst: Uint8Array): Transfer {
    if (dst.length === 0) return NOTHING
    if (this.#rest.numBytes === 0) return transfer(0, END_OF_FILE)
    const result = this.#rest.copyIn(dst)
    this.#rest = this.#rest.dropFirst(result.n)
    return result
  }
}

class SequenceWriter implements ByteWriter {
  #rest: IOSequence

  constructor(sequence: IOSequence) {
    this.#rest = sequence
  }

  write(src: Uint8Array): Transfer {
    const { n, err } = this.#rest.copyOut(src)
    this.#rest = this.#rest.dropFirst(n)
    const reason: Errno = err === OK && n < src.length ? END_OF_IO_SEQUENCE : err
    return transfer(n, reason)
  }
}
