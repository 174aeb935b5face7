// Epoll: many files that are waited for at once: epoll(7). gVisor: pkg/sentry/vfs/epoll.go. Linux: fs/eventpoll.c.
//
// A file that something happens to puts its item on the list of those that may be ready; only these are asked when
// somebody wants to know. An item that is told of goes to the end of the list again, or off it, as its flags say. An
// epoll is a file itself, so another can watch it.

import {
  EEXIST,
  EINVAL,
  ENOENT,
  ENOSPC,
  EPOLLET,
  EPOLLEXCLUSIVE,
  EPOLLONESHOT,
  EPOLLWAKEUP,
  type EpollEvent,
  type Errno,
  O_RDWR,
  OK,
  POLLIN,
  POLLOUT,
  POLLRDNORM,
  POLLWRNORM,
  SEEK_CUR,
} from '@jvisor/abi'
import { bareStat } from './bare-stat.ts'
import { checkDepth, checkWays, WatchingFile } from './epoll-paths.ts'
import type { FileDescription, FileStat } from './file-description.ts'
import type { FileWatcher } from './open-file.ts'
import { eventsFor, pollFile } from './poll.ts'
import { EVENT_ALWAYS, EVENT_IN, WaitEntry, WaitQueue } from './waiter.ts'

/** Flags that say how to tell, not what of; an item with no others is disabled. */
const PRIVATE = EPOLLWAKEUP | EPOLLONESHOT | EPOLLET | EPOLLEXCLUSIVE
const READ_EVENTS = POLLIN | POLLRDNORM
const WRITE_EVENTS = POLLOUT | POLLWRNORM

/** How many files all epolls of a kernel watch, and may (/proc/sys/fs/epoll/max_user_watches). */
export interface EpollWatches {
  used: number
  readonly max: number
}

/** A file that an epoll watches, under the descriptor by which it was added. */
export class EpollItem implements FileWatcher {
  readonly watchedBy: Epoll
  readonly file: FileDescription
  readonly fd: number
  /** POLL* bits and the flags of epoll. */
  events = 0
  /** The program's own. */
  dataLo = 0
  dataHi = 0
  readonly entry: WaitEntry
  // Its place on the list of those that may be ready.
  isListed = false
  next: EpollItem | undefined
  prev: EpollItem | undefined

  constructor(epoll: Epoll, file: FileDescription, fd: number, exclusive: boolean) {
    this.watchedBy = epoll
    this.file = file
    this.fd = fd
    this.entry = new WaitEntry(0, () => epoll.happened(this), exclusive)
  }

  /** Sets what is wanted. POLLERR and POLLHUP always are. */
  set({ events, dataLo, dataHi }: EpollEvent): void {
    this.events = events | EVENT_ALWAYS
    this.dataLo = dataLo
    this.dataHi = dataHi
    let wanted = this.events
    // What only the other end of a pipe waits for is none of its business.
    if (!this.file.readable) wanted &= ~READ_EVENTS
    if (!this.file.writable) wanted &= ~WRITE_EVENTS
    this.entry.mask = eventsFor(wanted)
  }

  get isDisabled(): boolean {
    return (this.events & ~PRIVATE) === 0
  }

  /** The events that hold now, of those that are wanted. */
  poll(): number {
    return this.isDisabled ? 0 : pollFile(this.file, this.events) & this.events
  }

  /** A line of /proc/[pid]/fdinfo. @see ep_show_fdinfo */
  info(): string {
    const hex = (n: number | bigint) => n.toString(16)
    const data = hex((BigInt(this.dataHi >>> 0) << 32n) | BigInt(this.dataLo >>> 0)).padStart(16)
    const events = hex(this.events >>> 0).padStart(8)
    const { ino, dev } = this.file.stat()
    const pos = Math.max(0, this.file.seek(0, SEEK_CUR))
    return `tfd: ${String(this.fd).padStart(8)} events: ${events} data: ${data}  pos:${pos} ino:${hex(ino)} sdev:${hex(dev)}\n`
  }

  fileClosed(): void {
    this.watchedBy.drop(this)
  }
}

export class Epoll extends WatchingFile {
  readonly #ino: number
  readonly #watches: EpollWatches
  readonly #items = new Map<FileDescription, Map<number, EpollItem>>()
  // Those that may be ready, in the order in which they will be told of.
  #first: EpollItem | undefined
  #last: EpollItem | undefined
  #listed = 0
  /** Tasks in epoll_wait: exclusive entries, of which the latest is woken first, as Linux does. */
  readonly waiters = new WaitQueue()
  /** Those who wait for the epoll itself. */
  readonly #pollers = new WaitQueue()

  constructor(ino: number, watches: EpollWatches) {
    super(O_RDWR)
    this.#ino = ino
    this.#watches = watches
  }

  /** The files that it watches. */
  override get files(): Iterable<FileDescription> {
    return this.#items.keys()
  }

  /** EPOLL_CTL_ADD: EEXIST, ENOSPC; ELOOP or EINVAL if too many epolls would watch each other. */
  add(file: FileDescription, fd: number, event: EpollEvent): Errno {
    const known = this.#items.get(file)
    if (known?.has(fd) === true) return EEXIST
    const tooDeep = checkDepth(this, file)
    if (tooDeep !== OK) return tooDeep
    if (this.#watches.used >= this.#watches.max) return ENOSPC
    const item = new EpollItem(this, file, fd, (event.events & EPOLLEXCLUSIVE) !== 0)
    file.watchers.add(item)
    const tooMany = checkWays(this, file)
    if (tooMany !== OK) {
      file.watchers.delete(item)
      return tooMany
    }
    this.#watches.used++
    if (known === undefined) this.#items.set(file, new Map([[fd, item]]))
    else known.set(fd, item)
    item.set(event)
    file.eventRegister(item.entry)
    this.#look(item)
    return OK
  }

  /** EPOLL_CTL_MOD: ENOENT; EINVAL of an item with EPOLLEXCLUSIVE. */
  modify(file: FileDescription, fd: number, event: EpollEvent): Errno {
    const item = this.#items.get(file)?.get(fd)
    if (item === undefined) return ENOENT
    if ((item.events & EPOLLEXCLUSIVE) !== 0) return EINVAL
    item.set(event)
    this.#look(item)
    return OK
  }

  /** EPOLL_CTL_DEL: ENOENT. */
  remove(file: FileDescription, fd: number): Errno {
    const item = this.#items.get(file)?.get(fd)
    if (item === undefined) return ENOENT
    file.watchers.delete(item)
    this.drop(item)
    return OK
  }

  /** Forgets an item whose file does not know it any more. */
  drop(item: EpollItem): void {
    const { file, fd } = item
    file.eventUnregister(item.entry)
    this.#unlist(item)
    this.#watches.used--
    const items = this.#items.get(file)
    items?.delete(fd)
    if (items?.size === 0) this.#items.delete(file)
  }

  /** An item that is ready as it is added or changed is told of. */
  #look(item: EpollItem): void {
    if (item.poll() === 0 || item.isListed) return
    this.#append(item)
    this.waiters.notify(EVENT_IN)
    this.#pollers.notify(EVENT_IN)
  }

  /** Something happened to a file. @returns true if that was somebody's wake-up (ep_poll_callback) */
  happened(item: EpollItem): boolean {
    if (item.isDisabled) return false
    if (!item.isListed) this.#append(item)
    const woke = !this.waiters.isEmpty
    this.waiters.notify(EVENT_IN)
    this.#pollers.notify(EVENT_IN)
    return woke
  }

  /** Something may be ready. */
  get hasListed(): boolean {
    return this.#listed > 0
  }

  /**
   * Tells `put` of up to `max` items that are ready. One that it refuses stays first, and ends it.
   * @returns how many it took
   * @see ep_send_events
   */
  harvest(max: number, put: (events: number, item: EpollItem) => boolean): number {
    let count = 0
    for (let left = this.#listed; left > 0 && count < max; left--) {
      const item = this.#first as EpollItem
      this.#unlist(item)
      const events = item.poll()
      if (events === 0) continue
      if (!put(events, item)) {
        this.#prepend(item)
        break
      }
      count++
      if ((item.events & EPOLLONESHOT) !== 0) item.events &= PRIVATE
      else if ((item.events & EPOLLET) === 0) this.#append(item)
    }
    if (this.#listed > 0) this.waiters.notify(EVENT_IN)
    return count
  }

  /** Ready if one of its items is. Those that turn out not to be go off the list (__ep_eventpoll_poll). */
  override readiness(mask: number): number {
    for (let item = this.#first; item !== undefined; ) {
      const { next } = item
      if (item.poll() !== 0) return mask & EVENT_IN
      this.#unlist(item)
      item = next
    }
    return 0
  }

  override eventRegister(entry: WaitEntry): void {
    this.#pollers.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.#pollers.unregister(entry)
  }

  #append(item: EpollItem): void {
    item.isListed = true
    this.#listed++
    item.prev = this.#last
    if (this.#last === undefined) this.#first = item
    else this.#last.next = item
    this.#last = item
  }

  #prepend(item: EpollItem): void {
    item.isListed = true
    this.#listed++
    item.next = this.#first
    if (this.#first === undefined) this.#last = item
    else this.#first.prev = item
    this.#first = item
  }

  #unlist(item: EpollItem): void {
    if (!item.isListed) return
    item.isListed = false
    this.#listed--
    if (item.prev === undefined) this.#first = item.next
    else item.prev.next = item.next
    if (item.next === undefined) this.#last = item.prev
    else item.next.prev = item.prev
    item.next = undefined
    item.prev = undefined
  }

  override get positional(): boolean {
    return false
  }

  /** lseek(2): there is no offset to move, and nothing wrong with asking (noop_llseek). */
  override seek(): number {
    return 0
  }

  override sync(): Errno {
    return EINVAL
  }

  override stat(): FileStat {
    return bareStat(this.#ino, 0o600)
  }

  override fdInfo(): string {
    let lines = ''
    for (const items of this.#items.values()) for (const item of items.values()) lines += item.info()
    return lines
  }

  override mappedName(): string {
    return 'anon_inode:[eventpoll]'
  }

  protected override release(): void {
    for (const items of [...this.#items.values()]) {
      for (const item of [...items.values()]) {
        item.file.watchers.delete(item)
        this.drop(item)
      }
    }
  }
}
