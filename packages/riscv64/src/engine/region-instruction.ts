// An instruction that is translated, and where it is.

import type { Decoded } from '../isa/decode.ts'
import type { Instruction } from '../isa/instruction.ts'

export interface RegionInstruction extends Readonly<Decoded> {
  /** Bytes from the start of the region's page. */
  readonly offset: number
  readonly instruction: Instruction
}

/** Offset of what comes after it. */
export const endOf = ({ offset, length }: RegionInstruction) => offset + length
