import { expect, test } from 'vitest'
import { kindOf } from './elf.ts'

const elf = (machine: number, interpreter: boolean): Uint8Array => {
  const bytes = new Uint8Array(120)
  const view = new DataView(bytes.buffer)
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2])
  view.setUint16(18, machine, true)
  view.setBigUint64(32, 64n, true)
  view.setUint16(54, 56, true)
  view.setUint16(56, 1, true)
  view.setUint32(64, interpreter ? 3 : 1, true)
  return bytes
}

test.each([
  ['a static program', elf(243, false), 'program'],
  ['one of another processor', elf(62, false), 'foreign'],
  ['one that wants libraries', elf(243, true), 'foreign'],
  ['a script', new TextEncoder().encode('#!/bin/sh\n'), 'program'],
  ['nothing', new Uint8Array(), 'data'],
  ['half a header', elf(243, false).subarray(0, 40), 'data'],
])('%s', (_name, bytes, kind) => {
  expect(kindOf(bytes).kind).toBe(kind)
})
