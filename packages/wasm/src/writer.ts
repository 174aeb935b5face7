// WasmWriter: bytes of WebAssembly, written into a buffer that is kept and grows by doubling: an array of bytes costs
// more than the compiler that reads them.

export class WasmWriter {
  #bytes = new Uint8Array(1 << 12)
  #length = 0

  /** Bytes written so far. */
  get length(): number {
    return this.#length
  }

  /** What was written; a view that the next write may invalidate. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** Forgets everything, and keeps the buffer. */
  clear(): void {
    this.#length = 0
  }

  /** Takes off what was written beyond `length` bytes. @returns it */
  cut(length: number): Uint8Array {
    const rest = this.written.slice(length)
    this.#length = length
    return rest
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1)
    this.#bytes[this.#length++] = value
  }

  bytes(values: ArrayLike<number>): void {
    if (this.#length + values.length > this.#bytes.length) this.#grow(values.length)
    this.#bytes.set(values, this.#length)
    this.#length += values.length
  }

  /** An unsigned LEB128, of 32 bits. */
  u32(value: number): void {
    let rest = value >>> 0
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80)
      rest >>>= 7
    }
    this.byte(rest)
  }

  /** A signed LEB128, of 32 bits. */
  s32(value: number): void {
    let rest = value | 0
    while (rest < -64 || rest > 63) {
      this.byte((rest & 0x7f) | 0x80)
      rest >>= 7
    }
    this.byte(rest & 0x7f)
  }

  /** A signed LEB128, of 64 bits; a number must be exact. */
  s64(value: number | bigint): void {
    if (typeof value === 'number' && value === (value | 0)) {
      this.s32(value)
      return
    }
    let rest = BigInt.asIntN(64, BigInt(value))
    while (rest < -64n || rest > 63n) {
      this.byte(Number(rest & 0x7fn) | 0x80)
      rest >>= 7n
    }
    this.byte(Number(rest & 0x7fn))
  }

  name(text: string): void {
    this.u32(text.length)
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i))
  }

  /** A section or a body: its size, then what `content` has. */
  sized(content: WasmWriter): void {
    this.u32(content.length)
    this.bytes(content.written)
  }

  #grow(more: number): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more))
    larger.set(this.written)
    this.#bytes = larger
  }
}
