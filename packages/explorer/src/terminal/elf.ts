// What can be said of a program before it is run.

const CLASS_64 = 2
const MACHINE_RISCV = 243
const SEGMENT_INTERPRETER = 3

/** What a file is: one that can be executed, one that cannot be here, with the reason, or anything else. */
export type Kind =
  | { readonly kind: 'program' }
  | { readonly kind: 'foreign'; readonly why: string }
  | { readonly kind: 'data' }

const startsWith = (bytes: Uint8Array, text: string) =>
  [...text].every((c, i) => bytes[i] === c.charCodeAt(0))

/** Looks at the first bytes of a file. @see elf(5) */
export function kindOf(bytes: Uint8Array): Kind {
  if (startsWith(bytes, '#!')) return { kind: 'program' }
  if (!startsWith(bytes, '\x7fELF') || bytes.length < 64) return { kind: 'data' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (bytes[4] !== CLASS_64 || view.getUint16(18, true) !== MACHINE_RISCV)
    return { kind: 'foreign', why: 'it is a program for another processor than riscv64' }
  const [start, size, count] = [
    Number(view.getBigUint64(32, true)),
    view.getUint16(54, true),
    view.getUint16(56, true),
  ]
  for (let at = start, i = 0; i < count && at + 4 <= bytes.length; i++, at += size) {
    if (view.getUint32(at, true) === SEGMENT_INTERPRETER)
      return { kind: 'foreign', why: 'it is linked dynamically: it needs libraries that are not here' }
  }
  return { kind: 'program' }
}
