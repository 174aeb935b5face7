// Pipes against a real kernel: the calls of pipe-recorded.testing.ts, made again.

import { EAGAIN, type Errno, O_DIRECT, O_WRONLY, OK, PAGE_SIZE, WOULD_BLOCK } from '@jvisor/abi'
import { MemoryFile } from '@jvisor/memmap'
import { type Addr, AddrRangeSeq, IOSequence, type Transfer } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { PagedIO } from './paged-io.testing.ts'
import { createPipe } from './pipe.ts'
import { RECORDED } from './pipe-recorded.testing.ts'
import { EVENT_IN, EVENT_OUT } from './waiter.ts'
import { NORMAL_WRITE } from './write-opts.ts'

const UNTOUCHED = 0xee
const ALL = EVENT_IN | EVENT_OUT
/** Addresses that the segments of one call are apart. */
const STRIDE = 1 << 20

interface Segment {
  readonly start: Addr
  /** Bytes that are there, and that fault behind them. */
  readonly good: number
  readonly bad: number
}

/** "5x100" as a segment; what is good of it ends where a page does. */
function segment(text: string, i: number): Segment {
  const [good, bad = 0] = text.split('x').map(Number)
  const end = i * STRIDE + Math.ceil(good / PAGE_SIZE) * PAGE_SIZE
  return { start: (end - good) as Addr, good, bad }
}

/** What the system call would return: a count if anything moved. */
function returned({ n, err }: Transfer): number {
  if (n > 0 || err === OK) return n
  return -(err === WOULD_BLOCK ? EAGAIN : (err as Errno))
}

class Replay {
  readonly #file = new MemoryFile({ maxBytes: 16 << 20 })
  readonly #before = this.#file.pagesInUse
  readonly #io = new PagedIO(this.#file)
  readonly #ends = createPipe(this.#file, 1, 0)
  #readerOpen = true
  #writerOpen = true
  #written = 0

  /** Makes a call. @returns the clause as it would have been recorded. */
  call(clause: string): string {
    const [request] = clause.split(' =')
    const [op, ...args] = request.split(' ')
    const { reader, writer } = this.#ends
    switch (op) {
      case 'd':
        writer.statusFlags = O_WRONLY | (args[0] === '1' ? O_DIRECT : 0)
        return request
      case 'cr':
        this.#readerOpen = false
        reader.decRef()
        return request
      case 'cw':
        this.#writerOpen = false
        writer.decRef()
        return request
      case 'p': {
        const events = [
          this.#readerOpen ? reader.readiness(ALL) : -1,
          this.#writerOpen ? writer.readiness(ALL) : -1,
        ]
        return `p ${events.join(' ')} ${reader.bytesToRead()}`
      }
      default:
        return `${request} = ${this.#transfer(op.startsWith('w'), args.map(segment))}`
    }
  }

  #transfer(write: boolean, segments: readonly Segment[]): string {
    let next = this.#written
    for (const { start, good } of segments) {
      this.#io.map(start, good)
      const bytes = new Uint8Array(good).fill(UNTOUCHED)
      if (write) for (let i = 0; i < good; i++) bytes[i] = (next++ * 7) % 191
      this.#io.copyOut(start, bytes)
    }
    const ranges = AddrRangeSeq.of(
      segments.map(({ start, good, bad }) => ({ start, end: (start + good + bad) as Addr })),
    )
    const sequence = new IOSequence(this.#io, ranges)
    const { reader, writer } = this.#ends
    const result = returned(write ? writer.write(sequence, NORMAL_WRITE) : reader.read(sequence))
    if (write) this.#written += Math.max(0, result)
    const shown = write ? String(result) : `${result} ${this.#touched(segments)}`
    this.#io.unmapAll()
    return shown
  }

  /** How many bytes of the buffers changed, and their hash. */
  #touched(segments: readonly Segment[]): string {
    let count = 0
    let hash = 2166136261
    for (const { start, good } of segments) {
      const bytes = new Uint8Array(good)
      this.#io.copyIn(start, bytes)
      for (const byte of bytes) {
        if (byte === UNTOUCHED) continue
        count++
        hash = Math.imul(hash ^ byte, 16777619)
      }
    }
    return `${count} ${(hash >>> 0).toString(16).padStart(8, '0')}`
  }

  /** Closes what is open. @returns pages that are still in use. */
  end(): number {
    if (this.#readerOpen) this.#ends.reader.decRef()
    if (this.#writerOpen) this.#ends.writer.decRef()
    return this.#file.pagesInUse - this.#before
  }
}

test.each(RECORDED.map((text, i) => [i, text.split(/;\s*/)] as const))('recording %i', (_i, clauses) => {
  const replay = new Replay()
  expect(clauses.map((clause) => replay.call(clause))).toEqual(clauses)
  expect(replay.end()).toBe(0)
})
