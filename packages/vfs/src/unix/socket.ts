// UnixSocket: what sockets of all types have in common: state, names, what is on its way to and from them, events, and
// closing. gVisor: socket/unix/transport/unix.go baseEndpoint. Linux: net/unix/af_unix.c.
//
// What is sent lies in the queue of the socket that it was sent to, and counts against the buffer of the one that sent
// it until it is read: there is no limit at the receiver but for datagrams of those that it is not connected to.

import {
  ECONNRESET,
  EINVAL,
  type Errno,
  O_NONBLOCK,
  O_RDWR,
  OK,
  POLLRDHUP,
  POLLWRBAND,
  S_IFSOCK,
  SOCK_STREAM,
} from '@jvisor/abi'
import type { IOSequence, Transfer } from '@jvisor/usermem'
import { bareStat } from '../bare-stat.ts'
import type { Credentials } from '../credentials.ts'
import { FileDescription, type FileStat } from '../file-description.ts'
import type { Inode } from '../inode.ts'
import type { PipeRing } from '../pipe-ring.ts'
import { copySplice } from '../splice-copy.ts'
import { EVENT_ERR, EVENT_HUP, EVENT_IN, EVENT_OUT, EVENT_PRI, type WaitEntry, WaitQueue } from '../waiter.ts'
import type { Ucred, WriteOpts } from '../write-opts.ts'
import type { UnixAddress } from './address.ts'
import { type FilesInFlight, Message, MessageQueue, type Sender } from './messages.ts'
import { newOptions, type SocketOptions } from './options.ts'
import type { UnixSockets } from './unix-sockets.ts'

/** What a socket does not do any more (SHUT_RD and SHUT_WR, each plus one). */
export const NO_RECEIVING = 1
export const NO_SENDING = 2
const NEITHER = NO_RECEIVING | NO_SENDING

/** The process that a socket belonged to when it was connected: what SO_PEERCRED and SO_PEERGROUPS tell. */
export interface Owner {
  readonly who: Ucred
  readonly credentials: Credentials
}

/** What is to be sent along with bytes. */
export interface Outgoing {
  /** MSG_*. */
  readonly flags: number
  /** Looks for the socket to send to; undefined: the one it is connected to. */
  readonly find: (() => UnixSocket | Errno) | undefined
  /** Credentials that the message shall carry, whoever sends it. */
  readonly who: Ucred | undefined
  /** Who sends it; undefined where nobody asked ({@link UnixSocket.asksWho}). */
  readonly sender: Ucred | undefined
  /** Set to undefined when they are on their way. */
  files: FilesInFlight | undefined
}

/** What came along with bytes. */
export class Incoming {
  /** MSG_TRUNC. */
  flags = 0
  /** The first message was looked at: what comes must be of the same sender. */
  begun = false
  from: UnixAddress | undefined
  who: Ucred | undefined
  files: FilesInFlight | undefined
  /** `files` are still in a message too. */
  peeked = false
}

export abstract class UnixSocket extends FileDescription implements Sender {
  readonly sockets: UnixSockets
  readonly type: number
  readonly ino: number
  state: 'closed' | 'listening' | 'connected' = 'closed'
  peer: UnixSocket | undefined
  address: UnixAddress | undefined
  /** Of the socket file that it is bound to. */
  inode: Inode | undefined
  /** NO_RECEIVING, NO_SENDING. */
  shut = 0
  /** Told once, by whatever comes next (sk_err). */
  error: Errno = OK
  dead = false
  owner: Owner | undefined
  peerOwner: Owner | undefined
  readonly options: SocketOptions = newOptions()
  readonly messages: MessageQueue
  /** What its own messages count for that others have not read yet. */
  charged = 0
  /** Messages, or connections, that may wait at it, less one. */
  backlog = 10
  /** Where it waits to be accepted. */
  listener: UnixSocket | undefined
  /** Connections that wait to be accepted. */
  readonly pending: UnixSocket[] = []
  /** Sockets for which there was no room in the backlog. */
  readonly waiters = new Set<UnixSocket>()
  readonly #queue = new WaitQueue()
  readonly #timeNs: number

  constructor(sockets: UnixSockets, type: number, nonblocking: boolean) {
    super(O_RDWR | (nonblocking ? O_NONBLOCK : 0))
    this.sockets = sockets
    this.type = type
    this.ino = sockets.allocateInode()
    this.#timeNs = sockets.clock.monotonicNs()
    this.messages = new MessageQueue(sockets.memoryFile)
    sockets.all.add(this)
  }

  // What each type does in its own way. None waits: WOULD_BLOCK is a reason like any other.

  /** Sends as much as there is room for. */
  abstract send(src: IOSequence, out: Outgoing): Transfer

  /**
   * Receives. `wanted`: fewer bytes than that are WOULD_BLOCK, with what there was; `waits`: the caller would wait, which
   * makes a difference to datagrams at the end of what can be received.
   */
  abstract receive(dst: IOSequence, flags: number, into: Incoming, wanted: number, waits: boolean): Transfer

  /** connection-oriented: a peer that is gone is an end. */
  get hasConnection(): boolean {
    return true
  }

  // Files.

  override get positional(): boolean {
    return false
  }

  override get supportsNowait(): boolean {
    return true
  }

  override get supportsAsync(): boolean {
    return true
  }

  override get readTimeoutNs(): number {
    return this.options.receiveTimeoutNs
  }

  override get writeTimeoutNs(): number {
    return this.options.sendTimeoutNs
  }

  override get asksWho(): boolean {
    return this.options.passCredentials || this.peer?.options.passCredentials === true
  }

  override raisesSigpipe(moved: number): boolean {
    return this.type === SOCK_STREAM && moved === 0
  }

  override read(dst: IOSequence): Transfer {
    return this.#read(dst, 0, false)
  }

  override readOn(dst: IOSequence, done: number): Transfer {
    return this.#read(done === 0 ? dst : dst.dropFirst(done), done, true)
  }

  /** A read of nothing does not look at the socket (sock_read_iter). */
  #read(dst: IOSequence, done: number, waits: boolean): Transfer {
    if (dst.numBytes === 0) return { n: 0, err: OK }
    const wanted = Math.min(this.options.receiveLow - done, dst.numBytes)
    const incoming = new Incoming()
    const result = this.receive(dst, 0, incoming, wanted, waits)
    if (incoming.files !== undefined) this.sockets.inFlight.close(this.sockets.inFlight.land(incoming.files))
    return result
  }

  override write(src: IOSequence, opts: WriteOpts): Transfer {
    return this.send(src, {
      flags: 0,
      find: undefined,
      who: undefined,
      sender: opts.sender,
      files: undefined,
    })
  }

  override get acceptsSplice(): boolean {
    return true
  }

  override spliceTo(ring: PipeRing, offset: number, length: number): Transfer {
    return copySplice(this, ring, offset, length)
  }

  /** @see sock_no_mmap */
  override get refusesMmapItself(): boolean {
    return true
  }

  override get uncounted(): Errno {
    return EINVAL
  }

  /** SIOCINQ, of what has connections; undefined of what waits for them. */
  override bytesToRead(): number | undefined {
    return this.state === 'listening' ? undefined : this.messages.numBytes
  }

  override bytesUnread(): number {
    return this.charged
  }

  override stat(): FileStat {
    const { bootTimeSec } = this.sockets.clock
    const sec = bootTimeSec + Math.floor(this.#timeNs / 1e9)
    return bareStat(this.ino, S_IFSOCK | 0o777, sec, this.#timeNs % 1e9)
  }

  override mappedName(): string {
    return `socket:[${this.ino}]`
  }

  override sync(): Errno {
    return EINVAL
  }

  // Events.

  /** Its messages count for little enough that more may come (unix_writable). */
  get isWritable(): boolean {
    return this.state !== 'listening' && this.charged * 4 <= this.options.sendBuffer
  }

  override readiness(mask: number): number {
    let events = 0
    if (this.error !== OK) events |= EVENT_ERR
    if (this.shut === NEITHER) events |= EVENT_HUP
    if ((this.shut & NO_RECEIVING) !== 0) events |= POLLRDHUP | EVENT_IN
    if (this.messages.count > 0 || this.pending.length > 0) events |= EVENT_IN
    if (this.messages.urgent !== undefined) events |= EVENT_PRI
    if (this.hasConnection && this.state === 'closed') events |= EVENT_HUP
    if (this.isWritable && this.peerHasRoom()) events |= EVENT_OUT | POLLWRBAND
    return events & (mask | EVENT_ERR | EVENT_HUP)
  }

  /** The peer takes messages: that of datagrams may have too many. */
  protected peerHasRoom(): boolean {
    return true
  }

  override eventRegister(entry: WaitEntry): void {
    this.#queue.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.#queue.unregister(entry)
  }

  /** There is something to receive, or to accept. */
  notifyIn(): void {
    this.#queue.notify(EVENT_IN)
  }

  /** A byte has come out of band. */
  notifyUrgent(): void {
    this.#queue.notify(EVENT_PRI)
  }

  notifyOut(): void {
    this.#queue.notify(EVENT_OUT)
  }

  /** The state has changed: everybody looks. */
  notifyAll(): void {
    this.#queue.notify(-1)
  }

  // What is on its way.

  /** Gives it a name if it has none. @returns false if there is none to be had */
  autobind(): boolean {
    if (this.address !== undefined) return true
    const name = this.sockets.freeName(this.type)
    if (name !== undefined) this.sockets.nameAbstract(this, name)
    return name !== undefined
  }

  /** Puts a message whose bytes `receiver` has into its queue. */
  protected deliver(receiver: UnixSocket, bytes: number, charge: number, out: Outgoing): Message {
    const { files } = out
    this.charged += charge
    const message = new Message(bytes, charge, this, this.#credentialsOf(out, receiver), files)
    receiver.messages.add(message)
    if (files !== undefined) this.sockets.inFlight.deliver(files, receiver)
    out.files = undefined
    receiver.notifyIn()
    return message
  }

  /** The credentials that a message to `receiver` carries: those that were asked for, by anybody. */
  #credentialsOf(out: Outgoing, receiver: UnixSocket): Ucred | undefined {
    if (out.who !== undefined) return out.who
    return this.options.passCredentials || receiver.options.passCredentials ? out.sender : undefined
  }

  /** A message is not sent, after all: writers hear of the room that it had taken (sock_wfree). @returns why */
  protected discard(err: Errno): Errno {
    this.uncharge(0)
    return err
  }

  uncharge(bytes: number): void {
    this.charged -= bytes
    if (this.isWritable) this.#queue.notify(EVENT_OUT)
  }

  /** The pending error, once. */
  takeError(): Errno {
    const { error } = this
    this.error = OK
    return error
  }

  /** There is room in the backlog again, or never will be. */
  wakeWaiters(): void {
    if (this.waiters.size === 0) return
    const waiters = [...this.waiters]
    this.waiters.clear()
    for (const waiter of waiters) waiter.notifyOut()
  }

  /** Takes the files out of all messages. @returns them, landed */
  *takeFiles(): Generator<FileDescription> {
    for (let at = this.messages.first; at !== undefined; at = at.next) {
      const { files } = at
      at.files = undefined
      if (files !== undefined) yield* this.sockets.inFlight.land(files)
    }
    for (const embryo of this.pending) yield* embryo.takeFiles()
  }

  /** Drops all messages to it. */
  purge(): void {
    const { inFlight } = this.sockets
    if (inFlight.total > 0) inFlight.close([...this.takeFiles()])
    while (this.messages.count > 0) this.messages.removeFirst()
  }

  /** shutdown(2): `how` is what is not done any more. */
  shutDown(how: number): void {
    this.shut |= how
    this.notifyAll()
    const { peer } = this
    if (peer === undefined || !this.hasConnection) return
    peer.shut |= ((how & NO_RECEIVING) !== 0 ? NO_SENDING : 0) | ((how & NO_SENDING) !== 0 ? NO_RECEIVING : 0)
    peer.notifyAll()
  }

  override decRef(): void {
    super.decRef()
    this.sockets.inFlight.mayBeLost(this)
  }

  /** @see unix_release_sock (Linux 6.18 net/unix/af_unix.c) */
  protected override release(): void {
    const { peer } = this
    const { first } = this.messages
    // What was sent to it is lost, or the whole connection, which nobody has accepted. A first message that is empty
    // does not count: it is taken for urgent data that was read.
    const unread =
      (first !== undefined && (first.length > 0 || first.next !== undefined)) || this.listener !== undefined
    this.sockets.all.delete(this)
    this.sockets.unname(this)
    this.dead = true
    this.shut = NEITHER
    this.state = 'closed'
    if (peer !== undefined && this.hasConnection) {
      peer.shut = NEITHER
      if (unread) peer.error = ECONNRESET
      peer.notifyAll()
    }
    peer?.waiters.delete(this)
    this.wakeWaiters()
    for (const embryo of this.pending.splice(0)) embryo.decRef()
    this.purge()
  }
}
