// The codec of an ABI struct: its layout declared once, for system calls, tests and strace alike.
// gVisor: pkg/marshal, whose codecs are generated from Go structs; here they are made from a declaration.

import type { Field, Padding } from './struct-fields.ts'

/** What a struct's declaration maps to: each named field but padding, in the order of the declaration. */
export type StructValue<F extends StructFields> = {
  readonly [K in keyof F as F[K] extends Padding ? never : K]: F[K] extends Field<infer V> ? V : never
}

/** The fields of a struct, in order. */
export type StructFields = Readonly<Record<string, Field<unknown> | Padding>>

/** How a struct lies in memory. Itself a kind of field, so that structs nest. */
export interface StructCodec<T> extends Field<T> {
  /** The struct's name in C, without the word struct. */
  readonly name: string
  /** Offset in bytes of each field. */
  readonly offsets: Readonly<Record<keyof T & string, number>>
  /** Decodes the struct at `offset`. Throws RangeError if the view ends before the struct does. */
  read(view: DataView, offset: number): T
  /**
   * Encodes `value` at `offset`, all `size` bytes: padding becomes zero, so nothing of ours leaks through it.
   * Throws RangeError, with nothing written, if the view ends before the struct does.
   */
  write(view: DataView, offset: number, value: T): void
}

interface Entry {
  readonly key: string
  readonly offset: number
  readonly field: Field<unknown>
}

/**
 * Declares a struct. Fields are laid out as C does, each at the next multiple of its alignment.
 * Throws if that does not come to `size` bytes, so that a slip in the declaration fails at once.
 */
export function defineStruct<const F extends StructFields>(
  name: string,
  size: number,
  fields: F,
): StructCodec<StructValue<F>> {
  const entries: Entry[] = []
  const offsets: Record<string, number> = {}
  const gaps: { start: number; end: number }[] = []
  let end = 0
  let align = 1
  for (const [key, field] of Object.entries(fields)) {
    const offset = alignUp(end, field.align)
    if (offset > end) gaps.push({ start: end, end: offset })
    end = offset + field.size
    align = Math.max(align, field.align)
    if ('padding' in field) gaps.push({ start: offset, end })
    else {
      entries.push({ key, offset, field })
      offsets[key] = offset
    }
  }
  const total = alignUp(end, align)
  if (total > end) gaps.push({ start: end, end: total })
  if (total !== size) throw new RangeError(`struct ${name} comes to ${total} bytes, not ${size}`)

  return {
    name,
    size,
    align,
    offsets: Object.freeze(offsets) as Readonly<Record<keyof StructValue<F> & string, number>>,
    read(view, offset) {
      checkBounds(view, offset, size)
      const value: Record<string, unknown> = {}
      for (const e of entries) value[e.key] = e.field.read(view, offset + e.offset)
      return value as StructValue<F>
    },
    write(view, offset, value) {
      checkBounds(view, offset, size)
      for (const e of entries) {
        e.field.write(view, offset + e.offset, (value as Record<string, unknown>)[e.key])
      }
      for (const gap of gaps) {
        for (let i = gap.start; i < gap.end; i++) view.setUint8(offset + i, 0)
      }
    },
  }
}

function checkBounds(view: DataView, offset: number, size: number): void {
  if (offset < 0 || offset + size > view.byteLength) throw new RangeError('a struct outside its view')
}

function alignUp(offset: number, align: number): number {
  return Math.ceil(offset / align) * align
}
