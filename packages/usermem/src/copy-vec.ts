// Copying between one host array and a sequence of address ranges. gVisor: pkg/usermem/usermem.go CopyOutVec and kin.

import { OK } from '@jvisor/abi'
import type { AddrRangeSeq } from './addr-range-seq.ts'
import { type IO, type IOOpts, NORMAL_IO } from './io.ts'
import { type Transfer, transfer } from './transfer.ts'

/** Copies `src` to the ranges in order, until either ends; the rest as {@link IO.copyOut}. */
export function copyOutVec(io: IO, ars: AddrRangeSeq, src: Uint8Array, opts: IOOpts = NORMAL_IO): Transfer {
  const total = Math.min(ars.numBytes, src.length)
  if (ars.count === 1)
    return io.copyOut(ars.startAt(0), total === src.length ? src : src.subarray(0, total), opts)
  let done = 0
  for (let i = 0; done < total; i++) {
    const length = Math.min(ars.rawLengthAt(i), total - done)
    if (length === 0) continue
    const { n, err } = io.copyOut(ars.startAt(i), src.subarray(done, done + length), opts)
    done += n
    if (err !== OK) return transfer(done, err)
  }
  return transfer(done, OK)
}

/** Fills `dst` from the ranges in order, until either ends; the rest as {@link IO.copyIn}. */
export function copyInVec(io: IO, ars: AddrRangeSeq, dst: Uint8Array, opts: IOOpts = NORMAL_IO): Transfer {
  const total = Math.min(ars.numBytes, dst.length)
  if (ars.count === 1)
    return io.copyIn(ars.startAt(0), total === dst.length ? dst : dst.subarray(0, total), opts)
  let done = 0
  for (let i = 0; done < total; i++) {
    const length = Math.min(ars.rawLengthAt(i), total - done)
    if (length === 0) continue
    const { n, err } = io.copyIn(ars.startAt(i), dst.subarray(done, done + length), opts)
    done += n
    if (err !== OK) return transfer(done, err)
  }
  return transfer(done, OK)
}

/** Zeroes the first `length` bytes of the ranges; stops without error where they end. */
export function zeroOutVec(io: IO, ars: AddrRangeSeq, length: number, opts: IOOpts = NORMAL_IO): Transfer {
  const total = Math.min(ars.numBytes, length)
  let done = 0
  for (let i = 0; done < total; i++) {
    const piece = Math.min(ars.rawLengthAt(i), total - done)
    if (piece === 0) continue
    const { n, err } = io.zeroOut(ars.startAt(i), piece, opts)
    done += n
    if (err !== OK) return transfer(done, err)
  }
  return transfer(done, OK)
}
