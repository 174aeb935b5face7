// Parameters of one group of calls, for strace and the list of calls: the usual ones are made here.

import { type StructCodec, signalName } from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { type Decoding, failed } from './params.ts'
import { type FlagTable, flagText, pointer, valueText } from './text.ts'
import { readExact } from './vectors.ts'

/** A C int. */
export function int(declaration: string): ParamDecoder {
  return { declaration, output: false, decode: (d, i) => String(d.args.int(i)) }
}

/** A 64-bit signed integer. */
export function long(declaration: string): ParamDecoder {
  return { declaration, output: false, decode: (d, i) => String(BigInt.asIntN(64, d.args.bigint(i))) }
}

/** A 64-bit unsigned integer. */
export function ulong(declaration: string): ParamDecoder {
  return { declaration, output: false, decode: (d, i) => String(d.args.bigint(i)) }
}

/** Bits with names. `unknown`, "O_???", says what they are if none has. */
export function flags(declaration: string, table: FlagTable, unknown = ''): ParamDecoder {
  return { declaration, output: false, decode: (d, i) => flagText(d.args.uint(i), table, unknown) }
}

/** One of several values with names. */
export function oneOf(
  declaration: string,
  names: ReadonlyMap<number, string>,
  unknown: string,
): ParamDecoder {
  return { declaration, output: false, decode: (d, i) => valueText(d.args.int(i), names, unknown) }
}

/** The number of a signal. */
export const SIGNAL: ParamDecoder = {
  declaration: 'int sig',
  output: false,
  decode: (d, i) => signalName(d.args.int(i)),
}

/** A struct that the call reads: as `text` has it, or its address. */
export function structIn<T>(
  declaration: string,
  codec: StructCodec<T>,
  text: (value: T, d: Decoding) => string,
): ParamDecoder {
  return { declaration, output: false, decode: (d, i) => structText(d, i, codec, text) }
}

/** A struct that the call fills in. */
export function structOut<T>(
  declaration: string,
  codec: StructCodec<T>,
  text: (value: T, d: Decoding) => string,
): ParamDecoder {
  return {
    declaration,
    output: true,
    decode: (d, i) => (failed(d) ? pointer(d.args.bigint(i)) : structText(d, i, codec, text)),
  }
}

function structText<T>(
  d: Decoding,
  i: number,
  codec: StructCodec<T>,
  text: (value: T, d: Decoding) => string,
): string {
  const at = d.args.bigint(i)
  const bytes = new Uint8Array(codec.size)
  if (at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
  return text(codec.read(new DataView(bytes.buffer), 0), d)
}

/** An int, or another small value, that the call stores at an address: "[5]". */
export function valueOut(declaration: string, size: 4 | 8): ParamDecoder {
  return {
    declaration,
    output: true,
    decode(d, i) {
      const at = d.args.bigint(i)
      const bytes = new Uint8Array(size)
      if (failed(d) || at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
      const view = new DataView(bytes.buffer)
      return `[${size === 4 ? view.getInt32(0, true) : view.getBigInt64(0, true)}]`
    },
  }
}
