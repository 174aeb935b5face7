// Strings, addresses and sets of flags as strace(1) prints them.

/** Bytes of a string that are shown before "..." (strace -s). */
export const DEFAULT_STRING_LIMIT = 32

const ESCAPES = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0b, '\\v'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
])

/** Bytes in quotes: escapes, and octal as short as the next character allows. */
export function quote(bytes: Uint8Array, limit: number): string {
  const shown = bytes.subarray(0, limit)
  let text = ''
  for (let i = 0; i < shown.length; i++) {
    const byte = shown[i]
    const next = shown[i + 1]
    const escaped = ESCAPES.get(byte)
    if (escaped !== undefined) text += escaped
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte)
    else text += `\\${byte.toString(8).padStart(next >= 0x30 && next <= 0x37 ? 3 : 1, '0')}`
  }
  return `"${text}"${bytes.length > limit ? '...' : ''}`
}

/** A pointer, or any number in hexadecimal: "NULL" for 0. */
export function pointer(value: number | bigint): string {
  return value === 0 || value === 0n ? 'NULL' : hex(value)
}

/** "0x1f"; "0" for 0. */
export function hex(value: number | bigint): string {
  return value === 0 || value === 0n ? '0' : `0x${value.toString(16)}`
}

/** A table of flags: names and their bits (none 0), several bits before the single ones that they contain. */
export type FlagTable = readonly (readonly [name: string, bits: number])[]

/**
 * The names of the bits that are set, and what is left over in hexadecimal. `unknown`, "O_???", says what they are if
 * no bit has a name. `high` is the upper half of a 64-bit value.
 */
export function flagText(value: number, table: FlagTable, unknown = '', high = 0): string {
  let left = value >>> 0
  const names: string[] = []
  for (const [name, bits] of table) {
    if ((left & bits) >>> 0 === bits >>> 0) {
      names.push(name)
      left = (left & ~bits) >>> 0
    }
  }
  if (left !== 0 || high !== 0) {
    const rest = hex((BigInt(high >>> 0) << 32n) | BigInt(left))
    names.push(names.length === 0 && unknown !== '' ? `${rest} /* ${unknown} */` : rest)
  }
  return names.join('|') || '0'
}

/** The name of a value; or the value in hexadecimal, and in a comment what it should have been: `unknown`. */
export function valueText(value: number, names: ReadonlyMap<number, string>, unknown: string): string {
  return names.get(value) ?? `${hex(value >>> 0)} /* ${unknown} */`
}
