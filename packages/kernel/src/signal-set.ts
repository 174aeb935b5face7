// SignalSet: some of the 64 signals. gVisor: pkg/abi/linux SignalSet. Two words of 32 bits, since a program's mask is
// looked at with every system call.

import { SIGKILL, SIGSTOP } from '@jvisor/abi'

export class SignalSet {
  /** Signals 1 to 32, bit n - 1; and 33 to 64. */
  lo = 0
  hi = 0

  /** From a sigset_t: bit n - 1 for signal n. */
  static fromBits(bits: bigint): SignalSet {
    const set = new SignalSet()
    set.lo = Number(BigInt.asIntN(32, bits))
    set.hi = Number(BigInt.asIntN(32, bits >> 32n))
    return set
  }

  static of(...signals: readonly number[]): SignalSet {
    const set = new SignalSet()
    for (const signal of signals) set.add(signal)
    return set
  }

  /** As a sigset_t. */
  get bits(): bigint {
    return (BigInt(this.hi >>> 0) << 32n) | BigInt(this.lo >>> 0)
  }

  get isEmpty(): boolean {
    return (this.lo | this.hi) === 0
  }

  has(signal: number): boolean {
    return ((signal <= 32 ? this.lo >>> (signal - 1) : this.hi >>> (signal - 33)) & 1) !== 0
  }

  add(signal: number): this {
    if (signal <= 32) this.lo |= 1 << (signal - 1)
    else this.hi |= 1 << (signal - 33)
    return this
  }

  delete(signal: number): this {
    if (signal <= 32) this.lo &= ~(1 << (signal - 1))
    else this.hi &= ~(1 << (signal - 33))
    return this
  }

  /** Puts in all that `other` has. */
  addAll(other: SignalSet): this {
    this.lo |= other.lo
    this.hi |= other.hi
    return this
  }

  /** Takes out all that `other` has. */
  deleteAll(other: SignalSet): this {
    this.lo &= ~other.lo
    this.hi &= ~other.hi
    return this
  }

  /** Takes out all that `other` does not have. */
  retainAll(other: SignalSet): this {
    this.lo &= other.lo
    this.hi &= other.hi
    return this
  }

  /** Without SIGKILL and SIGSTOP, which no program can block. */
  blockable(): this {
    return this.delete(SIGKILL).delete(SIGSTOP)
  }

  copy(): SignalSet {
    const set = new SignalSet()
    set.lo = this.lo
    set.hi = this.hi
    return set
  }

  equals(other: SignalSet): boolean {
    return this.lo === other.lo && this.hi === other.hi
  }

  /** The lowest signal that is in it and not in `without`; 0 if there is none. */
  first(without: SignalSet): number {
    const lo = this.lo & ~without.lo
    if (lo !== 0) return lowestBit(lo)
    const hi = this.hi & ~without.hi
    return hi === 0 ? 0 : 32 + lowestBit(hi)
  }

  /** The signals, lowest first. */
  *[Symbol.iterator](): Generator<number> {
    for (let signal = 1; signal <= 64; signal++) if (this.has(signal)) yield signal
  }
}

/** 1 for bit 0. Precondition: not 0. */
function lowestBit(word: number): number {
  return 32 - Math.clz32(word & -word)
}
