// UnixAddress: the name of a Unix domain socket. unix(7). gVisor: socket/unix ExtractPath, transport.Address.

import { decodeUtf8, encodeUtf8 } from '@jvisor/usermem'

export class UnixAddress {
  /** sun_path as far as the address goes: a path with its NUL, or an abstract name with the NUL before it. */
  readonly bytes: Uint8Array

  private constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  /** What a program has put into sun_path: not empty; a path ends with its first NUL, or where the address does. */
  static of(sunPath: Uint8Array): UnixAddress {
    if (sunPath[0] === 0) return new UnixAddress(sunPath.slice())
    const nul = sunPath.indexOf(0)
    const length = nul < 0 ? sunPath.length : nul
    const bytes = new Uint8Array(length + 1)
    bytes.set(sunPath.subarray(0, length))
    return new UnixAddress(bytes)
  }

  /** The abstract name of these characters. */
  static abstract(name: string): UnixAddress {
    return new UnixAddress(encodeUtf8(`\0${name}`))
  }

  get isAbstract(): boolean {
    return this.bytes[0] === 0
  }

  /** Precondition: it is not abstract. */
  get path(): string {
    return decodeUtf8(this.bytes.subarray(0, -1))
  }

  /** Tells abstract names apart. */
  get key(): string {
    return Array.from(this.bytes, (byte) => String.fromCharCode(byte)).join('')
  }
}
