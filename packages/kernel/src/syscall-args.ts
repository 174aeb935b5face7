// SyscallArgs: the six argument registers of a system call, and how a call reads them. gVisor: arch.SyscallArguments.
//
// Registers have 64 bits. They are kept as two 32-bit halves, which generated code can store without BigInt, and read
// as what the argument means. A value that is too large for a double to hold exactly is still on the right side of
// every limit a call compares it with, which is all that such a value is ever used for.

import { type Addr, INVALID_ADDR } from '@jvisor/usermem'

const HIGH = 2 ** 32

export class SyscallArgs {
  readonly lo = new Int32Array(6)
  readonly hi = new Int32Array(6)

  /** Puts a value into register `i`: an integer from -2^63 to 2^64-1; a number must be exact. */
  set(i: number, value: number | bigint): void {
    if (typeof value === 'bigint') {
      this.lo[i] = Number(BigInt.asIntN(32, value))
      this.hi[i] = Number(BigInt.asIntN(32, value >> 32n))
    } else {
      this.lo[i] = value
      this.hi[i] = Math.floor(value / HIGH)
    }
  }

  /** As a C int: a descriptor, a count, flags. The upper half does not matter. */
  int(i: number): number {
    return this.lo[i]
  }

  /** As a C unsigned int. */
  uint(i: number): number {
    return this.lo[i] >>> 0
  }

  /**
   * As a 64-bit signed integer: an offset, or a length, of which one of 2^63 and more is negative here.
   * Exact up to 2^53, rounded beyond.
   */
  long(i: number): number {
    return this.hi[i] * HIGH + (this.lo[i] >>> 0)
  }

  /** As a pointer; INVALID_ADDR if it is beyond anything that could be mapped. */
  pointer(i: number): Addr {
    const hi = this.hi[i]
    return hi >= 0 && hi < 0x200000 ? ((hi * HIGH + (this.lo[i] >>> 0)) as Addr) : INVALID_ADDR
  }

  /** All 64 bits, unsigned: for printing and for values that are only passed on. */
  bigint(i: number): bigint {
    return (BigInt(this.hi[i] >>> 0) << 32n) | BigInt(this.lo[i] >>> 0)
  }

  /** The registers as plain numbers, for {@link load}: a copy that costs little (typed arrays take 100 ns each). */
  save(): readonly number[] {
    const { lo, hi } = this
    return [lo[0], lo[1], lo[2], lo[3], lo[4], lo[5], hi[0], hi[1], hi[2], hi[3], hi[4], hi[5]]
  }

  /** Takes over what {@link save} gave. */
  load(saved: readonly number[]): void {
    for (let i = 0; i < 6; i++) {
      this.lo[i] = saved[i]
      this.hi[i] = saved[6 + i]
    }
  }

  /** A copy, for a call that goes on after others have used the registers. */
  snapshot(): SyscallArgs {
    const copy = new SyscallArgs()
    copy.restore(this)
    return copy
  }

  /** Takes over the registers of a snapshot. */
  restore(from: SyscallArgs): void {
    this.lo.set(from.lo)
    this.hi.set(from.hi)
  }
}
