// KernelLog: the log of the kernel that programs read: dmesg(1). gVisor: pkg/sentry/kernel/syslog.go. Linux:
// kernel/printk/printk.c.

import { encodeUtf8 } from '@jvisor/usermem'

/** Bytes that it may have: what syslog(2) says of its size. */
export const LOG_BUFFER_SIZE = 1 << 14
/** KERN_NOTICE. */
const LEVEL = 5

export class KernelLog {
  readonly #records: Uint8Array[] = []
  /** Where SYSLOG_ACTION_READ goes on, and what SYSLOG_ACTION_CLEAR has left behind: indexes, and bytes of a record. */
  #next = 0
  #offset = 0
  #cleared = 0

  /** Adds a line. `ns`: since boot. */
  add(text: string, ns = 0): void {
    const seconds = Math.floor(ns / 1e9)
    const micros = String(Math.floor((ns % 1e9) / 1000)).padStart(6, '0')
    this.#records.push(encodeUtf8(`<${LEVEL}>[${String(seconds).padStart(5)}.${micros}] ${text}\n`))
  }

  /** Bytes that were not read. */
  get unread(): number {
    return this.#records.slice(this.#next).reduce((sum, { length }) => sum + length, 0) - this.#offset
  }

  /** Up to `room` bytes that were not read, which are read then. */
  read(room: number): Uint8Array {
    const parts: Uint8Array[] = []
    let left = room
    while (left > 0 && this.#next < this.#records.length) {
      const record = this.#records[this.#next]
      const part = record.subarray(this.#offset, this.#offset + left)
      parts.push(part)
      left -= part.length
      this.#offset += part.length
      if (this.#offset < record.length) break
      this.#offset = 0
      this.#next++
    }
    return joined(parts)
  }

  /** The last lines since it was cleared that have room, whole. */
  readLast(room: number): Uint8Array {
    let from = this.#records.length
    let left = room
    while (from > this.#cleared && this.#records[from - 1].length <= left)
      left -= this.#records[--from].length
    return joined(this.#records.slice(from))
  }

  clear(): void {
    this.#cleared = this.#records.length
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
