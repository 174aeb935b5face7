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
  SIGURG,
  SO_OOBINLINE,
  SOCK_STREAM,
  WOULD_BLOCK,
} from '@jvisor/abi'
import { type IOSequence, NOTHING, type Transfer, transfer } from '@jvisor/usermem'
import type { Ucred } from '../write-opts.ts'
import { streamCharge, streamPiece } from './buffer-sizes.ts'
import { type Incoming, NO_RECEIVING, NO_SENDING, type Outgoing, UnixSocket } from './socket.ts'
import type { UnixSockets } from './unix-sockets.ts'

const urgentByte = new Uint8Array(1)

export class StreamSocket extends UnixSocket {
  constructor(sockets: UnixSockets, nonblocking: boolean) {
    super(sockets, SOCK_STREAM, nonblocking)
  }

  /** With MSG_OOB the last byte is out of band, and whoever owns the file of the receiver hears of it. @see queue_oob */
  override send(src: IOSequence, out: Outgoing): Transfer {
    const urgent = (out.flags & MSG_OOB) !== 0
    if (urgent && src.numBytes === 0) return transfer(0, EOPNOTSUPP)
    if (out.find !== undefined) return transfer(0, this.state === 'connected' ? EISCONN : EOPNOTSUPP)
    const { peer } = this
    if (peer === undefined) return transfer(0, ENOTCONN)
    if ((this.shut & NO_SENDING) !== 0) return transfer(0, EPIPE)
    const total = src.numBytes
    const ordinary = urgent ? total - 1 : total
    let done = 0
    while (done < total) {
      if (this.error !== OK) return transfer(done, this.takeError())
      const { sendBuffer } = this.options
      if (this.charged >= sendBuffer) return transfer(done, WOULD_BLOCK)
      if (out.files !== undefined && !peer.options.passRights) return transfer(0, EPERM)
      const piece = done < ordinary ? Math.min(ordinary - done, streamPiece(sendBuffer)) : 1
      const err = peer.messages.append(piece === total ? src : src.dropFirst(done).takeFirst(piece))
      if (err !== OK) return transfer(done, this.discard(err))
      const message = this.deliver(peer, piece, streamCharge(piece), out)
      if (done === ordinary) {
        peer.messages.urgent = message
        peer.fileOwner?.signal(SIGURG)
        peer.notifyUrgent()
      }
      done += piece
    }
    return transfer(done, OK)
  }

  /** Bytes of one sender up to the end of a message with files. */
  override receive(dst: IOSequence, flags: number, into: Incoming, wanted: number): Transfer {
    if (this.state !== 'connected') return transfer(0, EINVAL)
    const peek = (flags & MSG_PEEK) !== 0
    if ((flags & MSG_OOB) !== 0) return this.#receiveUrgent(dst, peek, into)
    const { messages } = this
    let skip = peek ? Math.max(0, this.options.peekOffset) : 0
    if (!into.begun) skip += this.#passMark(peek)
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

  /** MSG_OOB: the byte that is out of band, if it is not read with the others (SO_OOBINLINE). @see unix_stream_recv_urg */
  #receiveUrgent(dst: IOSequence, peek: boolean, into: Incoming): Transfer {
    const { messages } = this
    if (this.#isInline || messages.urgent === undefined) return transfer(0, EINVAL)
    urgentByte[0] = messages.urgentByte(!peek)
    into.flags |= MSG_OOB
    const { err } = dst.numBytes === 0 ? NOTHING : dst.takeFirst(1).copyOut(urgentByte)
    return transfer(err === OK ? 1 : 0, err)
  }

  get #isInline(): boolean {
    return this.options.remembered.get(SO_OOBINLINE) === 1
  }

  /**
   * Comes by what stands before the first byte that is read: marks of bytes that were out of band, and such a byte, which
   * is read only inline. @returns bytes that are left out, of those that are looked at only. @see manage_oob
   */
  #passMark(peek: boolean): number {
    const { messages } = this
    let first = messages.first
    if (first?.length === 0) {
      if (!peek) messages.removeFirst()
      first = first.next
    }
    if (first === undefined || first !== messages.urgent) return 0
    if (peek) return this.#isInline ? 0 : 1
    messages.urgent = undefined
    if (!this.#isInline) messages.removeFirst()
    return 0
  }

  /** There is no more: the end, an error, or WOULD_BLOCK if fewer bytes came than wanted. */
  #nothing(done: number, wanted: number): Transfer {
    if (done > 0 && done >= wanted) return transfer(done, OK)
    if (this.error !== OK) return transfer(done, this.takeError())
    return transfer(done, (this.shut & NO_RECEIVING) !== 0 ? OK : WOULD_BLOCK)
  }

  /** Bytes of the messages that go together, at most `room`; undefined if the first is not of the sender before. */
  #planned(room: number, skip: number, into: Incoming): number | undefined {
    const { messages } = this
    let sum = 0
    let before = skip
    for (let at = messages.first; at !== undefined; at = at.next) {
      // Marks, and a byte out of band, end what is read at once, unless there is a newer one.
      if (sum > 0 && (at === messages.urgent || (at.length === 0 && messages.urgent === undefined))) break
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
