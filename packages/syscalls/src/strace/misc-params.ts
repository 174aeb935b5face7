// Personalities and barriers, as strace(1) shows them.

import type { ParamDecoder } from '../spec.ts'
import { flags, oneOf } from './decoders.ts'
import type { Decoding } from './params.ts'
import { type FlagTable, flagText, hex } from './text.ts'

const COMMANDS: FlagTable = [
  ['MEMBARRIER_CMD_GLOBAL', 1],
  ['MEMBARRIER_CMD_GLOBAL_EXPEDITED', 2],
  ['MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED', 4],
  ['MEMBARRIER_CMD_PRIVATE_EXPEDITED', 8],
  ['MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED', 16],
  ['MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE', 32],
  ['MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE', 64],
  ['MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ', 128],
  ['MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ', 256],
]
const NAMES = new Map([
  [0, 'MEMBARRIER_CMD_QUERY'],
  ...COMMANDS.map(([name, value]) => [value, name] as const),
])

export const BARRIER_COMMAND: ParamDecoder = oneOf('int cmd', NAMES, 'MEMBARRIER_CMD_???')
export const BARRIER_FLAGS: ParamDecoder = flags(
  'unsigned int flags',
  [['MEMBARRIER_CMD_FLAG_CPU', 1]],
  'MEMBARRIER_CMD_FLAG_???',
)

/** Only a query tells of commands. */
export function barrierResult(d: Decoding, result: number): string {
  return d.args.int(0) === 0 ? `${hex(result)} (${flagText(result, COMMANDS)})` : String(result)
}

const PERSONA_FLAGS: FlagTable = [
  ['UNAME26', 0x20000],
  ['ADDR_NO_RANDOMIZE', 0x40000],
  ['FDPIC_FUNCPTRS', 0x80000],
  ['MMAP_PAGE_ZERO', 0x100000],
  ['ADDR_COMPAT_LAYOUT', 0x200000],
  ['READ_IMPLIES_EXEC', 0x400000],
  ['ADDR_LIMIT_32BIT', 0x800000],
  ['SHORT_INODE', 0x1000000],
  ['WHOLE_SECONDS', 0x2000000],
  ['STICKY_TIMEOUTS', 0x4000000],
  ['ADDR_LIMIT_3GB', 0x8000000],
]

function personalityText(value: number): string {
  const kind = value & 0xff
  const name = kind === 0 ? 'PER_LINUX' : kind === 8 ? 'PER_LINUX32' : `${hex(kind)} /* PER_??? */`
  const bits = (value & ~0xff) >>> 0
  return bits === 0 ? name : `${name}|${flagText(bits, PERSONA_FLAGS)}`
}

export const PERSONALITY: ParamDecoder = {
  declaration: 'unsigned int persona',
  output: false,
  decode: (d, i) => (d.args.uint(i) === 0xffffffff ? '0xffffffff' : personalityText(d.args.uint(i))),
}

/** `0x40000 (PER_LINUX|ADDR_NO_RANDOMIZE)` */
export function personalityResult(_d: Decoding, result: number): string {
  return `${hex(result)} (${personalityText(result)})`
}
