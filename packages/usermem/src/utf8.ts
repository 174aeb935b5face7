// Text of programs as JavaScript strings and back. Linux strings are bytes, and a path need not be UTF-8; so a byte
// that is not part of well-formed UTF-8 becomes the lone surrogate U+DC00 + byte (as Python's surrogateescape has
// it), and every array of bytes comes back from its string unchanged.

const ESCAPE = 0xdc00
const REPLACEMENT = 0xfffd
/** Code units handed to String.fromCharCode at once: far below any engine's limit on arguments. */
const CHUNK = 4096

/** The string that these bytes spell; bytes that are not UTF-8 are kept, as U+DC80 to U+DCFF. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  let units: number[] = []
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i)
    if (length === 0) units.push(ESCAPE + bytes[i])
    else pushCodePoint(units, codePointAt(bytes, i, length))
    i += length === 0 ? 1 : length
    if (units.length >= CHUNK) {
      text += String.fromCharCode(...units)
      units = []
    }
  }
  return text + String.fromCharCode(...units)
}

/** The UTF-8 bytes of a string; what {@link decodeUtf8} escaped comes out as it was, other lone surrogates as U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let n = 0
  for (let i = 0; i < text.length; i++) {
    let code = text.codePointAt(i) as number
    if (code < 0x80) {
      bytes[n++] = code
      continue
    }
    if (code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff) {
      bytes[n++] = code - ESCAPE
      continue
    }
    if (code >= 0xd800 && code <= 0xdfff) code = REPLACEMENT
    if (code >= 0x10000) i++
    n = putSequence(bytes, n, code)
  }
  return bytes.slice(0, n)
}

/** Bytes of the well-formed sequence at `i`; 0 if there is none (Unicode 16, table 3-7). */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i]
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4) return 0
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  if (i + length > bytes.length) return 0
  // The second byte excludes overlong forms, surrogates and what is above U+10FFFF.
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (bytes[i + 1] < low || bytes[i + 1] > high) return 0
  for (let k = 2; k < length; k++) if ((bytes[i + k] & 0xc0) !== 0x80) return 0
  return length
}

function codePointAt(bytes: Uint8Array, i: number, length: number): number {
  if (length === 1) return bytes[i]
  let code = bytes[i] & (0x7f >> length)
  for (let k = 1; k < length; k++) code = (code << 6) | (bytes[i + k] & 0x3f)
  return code
}

function pushCodePoint(units: number[], code: number): void {
  if (code < 0x10000) units.push(code)
  else units.push(0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff))
}

/** Encodes a code point from U+0080 on. @returns the offset behind it. */
function putSequence(bytes: Uint8Array, at: number, code: number): number {
  let n = at
  if (code < 0x800) bytes[n++] = 0xc0 | (code >> 6)
  else {
    if (code < 0x10000) bytes[n++] = 0xe0 | (code >> 12)
    else {
      bytes[n++] = 0xf0 | (code >> 18)
      bytes[n++] = 0x80 | ((code >> 12) & 0x3f)
    }
    bytes[n++] = 0x80 | ((code >> 6) & 0x3f)
  }
  bytes[n++] = 0x80 | (code & 0x3f)
  return n
}
