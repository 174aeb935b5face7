import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

test.each([
  { name: 'nothing', bytes: [], text: '' },
  { name: 'ASCII', bytes: [0x2f, 0x74, 0x6d, 0x70], text: '/tmp' },
  { name: 'NUL', bytes: [0], text: '\0' },
  {
    name: 'two, three and four bytes',
    bytes: [0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80],
    text: 'é€😀',
  },
  { name: 'the largest code point', bytes: [0xf4, 0x8f, 0xbf, 0xbf], text: '\u{10ffff}' },
  { name: 'a byte order mark', bytes: [0xef, 0xbb, 0xbf, 0x41], text: '\ufeffA' },
  { name: 'above the largest', bytes: [0xf4, 0x90, 0x80, 0x80], text: '\udcf4\udc90\udc80\udc80' },
  { name: 'a continuation byte alone', bytes: [0x41, 0x80, 0x42], text: 'A\udc80B' },
  { name: 'a truncated sequence', bytes: [0xe2, 0x82], text: '\udce2\udc82' },
  { name: 'a sequence broken off', bytes: [0xe2, 0x82, 0x41], text: '\udce2\udc82A' },
  { name: 'an overlong form', bytes: [0xc0, 0xaf, 0xe0, 0x80, 0xaf], text: '\udcc0\udcaf\udce0\udc80\udcaf' },
  { name: 'an encoded surrogate', bytes: [0xed, 0xa0, 0x80], text: '\udced\udca0\udc80' },
  { name: 'bytes that never occur', bytes: [0xfe, 0xff], text: '\udcfe\udcff' },
])('$name decodes and comes back', ({ bytes, text }) => {
  expect(decodeUtf8(Uint8Array.from(bytes))).toBe(text)
  expect([...encodeUtf8(text)]).toEqual(bytes)
})

test.each([
  { name: 'a high surrogate', text: 'a\ud800b' },
  { name: 'a low one that no byte became', text: 'a\ude00b' },
  { name: 'one just below those of bytes', text: 'a\udc7fb' },
])('$name alone is written as U+FFFD', ({ text }) => {
  expect([...encodeUtf8(text)]).toEqual([0x61, 0xef, 0xbf, 0xbd, 0x62])
})

test('any bytes come back from their string', () => {
  const tricky = fc.constantFrom(0x00, 0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0x90, 0xa0)
  const bytes = fc.array(fc.oneof(fc.nat(255), tricky), { maxLength: 40 }).map((a) => Uint8Array.from(a))
  fc.assert(
    fc.property(bytes, (b) => {
      expect(encodeUtf8(decodeUtf8(b))).toEqual(b)
    }),
    { numRuns: 2000 },
  )
})

test('well-formed text is what TextDecoder and TextEncoder make of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const bytes = new TextEncoder().encode(text)
      expect([...encodeUtf8(text)]).toEqual([...bytes])
      expect(decodeUtf8(bytes)).toBe(text)
    }),
    { numRuns: 1000 },
  )
})

test('long text is not limited by what a call can take', () => {
  const text = 'é😀x'.repeat(100_000)
  expect(decodeUtf8(encodeUtf8(text))).toBe(text)
})
