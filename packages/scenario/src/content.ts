// Bytes as a scenario writes them, and as reports tell them.

import { encodeUtf8 } from '@jvisor/usermem'

/** Text, as UTF-8; or hexadecimal digits; or something over and over, up to a length. */
export type Content = string | { readonly hex: string } | { readonly repeat: string; readonly length: number }

export function contentBytes(content: Content): Uint8Array {
  if (typeof content === 'string') return encodeUtf8(content)
  if ('hex' in content) {
    const digits = content.hex.replaceAll(/\s/g, '')
    return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
      Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
    )
  }
  const pattern = encodeUtf8(content.repeat)
  const bytes = new Uint8Array(content.length)
  bytes.set(pattern.subarray(0, content.length))
  for (let done = pattern.length; done < bytes.length; done *= 2) bytes.copyWithin(done, 0, done)
  return bytes
}

/** Two digits for bytes that are all the same, eight for others (FNV-1a over words, mixed), "-" for none. */
export function digest(bytes: Uint8Array): string {
  if (bytes.length === 0) return '-'
  const first = bytes[0]
  if (isFull(bytes, first)) return first.toString(16).padStart(2, '0')
  const words = wordsOf(bytes)
  let hash = 0x811c9dc5
  for (let i = 0; i < words.length; i++) {
    hash = Math.imul(hash ^ words[i], 0x01000193)
    hash ^= hash >>> 15
  }
  for (let i = words.length * 4; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

function isFull(bytes: Uint8Array, value: number): boolean {
  for (let i = 1; i < bytes.length; i++) if (bytes[i] !== value) return false
  return true
}

/** All whole words of `bytes`; of a copy, if they are not where words can be. */
function wordsOf(bytes: Uint8Array): Int32Array {
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  return new Int32Array(buffer, byteOffset, bytes.length >> 2)
}
