// DatagramSocket: messages that stay whole, with a connection (SOCK_SEQPACKET) or without one (SOCK_DGRAM).
// gVisor: socket/unix/transport/connectionless.go. Linux: net/unix/af_unix.c unix_dgram_sendmsg, unix_dgram_recvmsg.

import {
  ECONNREFUSED,
  ECONNRESET,
  EFAULT,
  EMSGSIZE,
  ENOSPC,
  ENOTCONN,
  EOPNOTSUPP,
  EPERM,
  EPIPE,
  type Errno,
  MSG_OOB,
  MSG_PEEK,
  MSG_TRUNC,
  OK,
  SOCK_SEQPACKET,
  WOULD_BLOCK,
} from '@jvisor/abi'
import { type IOSequence, NOTHING, type Transfer, transfer } from '@jvisor/usermem'
import { datagramCharge, largestDatagram } from './buffer-sizes.ts'
import type { Message } from './messages.ts'
import { type Incoming, NO_RECEIVING, NO_SENDING, type Outgoing, UnixSocket } from './socket.ts'

export class DatagramSocket extends UnixSocket {
  override get hasConnection(): boolean {
    return this.type === SOCK_SEQPACKET
  }

  /** The order of the checks is Linux's: what is wrong with the buffer comes before what is wrong with the receiver. */
  override send(src: IOSequence, out: Outgoing): Transfer {
    // unix_seqpacket_sendmsg looks at it first.
    if (this.hasConnection && this.error !== OK) return transfer(0, this.takeError())
    if (this.hasConnection && this.state !== 'connected') return transfer(0, ENOTCONN)
    if ((out.flags & MSG_OOB) !== 0) return transfer(0, EOPNOTSUPP)
    if (this.options.passCredentials && !this.autobind()) return transfer(0, ENOSPC)
    const bytes = src.numBytes
    if (bytes > largestDatagram(this.options.sendBuffer)) return transfer(0, EMSGSIZE)
    if (this.error !== OK) return transfer(0, this.takeError())
    if ((this.shut & NO_SENDING) !== 0) return transfer(0, EPIPE)
    if (this.charged >= this.options.sendBuffer) return transfer(0, WOULD_BLOCK)
    const receiver = this.#receiver(out)
    if (typeof receiver === 'number') return transfer(0, this.#refuse(src, receiver))
    const err = receiver.messages.append(src)
    if (err !== OK) return transfer(0, this.discard(err))
    this.deliver(receiver, bytes, datagramCharge(bytes), out)
    return transfer(bytes, OK)
  }

  /** Where a message goes: ENOTCONN, ECONNREFUSED, EPERM, EPIPE, WOULD_BLOCK, and what looking for it finds. */
  #receiver({ find, files }: Outgoing): UnixSocket | Errno {
    const receiver = find === undefined || this.hasConnection ? this.peer : find()
    if (receiver === undefined) return ENOTCONN
    if (typeof receiver === 'number') return receiver
    if (receiver.peer !== undefined && receiver.peer !== this) return EPERM
    if (receiver.dead) return this.hasConnection ? EPIPE : ECONNREFUSED
    if ((receiver.shut & NO_RECEIVING) !== 0) return EPIPE
    if (files !== undefined && !receiver.options.passRights) return EPERM
    if (!isFull(this, receiver)) return receiver
    receiver.waiters.add(this)
    return WOULD_BLOCK
  }

  /** A message cannot be sent. A peer that is gone is forgotten, unless it is the buffer that is bad. */
  #refuse(src: IOSequence, err: Errno): Errno {
    if (src.copyIn(new Uint8Array(src.numBytes)).err !== OK) return EFAULT
    if (err === ECONNREFUSED && this.peer?.dead) this.disconnect(undefined)
    return err
  }

  /**
   * Connects it to another, or to none: messages from the old peer that wait here are lost, which that is told.
   * @see unix_dgram_disconnected (Linux 6.18 net/unix/af_unix.c)
   */
  disconnect(next: UnixSocket | undefined): void {
    const old = this.peer
    this.peer = next
    this.state = next === undefined ? 'closed' : 'connected'
    if (old === undefined || old === next) return
    old.waiters.delete(this)
    this.notifyOut()
    if (this.messages.count === 0) return
    this.purge()
    this.wakeWaiters()
    if (!old.dead && old.peer === this) {
      old.error = ECONNRESET
      old.notifyAll()
    }
  }

  protected override peerHasRoom(): boolean {
    const { peer } = this
    if (this.hasConnection || peer === undefined || !isFull(this, peer)) return true
    peer.waiters.add(this)
    return false
  }

  /** SIOCINQ: the bytes of the first message; of SOCK_SEQPACKET those of all. */
  override bytesToRead(): number | undefined {
    return this.hasConnection ? super.bytesToRead() : (this.messages.first?.length ?? 0)
  }

  /** One message; what there is no room for is lost. Where user memory faults, all of it is. */
  override receive(
    dst: IOSequence,
    flags: number,
    into: Incoming,
    _wanted: number,
    waits: boolean,
  ): Transfer {
    if (this.hasConnection && this.state !== 'connected') return transfer(0, ENOTCONN)
    if ((flags & MSG_OOB) !== 0) return transfer(0, EOPNOTSUPP)
    if (this.error !== OK) return transfer(0, this.takeError())
    const peek = (flags & MSG_PEEK) !== 0
    let skip = peek ? Math.max(0, this.options.peekOffset) : 0
    let offset = 0
    let message = this.messages.first
    for (; message !== undefined && skip > 0 && skip >= message.length; message = message.next) {
      skip -= message.length
      offset += message.length
    }
    if (message === undefined) return this.#nothing(waits)
    const length = message.length - skip
    const n = Math.min(dst.numBytes, length)
    if (n < length) into.flags |= MSG_TRUNC
    const { err } = n === 0 ? NOTHING : this.messages.copyTo(dst.takeFirst(n), offset + skip)
    into.from = message.sender.address
    into.who = message.who
    into.files = message.files
    into.peeked = peek
    if (!peek) this.#remove(message)
    if (err !== OK) return transfer(0, err)
    this.#movePeekOffset(peek ? n : -message.length)
    return transfer((flags & MSG_TRUNC) !== 0 ? length : n, OK)
  }

  /** The end is seen by those who wait, and by all that have a connection. */
  #nothing(waits: boolean): Transfer {
    const ended = (this.shut & NO_RECEIVING) !== 0 && (waits || this.hasConnection)
    return ended ? NOTHING : transfer(0, WOULD_BLOCK)
  }

  #remove(message: Message): void {
    message.files = undefined
    this.messages.removeFirst()
    if (this.waiters.size > 0 && this.messages.count <= this.backlog) this.wakeWaiters()
  }

  #movePeekOffset(by: number): void {
    const { options } = this
    if (options.peekOffset >= 0) options.peekOffset = Math.max(0, options.peekOffset + by)
  }
}

/** There is no room for one more message of somebody to whom the receiver is not connected. */
function isFull(sender: UnixSocket, receiver: UnixSocket): boolean {
  if (receiver === sender || receiver.peer === sender) return false
  return receiver.messages.count > receiver.backlog
}
