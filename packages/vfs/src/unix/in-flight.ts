// Open files on their way from one process to another in messages: how many there are, and which of them nobody can
// receive any more, since they lie in the queues of sockets that are themselves on their way only (SCM_RIGHTS).
// gVisor: socket/control RightsFiles. Linux: net/unix/garbage.c.

import { type Errno, ETOOMANYREFS } from '@jvisor/abi'
import type { FileDescription } from '../file-description.ts'
import type { FilesInFlight } from './messages.ts'
import type { UnixSocket } from './socket.ts'

/** Files in flight there may be in all. Linux has a limit for each user that is not privileged, and none for others. */
const MAX_IN_FLIGHT = 1 << 16

export class InFlight {
  /** How often each file is in flight. */
  readonly #counts = new Map<FileDescription, number>()
  /** Of each socket in flight: the sockets in whose queues it lies. */
  readonly #holders = new Map<FileDescription, Map<UnixSocket, number>>()
  readonly #byUser = new Map<number, number>()
  readonly #sockets: ReadonlySet<FileDescription>
  #total = 0
  // Closing a file may drop others, to any depth: they are closed one after the other.
  readonly #toClose: FileDescription[] = []
  readonly #suspects: UnixSocket[] = []
  #closing = false

  /** `sockets`: those there are. */
  constructor(sockets: ReadonlySet<UnixSocket>) {
    this.#sockets = sockets
  }

  /** Files in flight. */
  get total(): number {
    return this.#total
  }

  /**
   * Sends files off; takes over the caller's references. ETOOMANYREFS: the user has more than `limit` in flight, or
   * there are as many as there may be; the caller keeps the references.
   */
  launch(files: readonly FileDescription[], uid: number, limit: number): FilesInFlight | Errno {
    const own = this.#byUser.get(uid) ?? 0
    if (own > limit || this.#total + files.length > MAX_IN_FLIGHT) return ETOOMANYREFS
    this.#byUser.set(uid, own + files.length)
    this.#total += files.length
    for (const file of files) add(this.#counts, file, 1)
    return { files, uid, holder: undefined }
  }

  /** A message for `holder` has them. */
  deliver(flight: FilesInFlight, holder: UnixSocket): void {
    flight.holder = holder
    for (const file of flight.files) {
      if (!this.#sockets.has(file)) continue
      const holders = this.#holders.get(file) ?? new Map<UnixSocket, number>()
      this.#holders.set(file, holders)
      add(holders, holder, 1)
    }
  }

  /** The files of a message that is looked at, not taken (MSG_PEEK), with a reference each. */
  copies({ files }: FilesInFlight): readonly FileDescription[] {
    for (const file of files) file.incRef()
    return files
  }

  /** Files have arrived. @returns them, with the references; they are closed by {@link close} if nobody wants them */
  land({ files, uid, holder }: FilesInFlight): readonly FileDescription[] {
    this.#total -= files.length
    add(this.#byUser, uid, -files.length)
    for (const file of files) {
      add(this.#counts, file, -1)
      const holders = this.#holders.get(file)
      if (holders === undefined || holder === undefined) continue
      add(holders, holder, -1)
      if (holders.size === 0) this.#holders.delete(file)
    }
    return files
  }

  /** Lets go of references to files. */
  close(files: readonly FileDescription[]): void {
    this.#toClose.push(...files)
    if (this.#closing) return
    this.#closing = true
    for (;;) {
      for (let file = this.#toClose.pop(); file !== undefined; file = this.#toClose.pop()) file.decRef()
      const suspect = this.#suspects.pop()
      if (suspect === undefined) break
      this.#toClose.push(...this.#takeLost(suspect))
    }
    this.#closing = false
  }

  /** A reference to a socket is gone: if only messages refer to it now, it may be that nobody can get at them. */
  mayBeLost(socket: UnixSocket): void {
    if (this.#total === 0 || !this.#isOnlyInFlight(socket)) return
    this.#suspects.push(socket)
    this.close([])
  }

  #isOnlyInFlight(socket: UnixSocket): boolean {
    return this.#counts.get(socket) === socket.references
  }

  /**
   * Takes the files out of the queues of a socket and of those that hold it, if they are all lost: none of them is
   * anywhere but in the queue of another. What they hold is looked at in turn when it is let go.
   */
  #takeLost(suspect: UnixSocket): FileDescription[] {
    const lost = new Set([suspect])
    for (const socket of lost) {
      const { listener } = socket
      if (listener !== undefined) lost.add(listener)
      else if (!this.#isOnlyInFlight(socket)) return []
      else for (const holder of this.#holders.get(socket)?.keys() ?? []) lost.add(holder)
    }
    return [...lost].flatMap((socket) => [...socket.takeFiles()])
  }
}

/** Adds to a count; what comes to 0 is not counted. */
function add<K>(counts: Map<K, number>, key: K, n: number): void {
  const sum = (counts.get(key) ?? 0) + n
  if (sum > 0) counts.set(key, sum)
  else counts.delete(key)
}
