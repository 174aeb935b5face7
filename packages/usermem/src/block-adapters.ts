// Between block readers and writers on one side, and functions and plain byte readers and writers on the other.
// gVisor: pkg/safemem/io.go, whose names these are (an io.Reader there is a ByteReader here).
//
// The two sides say differently that they are done: a BlockReader or BlockWriter by a short count with OK, a
// ByteReader by END_OF_FILE, a ByteWriter by SHORT_WRITE. The adapters translate.
//
// Arrays handed to the adapted side are views of the blocks: it must not allocate guest pages while it uses them.

import { END_OF_FILE, type Errno, OK, SHORT_WRITE } from '@jvisor/abi'
import type { BlockReader, BlockWriter } from './block-io.ts'
import { BlockSeq } from './block-seq.ts'
import type { ByteReader, ByteWriter } from './byte-io.ts'
import { NOTHING, type Transfer, transfer } from './transfer.ts'

/** A function as a {@link BlockReader}. */
export class ReaderFunc implements BlockReader {
  readonly readToBlocks: (dst: BlockSeq) => Transfer

  constructor(read: (dst: BlockSeq) => Transfer) {
    this.readToBlocks = read
  }
}

/** A function as a {@link BlockWriter}. */
export class WriterFunc implements BlockWriter {
  readonly writeFromBlocks: (src: BlockSeq) => Transfer

  constructor(write: (src: BlockSeq) => Transfer) {
    this.writeFromBlocks = write
  }
}

/** A block reader as a {@link ByteReader}. A read of some bytes that gives none, and no error, is END_OF_FILE. */
export class ToIOReader implements ByteReader {
  readonly #reader: BlockReader

  constructor(reader: BlockReader) {
    this.#reader = reader
  }

  read(dst: Uint8Array): Transfer {
    if (dst.length === 0) return NOTHING
    const result = this.#reader.readToBlocks(BlockSeq.fromBytes(dst))
    return result.n === 0 && result.err === OK ? transfer(0, END_OF_FILE) : result
  }
}

/** A block writer as a {@link ByteWriter}. A short write without an error is SHORT_WRITE. */
export class ToIOWriter implements ByteWriter {
  readonly #writer: BlockWriter

  constructor(writer: BlockWriter) {
    this.#writer = writer
  }

  write(src: Uint8Array): Transfer {
    if (src.length === 0) return NOTHING
    const result = this.#writer.writeFromBlocks(BlockSeq.fromBytes(src))
    return result.n < src.length && result.err === OK ? transfer(result.n, SHORT_WRITE) : result
  }
}

/** A byte reader as a {@link BlockReader}: one read per block, until one is short or fails. */
export class FromIOReader implements BlockReader {
  readonly #reader: ByteReader

  constructor(reader: ByteReader) {
    this.#reader = reader
  }

  readToBlocks(dst: BlockSeq): Transfer {
    let done = 0
    for (let i = 0; i < dst.numBlocks; i++) {
      const { n, err } = this.#reader.read(bytesOf(dst, i))
      done += n
      if (err !== OK || n < dst.lengthAt(i)) return transfer(done, okIf(END_OF_FILE, err))
    }
    return transfer(done, OK)
  }
}

/** A byte writer as a {@link BlockWriter}: one write per block, until one is short or fails. */
export class FromIOWriter implements BlockWriter {
  readonly #writer: ByteWriter

  constructor(writer: ByteWriter) {
    this.#writer = writer
  }

  writeFromBlocks(src: BlockSeq): Transfer {
    let done = 0
    for (let i = 0; i < src.numBlocks; i++) {
      const { n, err } = this.#writer.write(bytesOf(src, i))
      done += n
      if (err !== OK || n < src.lengthAt(i)) return transfer(done, okIf(SHORT_WRITE, err))
    }
    return transfer(done, OK)
  }
}

/** A function that fills several arrays at once, as a {@link BlockReader}; called at most once a read. */
export class FromVecReaderFunc implements BlockReader {
  readonly #readVec: (dsts: readonly Uint8Array[]) => Transfer

  constructor(readVec: (dsts: readonly Uint8Array[]) => Transfer) {
    this.#readVec = readVec
  }

  readToBlocks(dst: BlockSeq): Transfer {
    if (dst.isEmpty) return NOTHING
    const { n, err } = this.#readVec(arraysOf(dst))
    return transfer(n, okIf(END_OF_FILE, err))
  }
}

/** A function that takes several arrays at once, as a {@link BlockWriter}; called at most once a write. */
export class FromVecWriterFunc implements BlockWriter {
  readonly #writeVec: (srcs: readonly Uint8Array[]) => Transfer

  constructor(writeVec: (srcs: readonly Uint8Array[]) => Transfer) {
    this.#writeVec = writeVec
  }

  writeFromBlocks(src: BlockSeq): Transfer {
    if (src.isEmpty) return NOTHING
    const { n, err } = this.#writeVec(arraysOf(src))
    return transfer(n, okIf(SHORT_WRITE, err))
  }
}

function okIf(end: Errno, err: Errno): Errno {
  return err === end ? OK : err
}

function bytesOf(seq: BlockSeq, i: number): Uint8Array {
  return seq.memory.bytes.subarray(seq.offsetAt(i), seq.offsetAt(i) + seq.lengthAt(i))
}

function arraysOf(seq: BlockSeq): Uint8Array[] {
  return Array.from({ length: seq.numBlocks }, (_, i) => bytesOf(seq, i))
}
