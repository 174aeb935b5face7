// Vectors: the moves of many pieces, each one call of generated code (vector-code.ts). gVisor has its own in Go and
// assembly (pkg/safemem, pkg/sentry/platform/safecopy).
//
// How to use it: import an iovec array, or don't; translate ranges into `blocks`, page by page of what is there already;
// hand those to whoever fills or takes them, who finds them at `blocks.list` of the memory, and moves them by moveFile,
// move or zero. What generated code does not do, a fault above all, it leaves to the caller, at an exact place.

import { PAGE_SIZE } from '@jvisor/abi'
import {
  type AccessType,
  type AddrRangeSeq,
  type BlockLists,
  BlockSeq,
  IOVEC_WORDS,
  type IovecArray,
} from '@jvisor/usermem'
import { compile, instantiate, ModuleBuilder, parseDeclarations } from '@jvisor/wasm'
import type { MemoryFile } from './memory-file.ts'
import { VECTOR_CONSTANTS, VECTOR_TEXT } from './vector-code.ts'
import { WASM_PAGE_SIZE } from './wasm.ts'

/** As generated code sees a page tree. */
export interface TreeRoot {
  readonly root: number
  readonly height: number
}

/** Most ranges of a sequence (IOV_MAX), and most blocks of a list: as many if each range lies in two pages. */
const MAX_RANGES = 1024
const MAX_BLOCKS = 2048
const IOVEC_BYTES = IOVEC_WORDS * 4
const BLOCK_BYTES = 8

// Where things lie in the scratch memory, bytes.
const IOVECS = 0
/** Before the list: where translate has stopped. */
const BLOCKS = IOVECS + MAX_RANGES * IOVEC_BYTES + 16
const OTHERS = BLOCKS + MAX_BLOCKS * BLOCK_BYTES
const STAGE = OTHERS + MAX_BLOCKS * BLOCK_BYTES
/** Bytes that are staged at most: as many segments of 64 B as there can be. */
const STAGE_BYTES = 1 << 16
/** Of larger pieces each is better moved by itself. */
const STAGED_PIECE = 512
const SCRATCH_BYTES = STAGE + STAGE_BYTES
/** Pages of scratch memory that it takes: as much as WebAssembly's memory grows by, or a multiple. */
export const SCRATCH_PAGES = Math.ceil(SCRATCH_BYTES / WASM_PAGE_SIZE) * (WASM_PAGE_SIZE / PAGE_SIZE)

interface Code {
  import_iovecs(root: number, height: number, address: number, count: number, end: number, to: number): number
  translate(
    root: number,
    height: number,
    access: number,
    start: number,
    length: number,
    iovec: number,
    limit: number,
    list: number,
    used: number,
    room: number,
  ): number
  move_file(
    root: number,
    height: number,
    position: number,
    list: number,
    bytes: number,
    toFile: boolean,
  ): void
  move_blocks(to: number, from: number, bytes: number): void
  zero_blocks(list: number, count: number): void
}

let compiled: object | undefined

/** The module, made when a machine first needs it: that takes some milliseconds. */
function moduleOnce(): object {
  if (compiled === undefined) {
    const module = new ModuleBuilder(VECTOR_CONSTANTS)
    module.add(parseDeclarations(VECTOR_TEXT), true)
    compiled = compile(module.build())
  }
  return compiled
}

export class Vectors implements BlockLists {
  readonly #file: MemoryFile
  readonly #code: Code
  readonly #scratch: number
  /** What {@link translate} fills; one transfer at a time has it. */
  readonly blocks: BlockSeq
  /** Room for the other side of a move. */
  readonly others: BlockSeq
  /** Some transfer has {@link blocks}. */
  busy = false
  /** Whose iovecs are in the scratch memory, and how many. */
  #owner: IovecArray | undefined
  #count = 0

  // What translate has left to do: ranges that are behind, and bytes of the next one that are.
  behind = 0
  inRange = 0

  /** `scratch`: where {@link SCRATCH_PAGES} are, in bytes. */
  constructor(file: MemoryFile, scratch: number) {
    this.#file = file
    this.#scratch = scratch
    this.#code = instantiate<Code>(moduleOnce(), { m: { memory: file.memory } })
    this.blocks = new BlockSeq(file, MAX_BLOCKS, this.#list(BLOCKS), scratch + BLOCKS)
    this.others = new BlockSeq(file, MAX_BLOCKS, this.#list(OTHERS), scratch + OTHERS)
  }

  /** The memory has grown: its views are others. */
  rebase(): void {
    this.blocks.rebase(this.#list(BLOCKS))
    this.others.rebase(this.#list(OTHERS))
    if (this.#owner !== undefined) this.#owner.words = this.#file.words
  }

  #list(at: number): Uint32Array {
    return new Uint32Array(this.#file.memory.buffer, this.#scratch + at, 2 * MAX_BLOCKS)
  }

  /**
   * Copies `count` iovecs from a program's memory at `address` to where generated code finds them, as those of `into`.
   * @param end where the application's part of the address space ends
   * @returns bytes of all segments; -1, with `into` undefined, if anything is not as it mostly is: a page of the array is
   *   not there, a segment is negative or leaves the application's part, all are more than MAX_RW_COUNT.
   * Preconditions: 0 < count <= 1024; [address, address + 16 count) is in the application's part.
   */
  importIovecs(table: TreeRoot, address: number, count: number, end: number, into: IovecArray): number {
    if (this.#owner !== into) this.#vacate()
    this.#owner = undefined
    const at = this.#scratch + IOVECS
    const bytes = this.#code.import_iovecs(table.root, table.height, address, count, end, at)
    if (bytes < 0) return -1
    into.words = this.#file.words
    into.first = at / 4
    this.#owner = into
    this.#count = count
    return bytes
  }

  /** Others come to the scratch memory's iovecs: whose they are takes them along. */
  #vacate(): void {
    const owner = this.#owner
    if (owner === undefined) return
    const at = (this.#scratch + IOVECS) / 4
    owner.own(this.#count).set(this.#file.words.subarray(at, at + this.#count * IOVEC_WORDS))
    this.#owner = undefined
  }

  /** `iovecs` is about to be written into elsewhere. */
  forget(iovecs: IovecArray): void {
    if (this.#owner === iovecs) this.#owner = undefined
  }

  /** {@link translate} may be used for these ranges. */
  accepts(ranges: AddrRangeSeq): boolean {
    return !this.busy && ranges.count <= MAX_RANGES && ranges.numBytes < 2 ** 31
  }

  /**
   * Appends what is behind `ranges`, from byte `inRange` of range `index` on, to {@link blocks}, as far as the table allows
   * the access, up to `limit` bytes. @returns bytes; {@link behind} and {@link inRange} then say where it stopped, from
   * `index` and the beginning of that range on, unless all is done.
   * Preconditions: {@link accepts}; limit > 0, and no more than what is left; bits for writing hold in this table.
   */
  translate(
    table: TreeRoot,
    access: AccessType,
    ranges: AddrRangeSeq,
    index: number,
    inRange: number,
    limit: number,
  ): number {
    const { blocks } = this
    const at = this.#scratch + IOVECS
    if (ranges.count > 1 && this.#owner !== ranges.iovecs) this.#hold(ranges)
    const n = this.#code.translate(
      table.root,
      table.height,
      access,
      ranges.startAt(index) + inRange,
      ranges.rawLengthAt(index) - inRange,
      at + (ranges.firstIovec + index) * IOVEC_BYTES,
      limit,
      blocks.list,
      blocks.numBlocks,
      MAX_BLOCKS,
    )
    const { words } = this.#file
    const stopped = blocks.list / 4 - 3
    blocks.filled(words[stopped], blocks.numBytes + n)
    this.behind = words[stopped + 1]
    this.inRange = words[stopped + 2] + (this.behind === 0 ? inRange : 0)
    return n
  }

  /** Puts the iovecs of a sequence into the scratch memory, to which an import has not brought them, for one call. */
  #hold({ iovecs, firstIovec, count }: AddrRangeSeq): void {
    this.#vacate()
    const words = (firstIovec + count - 1) * IOVEC_WORDS
    const from = iovecs.words.subarray(iovecs.first, iovecs.first + words)
    this.#file.words.set(from, (this.#scratch + IOVECS) / 4)
  }

  /**
   * Moves the first `bytes` bytes of a list to a file whose pages are in a tree, from `position` on, or from there.
   * Preconditions: the list has so many; to the file: its pages are there. Others are zeros.
   */
  moveFile(pages: TreeRoot, position: number, blocks: BlockSeq, bytes: number, toFile: boolean): void {
    this.#code.move_file(pages.root, pages.height, position, blocks.list, bytes, toFile)
  }

  move(to: BlockSeq, from: BlockSeq, bytes: number): void {
    this.#code.move_blocks(to.list, from.list, bytes)
  }

  // To and from arrays of the host: each piece that is moved by itself takes 70 ns, a view and a call.

  moveIn(to: BlockSeq, from: BlockSeq, bytes: number): boolean {
    if (!this.#isStaged(to, bytes)) return false
    const { bytes: memory } = this.#file
    let at = this.#scratch + STAGE
    for (let i = 0, left = bytes; left > 0; i++) {
      const n = Math.min(left, from.lengthAt(i))
      const offset = from.offsetAt(i)
      memory.set(from.memory.bytes.subarray(offset, offset + n), at)
      at += n
      left -= n
    }
    this.move(to, this.#staged(bytes), bytes)
    return true
  }

  moveOut(to: BlockSeq, from: BlockSeq, bytes: number): boolean {
    if (!this.#isStaged(from, bytes)) return false
    this.move(this.#staged(bytes), from, bytes)
    const { bytes: memory } = this.#file
    let at = this.#scratch + STAGE
    for (let i = 0, left = bytes; left > 0; i++) {
      const n = Math.min(left, to.lengthAt(i))
      to.memory.bytes.set(memory.subarray(at, at + n), to.offsetAt(i))
      at += n
      left -= n
    }
    return true
  }

  #isStaged(blocks: BlockSeq, bytes: number): boolean {
    return bytes <= STAGE_BYTES && bytes <= STAGED_PIECE * blocks.numBlocks
  }

  /** The first bytes of the stage, as the other side of a move. */
  #staged(bytes: number): BlockSeq {
    this.others.clear()
    this.others.push(this.#scratch + STAGE, bytes)
    return this.others
  }

  zero(blocks: BlockSeq): void {
    this.#code.zero_blocks(blocks.list, blocks.numBlocks)
  }
}
