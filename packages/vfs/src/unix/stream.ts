// StreamSocket: a stream of bytes between two sockets (SOCK_STREAM). gVisor: socket/unix/transport/connectioned.go.
// Linux: net/unix/af_unix.c unix_stream_sendmsg, unix_stream_read_generic.
//
// What is sent is cut into messages, which are not joined again: each counts for itself, and comes whole or not at all
// where user memory faults. Checked against Linux 6.18 (socket-linux.test.ts).

import {
  EINVAL,
  EISCONN,
  ENOTCONN,
  EOPNOTSUPP,
  EPERM,
  EPIPE,
  type Errno,
  MSG_OOB,
  MSG_PEEK,
  OK,
  SOCK_STREAM,
  WOULD_BLOCK,
} from '@jvisor/abi'
import { type IOSequence, type Transfer, transfer } from '@jvisor/usermem'
import type { Ucred } from '../write-opts.ts'
import { streamCharge, streamPiece } from './buffer-sizes.ts'
import { type Incoming, NO_RECEIVING, NO_SENDING, type Outgoing, UnixSocket } from './socket.ts'
import type { UnixSockets } from './unix-sockets.ts'

export class StreamSocket extends UnixSocket {
  constructor(sockets: UnixSockets, nonblocking: boolean) {
    super(sockets, SOCK_STREAM, nonblocking)
  }

  override send(src: IOSequence, out: Outgoing): Transfer {
    if (out.find !== undefined) return transfer(0, this.state === 'connected' ? EISCONN : EOPNOTSUPP)
    const { peer } = this
    if (peer === undefined) return transfer(0, ENOTCONN)
    if ((out.flags & MSG_OOB) !== 0) return transfer(0, EOPNOTSUPP)
    if ((this.shut & NO_SENDING) !== 0) return transfer(0, EPIPE)
    const total = src.numBytes
    let done = 0
    while (done < total) {
      if (this.error !== OK) return transfer(done, this.takeError())
      const { sendBuffer } = this.options
      if (this.charged >= sendBuffer) return transfer(done, WOULD_BLOCK)
      if (out.files !== undefined && !peer.options.passRights) return transfer(0, EPERM)
      const piece = Math.min(total - done, streamPiece(sendBuffer))
      const err = peer.messages.append(piece === total ? src : src.dropFirst(done).takeFirst(piece))
      if (err !== OK) return transfer(done, err)
      this.deliver(peer, piece, streamCharge(piece), out)
      done += piece
    }
    return transfer(done, OK)
  }

  /** Bytes of one sender up to the end of a message with files. */
  override receive(dst: IOSequence, flags: number, into: Incoming, wanted: number): Transfer {
    if ((flags & MSG_OOB) !== 0) return transfer(0, EINVAL)
    if (this.state !== 'connected') return transfer(0, EINVAL)
    const peek = (flags & MSG_PEEK) !== 0
    const skip = peek ? Math.max(0, this.options.peekOffset) : 0
    const { messages } = this
    const available = messages.numBytes - skip
    if (available <= 0) return this.#nothing(0, wanted)
    const room = dst.numBytes
    const planned = this.#planned(room, skip, into)
    if (planned === undefined) return transfer(0, OK)
    let done = planned
    let err: Errno = OK
    if (planned > 0) {
      const moved = messages.copyTo(planned === room ? dst : dst.takeFirst(planned), skip)
      err = moved.err
      if (err !== OK) done = this.#wholeMessages(moved.n, skip)
    }
    if (err !== OK && done === 0) return transfer(0, err)
    this.#take(done, skip, peek, into)
    if (err !== OK || done === room || peek || messages.count > 0 || into.files !== undefined) {
      return transfer(done, err)
    }
    return this.#nothing(done, wanted)
  }

  /** There is no more: the end, an error, or WOULD_BLOCK if fewer bytes came than wanted. */
  #nothing(done: number, wanted: number): Transfer {
    if (done > 0 && done >= wanted) return transfer(done, OK)
    if (this.error !== OK) return transfer(done, this.takeError())
    return transfer(done, (this.shut & NO_RECEIVING) !== 0 ? OK : WOULD_BLOCK)
  }

  /** Bytes of the messages that go together, at most `room`; undefined if the first is not of the sender before. */
  #planned(room: number, skip: number, into: Incoming): number | undefined {
    let sum = 0
    let before = skip
    for (let at = this.messages.first; at !== undefined; at = at.next) {
      if (before >= at.length) {
        before -= at.length
        continue
      }
      if (into.begun) {
        if (this.options.passCredentials && !sameSender(into.who, at.who)) return sum === 0 ? undefined : sum
      } else {
        into.begun = true
        into.from = at.sender.address
        into.who = at.who
      }
      sum += at.length - before
      before = 0
      if (sum >= room || at.files !== undefined) break
    }
    return Math.min(sum, room)
  }

  /** Bytes, of the first `n` behind `skip`, of the messages that end there. */
  #wholeMessages(n: number, skip: number): number {
    let sum = 0
    let before = skip
    for (let at = this.messages.first; at !== undefined; at = at.next) {
      const length = Math.max(0, at.length - before)
      before = Math.max(0, before - at.length)
      if (sum + length > n) break
      sum += length
    }
    return sum
  }

  /** `n` bytes behind `skip` have moved, with the files of their messages. */
  #take(n: number, skip: number, peek: boolean, into: Incoming): void {
    if (peek) {
      this.#lookAtFiles(n, skip, into)
      if (this.options.peekOffset >= 0) this.options.peekOffset += n
      return
    }
    let left = n
    for (let first = this.messages.first; first !== undefined; first = this.messages.first) {
      if (first.files !== undefined) {
        into.files = first.files
        first.files = undefined
      }
      const part = Math.min(left, first.length)
      left -= part
      if (part === first.length) this.messages.removeFirst()
      else if (part > 0) this.messages.consume(first, part)
      if (left === 0) break
    }
    if (this.options.peekOffset > 0) this.options.peekOffset = Math.max(0, this.options.peekOffset - n)
  }

  #lookAtFiles(n: number, skip: number, into: Incoming): void {
    let end = skip + n
    let before = skip
    for (let at = this.messages.first; at !== undefined && end >= 0; at = at.next) {
      if (before < at.length && at.files !== undefined) {
        into.files = at.files
        into.peeked = true
        return
      }
      before = Math.max(0, before - at.length)
      end -= at.length
      if (end <= 0) return
    }
  }
}

function sameSender(a: Ucred | undefined, b: Ucred | undefined): boolean {
  return a === b || (a?.pid === b?.pid && a?.uid === b?.uid && a?.gid === b?.gid)
}
