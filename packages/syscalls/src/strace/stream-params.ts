// Parameters of eventfd, ioctl, splice and their kin, as strace(1) shows them.

import { SPLICE_F_GIFT, SPLICE_F_MORE, SPLICE_F_MOVE, SPLICE_F_NONBLOCK } from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { flags } from './decoders.ts'
import { table } from './flag-tables.ts'
import { type Decoding, failed } from './params.ts'
import { hex, pointer } from './text.ts'
import { iovecsText, readExact } from './vectors.ts'

/** A C unsigned int. */
export function uint(declaration: string): ParamDecoder {
  return { declaration, output: false, decode: (d, i) => String(d.args.uint(i)) }
}

export const SPLICE_FLAGS = flags(
  'unsigned int flags',
  table({ SPLICE_F_MOVE, SPLICE_F_NONBLOCK, SPLICE_F_MORE, SPLICE_F_GIFT }),
  'SPLICE_F_???',
)

/** Flags of which strace(1) knows none. */
export const HEX_FLAGS: ParamDecoder = {
  declaration: 'unsigned int flags',
  output: false,
  decode: (d, i) => hex(d.args.uint(i)),
}

function offsetAt(d: Decoding, i: number): bigint | undefined {
  const bytes = new Uint8Array(8)
  const at = d.args.bigint(i)
  return at !== 0n && readExact(d.task, at, bytes)
    ? new DataView(bytes.buffer).getBigInt64(0, true)
    : undefined
}

/** An offset at an address, as it is before the call: "[100]". */
export const OFFSET_IN: ParamDecoder = {
  declaration: 'off_t *offset',
  output: false,
  decode(d, i) {
    const offset = offsetAt(d, i)
    return offset === undefined ? pointer(d.args.bigint(i)) : `[${offset}]`
  },
}

/** One that moves by what sendfile(2) returns: "[100] => [110]". */
export const OFFSET_IN_OUT: ParamDecoder = {
  declaration: 'off_t *offset',
  output: true,
  decode(d, i) {
    const offset = offsetAt(d, i)
    if (offset === undefined) return pointer(d.args.bigint(i))
    const moves = !failed(d) && d.task.fdTable.get(d.args.int(i - 1))?.hasOffset === true
    const moved = moves ? BigInt(d.result ?? 0) : 0n
    return moved === 0n ? `[${offset}]` : `[${offset - moved}] => [${offset}]`
  },
}

/** Segments with all that they hold, even if the call fails. */
export const SPLICED_IOVECS: ParamDecoder = {
  declaration: 'const struct iovec *iov',
  output: false,
  decode: (d, i) =>
    iovecsText(d.task, d.args.bigint(i), d.args.bigint(i + 1), Number.POSITIVE_INFINITY, d.limit),
}
