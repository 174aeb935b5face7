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

/** Two digits for bytes that are all the same, eight for others (FNV-1a), "-" for none. */
export function digest(bytes: Uint8Array): string {
  if (bytes.length === 0) return '-'
  const first = bytes[0]
  let i = 1
  while (i < bytes.length && bytes[i] === first) i++
  if (i === bytes.length) return first.toString(16).padStart(2, '0')
  let hash = 0x811c9dc5
  for (let j = 0; j < bytes.length; j++) hash = Math.imul(hash ^ bytes[j], 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
