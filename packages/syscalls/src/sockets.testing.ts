// What tests of sockets have in common. Not shipped.

import { CMSGHDR, MMSGHDR, MSGHDR, SCM_RIGHTS, SOL_SOCKET } from '@jvisor/abi'
import { EventMachine } from './events.testing.ts'

/** One control message: its type, and its body as ints. */
export type Control = readonly [type: number, ...ints: number[]]

export class SocketMachine extends EventMachine {
  /** Both ends of a new pair. */
  pair(type = 1, flags = 0): readonly [number, number] {
    const at = this.map(1)
    const result = this.call('socketpair', 1, type | flags, 0, at)
    if (result !== 0) throw new Error(`socketpair: ${result}`)
    const [a, b] = new Int32Array(this.peek(at, 8).buffer)
    return [a, b]
  }

  /** A new socket, bound to a name if one is given: "@x" stands for an abstract one. */
  socket(type: number, name?: string, flags = 0): number {
    const fd = this.call('socket', 1, type | flags, 0)
    if (name !== undefined) {
      const result = this.call('bind', fd, ...this.address(name))
      if (result !== 0) throw new Error(`bind ${name}: ${result}`)
    }
    return fd
  }

  /** A sockaddr_un in memory, and its length: "@x" stands for an abstract name, "" for none. */
  address(name: string): [at: number, length: number] {
    const path = name.startsWith('@') ? `\0${name.slice(1)}` : name === '' ? '' : `${name}\0`
    const at = this.map(1)
    this.poke(at, `\x01\0${path}`)
    return [at, 2 + path.length]
  }

  /** The address that a call like getsockname(2) tells. */
  name(call: 'getsockname' | 'getpeername', fd: number): string | number {
    const at = this.map(1)
    this.poke(at, new Uint8Array(Int32Array.of(110).buffer))
    const result = this.call(call, fd, at + 8, at)
    if (result < 0) return result
    const [length] = new Int32Array(this.peek(at, 4).buffer)
    return this.text(at + 8 + 2, length - 2).replace('\0', (nul, i) => (i === 0 ? '@' : nul && ''))
  }

  /** A struct msghdr in memory. */
  message(
    segments: readonly (readonly [number, number])[],
    control: readonly Control[] = [],
    opts: { name?: string; nameRoom?: number; controlRoom?: number } = {},
  ): number {
    const body = this.map(2)
    const bytes = this.controlBytes(control)
    this.poke(body + 512, bytes)
    const room = opts.controlRoom ?? bytes.length
    const [name, length] = opts.name === undefined ? [0, 0] : this.address(opts.name)
    const header = new Uint8Array(MMSGHDR.size)
    MSGHDR.write(new DataView(header.buffer), 0, {
      msg_name: opts.nameRoom === undefined ? name : body + 256,
      msg_namelen: opts.nameRoom ?? length,
      msg_iov: this.iovecs(segments),
      msg_iovlen: segments.length,
      msg_control: room === 0 ? 0 : body + 512,
      msg_controllen: room,
      msg_flags: 0,
    })
    this.poke(body, header)
    return body
  }

  controlBytes(messages: readonly Control[]): Uint8Array {
    const bytes: number[] = []
    for (const [type, ...ints] of messages) {
      const one = new Uint8Array(Math.ceil((CMSGHDR.size + ints.length * 4) / 8) * 8)
      CMSGHDR.write(new DataView(one.buffer), 0, {
        cmsg_len: CMSGHDR.size + ints.length * 4,
        cmsg_level: SOL_SOCKET,
        cmsg_type: type,
      })
      one.set(new Uint8Array(Int32Array.from(ints).buffer), CMSGHDR.size)
      bytes.push(...one)
    }
    return Uint8Array.from(bytes)
  }

  /** What recvmsg(2) has stored in a header. */
  received(at: number): { flags: number; nameLength: number; control: Control[] } {
    const header = MSGHDR.read(new DataView(this.peek(at, MSGHDR.size).buffer), 0)
    const control: Control[] = []
    const { msg_control, msg_controllen } = header
    const bytes = this.peek(msg_control, msg_controllen)
    for (let k = 0; k + CMSGHDR.size <= bytes.length; ) {
      const { cmsg_len, cmsg_type } = CMSGHDR.read(new DataView(bytes.buffer), k)
      const ints = bytes.slice(k + CMSGHDR.size, k + cmsg_len - (cmsg_len % 4))
      control.push([cmsg_type, ...new Int32Array(ints.buffer)])
      k += Math.ceil(cmsg_len / 8) * 8
    }
    return { flags: header.msg_flags, nameLength: header.msg_namelen, control }
  }

  /** Sends a descriptor in a message of one byte. */
  sendFd(fd: number, sent: number): number {
    return this.call('sendmsg', fd, this.message([[this.map(1), 1]], [[SCM_RIGHTS, sent]]), 0)
  }

  intOption(fd: number, option: number): number {
    const at = this.map(1)
    this.poke(at + 8, new Uint8Array(Int32Array.of(4).buffer))
    const result = this.call('getsockopt', fd, 1, option, at, at + 8)
    return result < 0 ? result : new Int32Array(this.peek(at, 4).buffer)[0]
  }

  setOption(fd: number, option: number, ...ints: readonly number[]): number {
    const at = this.map(1)
    this.poke(at, new Uint8Array(Int32Array.from(ints).buffer))
    return this.call('setsockopt', fd, 1, option, at, ints.length * 4)
  }

  /** SIOCINQ or SIOCOUTQ. */
  ioctlInt(fd: number, request: number): number {
    const at = this.map(1)
    const result = this.call('ioctl', fd, request, at)
    return result < 0 ? result : new Int32Array(this.peek(at, 4).buffer)[0]
  }
}
