// Wait queues: how something that cannot go on now learns that it might. gVisor: pkg/waiter.
//
// Whoever waits registers an entry with the events it cares about, looks again whether it can go on, and only then
// sleeps; whoever changes a state notifies. Entries are linked through themselves, so that registering allocates
// nothing.

/** There is something to read (poll(2) POLLIN); the values are poll's own. */
export const EVENT_IN = 0x001
export const EVENT_PRI = 0x002
/** There is room to write (POLLOUT). */
export const EVENT_OUT = 0x004
/** An error is pending, or nobody reads any more (POLLERR). Reported even when not asked for. */
export const EVENT_ERR = 0x008
/** The other side has hung up (POLLHUP). Reported even when not asked for. */
export const EVENT_HUP = 0x010
/** What every waiter hears of. */
export const EVENT_ALWAYS = EVENT_ERR | EVENT_HUP

/** One waiter. It may be in one queue at a time. */
export class WaitEntry {
  /** Events that are of interest; EVENT_ALWAYS need not be named. */
  mask: number
  /**
   * Called by notify, synchronously; it must do no more than make somebody runnable. An exclusive one returns true if
   * it did: then no other exclusive one is called.
   */
  readonly callback: (events: number) => unknown
  /** One of those that are is enough for an event, but for one of EVENT_ALWAYS. */
  readonly exclusive: boolean
  /** Links of the queue; its own business. */
  next: WaitEntry | undefined
  prev: WaitEntry | undefined

  constructor(mask: number, callback: (events: number) => unknown, exclusive = false) {
    this.mask = mask
    this.callback = callback
    this.exclusive = exclusive
  }
}

/** The waiters of one thing, in the order in which they came. */
export class WaitQueue {
  /** Entries of all queues there are. */
  static waiting = 0
  #first: WaitEntry | undefined
  #last: WaitEntry | undefined

  /** Appends an entry. Precondition: it is in no queue. */
  register(entry: WaitEntry): void {
    WaitQueue.waiting++
    entry.prev = this.#last
    entry.next = undefined
    if (this.#last === undefined) this.#first = entry
    else this.#last.next = entry
    this.#last = entry
  }

  /** Puts an entry before all others, so that it is told first. Precondition: it is in no queue. */
  registerFirst(entry: WaitEntry): void {
    WaitQueue.waiting++
    entry.prev = undefined
    entry.next = this.#first
    if (this.#first === undefined) this.#last = entry
    else this.#first.prev = entry
    this.#first = entry
  }

  /** Takes an entry out. Precondition: it is in this queue. */
  unregister(entry: WaitEntry): void {
    WaitQueue.waiting--
    if (entry.prev === undefined) this.#first = entry.next
    else entry.prev.next = entry.next
    if (entry.next === undefined) this.#last = entry.prev
    else entry.next.prev = entry.prev
    entry.next = undefined
    entry.prev = undefined
  }

  /** Tells every waiter that wants one of `events`. A callback may unregister its own entry. */
  notify(events: number): void {
    let entry = this.#first
    let taken = false
    while (entry !== undefined) {
      const next = entry.next
      if ((entry.mask | EVENT_ALWAYS) & events && !(entry.exclusive && taken)) {
        const woke = entry.callback(events) === true
        taken ||= woke && entry.exclusive && (events & EVENT_ALWAYS) === 0
      }
      entry = next
    }
  }

  /** True if nobody waits. */
  get isEmpty(): boolean {
    return this.#first === undefined
  }
}
