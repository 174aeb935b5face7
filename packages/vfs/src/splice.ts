// Moving bytes between pipes and files without a program's memory: splice(2), tee(2), sendfile(2), vmsplice(2).
// gVisor: pkg/sentry/kernel/pipe/vfs.go Splice, Tee, SpliceToNonPipe. Linux: fs/splice.c.
//
// What one pipe gives another, and a file of tmpfs a pipe, are pages, not copies: what is later written to the file is
// seen by who reads the pipe. Nothing here waits: WOULD_BLOCK says that a pipe is empty or full, or a file not ready.

import { EINVAL, EPIPE, type Errno, OK, WOULD_BLOCK } from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import {
  BlockSeqReader,
  blocksIOSequence,
  type IOSequence,
  NOTHING,
  type Transfer,
  transfer,
} from '@jvisor/usermem'
import type { FileDescription } from './file-description.ts'
import type { Pipe } from './pipe.ts'
import { MUST_WAIT, PipeRing, SLOT_FIXED } from './pipe-ring.ts'
import { EVENT_IN, EVENT_OUT } from './waiter.ts'
import type { WriteOpts } from './write-opts.ts'

const BROKEN: Transfer = Object.freeze({ n: 0, err: EPIPE })

/** Takes up to `length` bytes from one pipe to another, slot by slot. @see splice_pipe_to_pipe */
export function splicePipes(from: Pipe, to: Pipe, length: number): Transfer {
  return betweenPipes(from, to, () => {
    let n = 0
    let freed = false
    while (n < length && !from.ring.isEmpty && !to.ring.isFull) {
      const moved = from.ring.share(0, to.ring, length - n, true)
      freed = from.ring.drop(moved) || freed
      n += moved
    }
    if (freed) from.queue.notify(EVENT_OUT)
    return n
  })
}

/** As {@link splicePipes}, but the bytes stay in the first pipe as well. @see link_pipe */
export function teePipes(from: Pipe, to: Pipe, length: number): Transfer {
  return betweenPipes(from, to, () => {
    let n = 0
    for (let i = 0; n < length && i < from.ring.used && !to.ring.isFull; i++) {
      n += from.ring.share(i, to.ring, length - n, false)
    }
    return n
  })
}

/** Waiting for something to take comes before a look at the other pipe, and waiting for room before the end. */
function betweenPipes(from: Pipe, to: Pipe, move: () => number): Transfer {
  if (from.ring.isEmpty && from.writers > 0) return MUST_WAIT
  if (to.readers === 0) return BROKEN
  if (to.ring.isFull) return MUST_WAIT
  if (from.ring.isEmpty) return NOTHING
  const n = move()
  to.queue.notify(EVENT_IN)
  return transfer(n, OK)
}

/** Whether a pipe can be given something: EPIPE, WOULD_BLOCK. @see wait_for_space */
export function roomToSplice(to: Pipe): Errno {
  if (to.readers === 0) return EPIPE
  return to.ring.isFull ? WOULD_BLOCK : OK
}

/** Up to `length` bytes of a file into a pipe that has room. @see FileDescription.spliceTo */
export function spliceFromFile(file: FileDescription, offset: number, to: Pipe, length: number): Transfer {
  if (length === 0) return NOTHING
  const result = file.spliceTo(to.ring, offset, length)
  if (result.n > 0) to.queue.notify(EVENT_IN)
  return result
}

/**
 * Up to `length` bytes of a pipe into a file that {@link FileDescription.acceptsSplice}: at `offset`, unless it has no
 * positions. It waits for the first byte only, and then takes what is there. An error comes after what was moved.
 * @see iter_file_splice_write
 */
export function spliceToFile(
  from: Pipe,
  file: FileDescription,
  offset: number,
  length: number,
  opts: WriteOpts,
): Transfer {
  if (from.ring.isEmpty) return from.writers === 0 ? NOTHING : MUST_WAIT
  const { moved, freed } = drain(from.ring, file, offset, length, opts)
  if (freed) from.queue.notify(EVENT_OUT)
  return moved
}

function drain(
  ring: PipeRing,
  file: FileDescription,
  offset: number,
  length: number,
  opts: WriteOpts,
): { moved: Transfer; freed: boolean } {
  let done = 0
  let freed = false
  let err: Errno = OK
  while (err === OK && done < length && !ring.isEmpty) {
    const src = blocksIOSequence(ring.blocks(length - done))
    const written = file.positional ? file.pwrite(src, offset + done, opts) : file.write(src, opts)
    if (written.n === 0 && written.err === OK) break
    freed = ring.drop(written.n) || freed
    done += written.n
    err = written.err
  }
  return { moved: transfer(done, err), freed }
}

/**
 * A file into another, by way of a pipe of its own, which keeps what the other had no room for yet. Where the other
 * fails, what the pipe holds is lost. @see splice_direct_to_actor
 */
export class FileSplice {
  /** Bytes that are moved. */
  done = 0
  /** Nothing is left to do. */
  ended = false
  readonly #input: FileDescription
  readonly #inputAt: number
  readonly #output: FileDescription
  readonly #outputAt: number
  readonly #length: number
  readonly #opts: WriteOpts
  readonly #ring: PipeRing

  constructor(
    memory: MemoryFile,
    from: { readonly file: FileDescription; readonly offset: number },
    to: { readonly file: FileDescription; readonly offset: number; readonly opts: WriteOpts },
    length: number,
  ) {
    this.#ring = new PipeRing(memory)
    this.#input = from.file
    this.#inputAt = from.offset
    this.#output = to.file
    this.#outputAt = to.offset
    this.#opts = to.opts
    this.#length = length
  }

  /** Moves about `max` bytes more, or all there are. @returns why it stopped; WOULD_BLOCK: the other file must be ready */
  run(max: number): Errno {
    const until = this.done + max
    let err: Errno = OK
    while (err === OK && !this.ended && this.done < until) err = this.#step()
    if (err !== WOULD_BLOCK && err !== OK) this.ended = true
    if (this.ended) this.#ring.clear()
    return err
  }

  /** Loses what the pipe holds. */
  abandon(): void {
    this.#ring.clear()
  }

  #step(): Errno {
    const ring = this.#ring
    if (ring.isEmpty) {
      if (this.done === this.#length) return this.#end(OK)
      const read = this.#input.spliceTo(ring, this.#inputAt + this.done, this.#length - this.done)
      if (read.n === 0) return this.#end(read.err)
      if (!this.#output.acceptsSplice) return this.#end(EINVAL)
    }
    const { moved } = drain(ring, this.#output, this.#outputAt + this.done, ring.numBytes, this.#opts)
    this.done += moved.n
    return moved.err === OK && !ring.isEmpty ? this.#end(OK) : moved.err
  }

  #end(err: Errno): Errno {
    this.ended = true
    return err
  }
}

/** What is in a pipe into a program's memory; a fault leaves what of a slot did not get there. @see vmsplice_to_user */
export function spliceToMemory(from: Pipe, dst: IOSequence): Transfer {
  if (dst.numBytes === 0) return NOTHING
  if (from.ring.isEmpty) return from.writers === 0 ? NOTHING : MUST_WAIT
  const blocks = from.ring.blocks(dst.numBytes)
  const moved = dst.takeFirst(blocks.numBytes).copyOutFrom(new BlockSeqReader(blocks))
  const n = from.ring.wholeSlots(moved.n, blocks.numBytes)
  if (from.ring.drop(n)) from.queue.notify(EVENT_OUT)
  return transfer(n, moved.err)
}

/** Parts of pages of a program, one after the other. */
export interface PageParts {
  /** The next, with one reference to its page; undefined at the end; EFAULT. */
  next(): { readonly page: number; readonly offset: number; readonly length: number } | Errno | undefined
}

/** Puts the pages themselves into a pipe that has room, each into a slot, until there is none. @see iter_to_pipe */
export function splicePages(to: Pipe, parts: PageParts): Transfer {
  let n = 0
  let err: Errno = OK
  while (!to.ring.isFull) {
    const part = parts.next()
    if (typeof part === 'number') err = part
    if (part === undefined || typeof part === 'number') break
    to.ring.push(part.page, part.offset, part.length, SLOT_FIXED)
    n += part.length
  }
  if (n > 0) to.queue.notify(EVENT_IN)
  return transfer(n, err)
}
