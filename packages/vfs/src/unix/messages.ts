// MessageQueue: what a socket has been sent, message by message: whose it was, what it counts for at the sender, and
// what came with it. gVisor: socket/unix/transport/queue.go. Linux: sk_receive_queue, struct unix_skb_parms.

import type { Errno } from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import type { IOSequence, Transfer } from '@jvisor/usermem'
import type { FileDescription } from '../file-description.ts'
import type { Ucred } from '../write-opts.ts'
import type { UnixAddress } from './address.ts'
import { ByteQueue } from './byte-queue.ts'
import type { UnixSocket } from './socket.ts'

/** Open files on their way to another process, and whose number of such files they count for. */
export interface FilesInFlight {
  readonly files: readonly FileDescription[]
  readonly uid: number
  /** The socket that has the message with them. */
  holder: UnixSocket | undefined
}

/** What the bytes of a message count for at the socket that sent it. */
export interface Sender {
  readonly address: UnixAddress | undefined
  /** Bytes are not on their way any more. */
  uncharge(bytes: number): void
}

export class Message {
  /** Bytes that are left of it. */
  length: number
  /** What it counts for at its sender until it is gone (truesize). */
  readonly charge: number
  readonly sender: Sender
  /** Undefined if neither side asked for it. */
  readonly who: Ucred | undefined
  files: FilesInFlight | undefined
  next: Message | undefined

  constructor(
    length: number,
    charge: number,
    sender: Sender,
    who: Ucred | undefined,
    files: FilesInFlight | undefined,
  ) {
    this.length = length
    this.charge = charge
    this.sender = sender
    this.who = who
    this.files = files
  }
}

export class MessageQueue {
  readonly #bytes: ByteQueue
  #first: Message | undefined
  #last: Message | undefined
  #count = 0
  #numBytes = 0
  /** Its byte is out of band, and nobody has read it or come by it (oob_skb). */
  urgent: Message | undefined

  constructor(memoryFile: MemoryFile) {
    this.#bytes = new ByteQueue(memoryFile)
  }

  get first(): Message | undefined {
    return this.#first
  }

  /** Messages. */
  get count(): number {
    return this.#count
  }

  /** Bytes of all messages together. */
  get numBytes(): number {
    return this.#numBytes
  }

  /** Takes in the bytes of a message, all or none: EFAULT, ENOBUFS. {@link add} then says what message they are. */
  append(src: IOSequence): Errno {
    return this.#bytes.append(src)
  }

  /** Adds a message whose bytes were appended just now. */
  add(message: Message): void {
    if (this.#last === undefined) this.#first = message
    else this.#last.next = message
    this.#last = message
    this.#count++
    this.#numBytes += message.length
  }

  /** The byte that is out of band. Precondition: there is one; `take`: there is none any more, but its place stays. */
  urgentByte(take: boolean): number {
    let offset = 0
    let before: Message | undefined
    let at = this.#first
    for (; at !== undefined && at !== this.urgent; at = at.next) {
      offset += at.length
      before = at
    }
    const byte = this.#bytes.at(offset)
    if (!take || at === undefined) return byte
    this.#bytes.remove(offset)
    at.length = 0
    this.#numBytes--
    this.urgent = undefined
    if (before?.length === 0) this.#removeMark(before)
    return byte
  }

  /** Takes out a message that is a mark only. */
  #removeMark(mark: Message): void {
    if (mark === this.#first) {
      this.removeFirst()
      return
    }
    let before = this.#first
    while (before?.next !== undefined && before.next !== mark) before = before.next
    if (before === undefined) return
    before.next = mark.next
    this.#count--
    mark.sender.uncharge(mark.charge)
  }

  /** The next byte that is read is the one out of band, or behind it (SIOCATMARK). */
  get isAtMark(): boolean {
    const first = this.#first
    if (first === undefined) return false
    if (first === this.urgent) return true
    return first.length === 0 && (this.urgent === undefined || first.next === this.urgent)
  }

  /** Copies bytes that begin `offset` behind the first one of all, and leaves them. Precondition: there are as many. */
  copyTo(dst: IOSequence, offset: number): Transfer {
    return this.#bytes.copyTo(dst, offset)
  }

  /** Takes the first `n` bytes of the first message out of it. Precondition: it has more. */
  consume(first: Message, n: number): void {
    this.#bytes.drop(n)
    this.#numBytes -= n
    first.length -= n
  }

  /** Takes the first message out, and with it what is left of its bytes; its sender has room again. */
  removeFirst(): void {
    const first = this.#first
    if (first === undefined) return
    if (first === this.urgent) this.urgent = undefined
    this.#first = first.next
    if (first.next === undefined) this.#last = undefined
    if (first.length > 0) this.#bytes.drop(first.length)
    this.#count--
    this.#numBytes -= first.length
    first.sender.uncharge(first.charge)
  }
}
