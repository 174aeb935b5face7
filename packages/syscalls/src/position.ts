// Where a transfer between files begins: at an offset that the program has in memory, or at the file's own; and how far
// it has got. Linux: fs/splice.c __do_splice, fs/read_write.c do_sendfile, rw_verify_area.

import { EFAULT, EINVAL, type Errno, OK, SEEK_CUR, SEEK_SET, setInt64 } from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import { type Addr, addr } from '@jvisor/usermem'
import type { FileDescription } from '@jvisor/vfs'

const INT64_MAX = 2n ** 63n - 1n

export class Position {
  readonly #file: FileDescription | undefined
  readonly #at: Addr
  readonly #bytes = new DataView(new ArrayBuffer(8))
  readonly #value: bigint

  private constructor(file: FileDescription | undefined, at: Addr, value: bigint) {
    this.#file = file
    this.#at = at
    this.#value = value
    this.#bytes.setBigInt64(0, value, true)
  }

  /** The offset at `at`, which may be EFAULT; the file's own if that is NULL. Of no file it can only be looked at. */
  static of(t: Task, file: FileDescription | undefined, at: Addr): Position | Errno {
    if (at === 0) return Position.own(file)
    const bytes = t.copyScratchBuffer(8)
    if (t.copyIn(at, bytes).err !== OK) return EFAULT
    return new Position(file, at, new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true))
  }

  static own(file: FileDescription | undefined): Position {
    return new Position(file, addr(0), BigInt(Math.max(0, file?.seek(0, SEEK_CUR) ?? 0)))
  }

  /** It was given, not the file's own. */
  get isGiven(): boolean {
    return this.#at !== 0
  }

  /** Bytes from the start of the file; beyond what any file reaches, not exact. */
  get offset(): number {
    return Number(this.#value)
  }

  /** Exactly. */
  get exact(): bigint {
    return this.#value
  }

  /** EINVAL for what is negative, or ends past 2^63. `count` is signed. */
  verify(count: bigint): Errno {
    return count < 0n || this.#value < 0n || this.#value + count > INT64_MAX ? EINVAL : OK
  }

  /** Puts it behind `n` bytes that were moved: EFAULT if it cannot be stored. */
  advance(t: Task, n: number): Errno {
    const to = this.offset + (this.#file?.hasOffset === true ? n : 0)
    if (!this.isGiven) {
      if (n > 0) this.#file?.seek(to, SEEK_SET)
      return OK
    }
    if (n > 0) setInt64(this.#bytes, 0, to)
    return t.copyOut(this.#at, new Uint8Array(this.#bytes.buffer)).err
  }
}
