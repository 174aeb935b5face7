// IOReadWriter: user memory from an address on, as a stream. gVisor: pkg/usermem/usermem.go IOReadWriter.

import { type Addr, addLength, INVALID_ADDR } from './addr.ts'
import type { ByteReader, ByteWriter } from './byte-io.ts'
import { type IO, type IOOpts, NORMAL_IO } from './io.ts'
import type { Transfer } from './transfer.ts'

/**
 * Each read or write goes on where the last one ended, whichever of the two that was. Memory has no end of file:
 * past what is mapped, and past the top of the address space, every access is EFAULT.
 */
export class IOReadWriter implements ByteReader, ByteWriter {
  readonly io: IO
  readonly opts: IOOpts
  /** Where the next read or write begins: behind the last byte that moved. */
  addr: Addr

  constructor(io: IO, addr: Addr, opts: IOOpts = NORMAL_IO) {
    this.io = io
    this.addr = addr
    this.opts = opts
  }

  read(dst: Uint8Array): Transfer {
    return this.#advance(this.io.copyIn(this.addr, dst, this.opts))
  }

  write(src: Uint8Array): Transfer {
    return this.#advance(this.io.copyOut(this.addr, src, this.opts))
  }

  #advance(result: Transfer): Transfer {
    this.addr = addLength(this.addr, result.n) ?? INVALID_ADDR
    return result
  }
}
