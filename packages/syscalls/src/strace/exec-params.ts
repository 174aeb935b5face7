// The parameters of execve and execveat, as strace(1) shows them.

import { AT_EMPTY_PATH, AT_EXECVE_CHECK, AT_SYMLINK_NOFOLLOW } from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { flags } from './decoders.ts'
import type { Decoding } from './params.ts'
import { pointer } from './text.ts'
import { readExact, stringText } from './vectors.ts'

const POINTER_SIZE = 8n
/** Pointers of an environment that are counted. */
const MAX_COUNTED = 1 << 20

/** The pointers at `at` up to NULL; `whole` is false if a fault or `most` of them came first. */
function pointersAt(d: Decoding, at: bigint, most: number): { pointers: bigint[]; whole: boolean } {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  const pointers: bigint[] = []
  for (let next = at; pointers.length < most; next += POINTER_SIZE) {
    if (!readExact(d.task, next, bytes)) return { pointers, whole: false }
    const value = view.getBigUint64(0, true)
    if (value === 0n) return { pointers, whole: true }
    pointers.push(value)
  }
  return {
    pointers,
    whole: readExact(d.task, at + BigInt(most) * POINTER_SIZE, bytes) && view.getBigUint64(0) === 0n,
  }
}

/** `["ls", "-l"]` */
export const ARGUMENTS: ParamDecoder = {
  declaration: 'char *const argv[]',
  output: false,
  decode(d, i) {
    const at = d.args.bigint(i)
    const { pointers, whole } = pointersAt(d, at, d.limit)
    if (at === 0n || (pointers.length === 0 && !whole)) return pointer(at)
    const shown = pointers.map((p) => stringText(d.task, p, d.limit))
    return `[${[...shown, ...(whole ? [] : ['...'])].join(', ')}]`
  },
}

/** The address, and in a comment how many variables there are. */
export const ENVIRONMENT: ParamDecoder = {
  declaration: 'char *const envp[]',
  output: false,
  decode(d, i) {
    const at = d.args.bigint(i)
    const { pointers, whole } = pointersAt(d, at, MAX_COUNTED)
    if (at === 0n || !whole) return pointer(at)
    return `${pointer(at)} /* ${pointers.length} var${pointers.length === 1 ? '' : 's'} */`
  },
}

export const EXECVEAT_FLAGS: ParamDecoder = flags(
  'int flags',
  [
    ['AT_SYMLINK_NOFOLLOW', AT_SYMLINK_NOFOLLOW],
    ['AT_EMPTY_PATH', AT_EMPTY_PATH],
    ['AT_EXECVE_CHECK', AT_EXECVE_CHECK],
  ],
  'AT_???',
)
