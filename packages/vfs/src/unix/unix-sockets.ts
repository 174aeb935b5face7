// UnixSockets: what all Unix domain sockets of a machine share: their names, and the bounds of what there may be.
// gVisor: socket/unix, kernel/abstract_socket_namespace.go. Linux: the hash tables of net/unix/af_unix.c.

import type { MemoryFile } from '@jvisor/memmap'
import type { Clock } from '../host.ts'
import type { Inode } from '../inode.ts'
import { UnixAddress } from './address.ts'
import { InFlight } from './in-flight.ts'
import type { UnixSocket } from './socket.ts'

/** Sockets there may be in all. */
const MAX_SOCKETS = 1 << 16

/** Names that the kernel gives by itself have five hexadecimal digits. */
const AUTOBIND_NAMES = 1 << 20

export class UnixSockets {
  readonly memoryFile: MemoryFile
  readonly clock: Clock
  readonly allocateInode: () => number
  /** All there are, but for those that are closed. */
  readonly all = new Set<UnixSocket>()
  readonly inFlight = new InFlight(this.all)
  /** By type and name: each type has names of its own. */
  readonly #abstract = new Map<string, UnixSocket>()
  readonly #byInode = new WeakMap<Inode, UnixSocket>()
  #lastName = 0

  constructor(host: { memoryFile: MemoryFile; clock: Clock; allocateInode(): number }) {
    this.memoryFile = host.memoryFile
    this.clock = host.clock
    this.allocateInode = () => host.allocateInode()
  }

  /** There are as many as there may be. */
  get isFull(): boolean {
    return this.all.size >= MAX_SOCKETS
  }

  /** The socket that has this abstract name among those of the type. */
  findAbstract(type: number, address: UnixAddress): UnixSocket | undefined {
    return this.#abstract.get(`${type}${address.key}`)
  }

  /** The socket that is bound to this socket file. */
  findByInode(inode: Inode): UnixSocket | undefined {
    return this.#byInode.get(inode)
  }

  /** Gives a socket an abstract name. Precondition: no other of its type has it. */
  nameAbstract(socket: UnixSocket, address: UnixAddress): void {
    this.#abstract.set(`${socket.type}${address.key}`, socket)
    socket.address = address
  }

  /** Binds a socket to a socket file that was made for it. */
  nameInode(socket: UnixSocket, address: UnixAddress, inode: Inode): void {
    this.#byInode.set(inode, socket)
    socket.address = address
    socket.inode = inode
  }

  /** An abstract name that no socket of the type has; undefined if there is none. Linux's begins anywhere. */
  freeName(type: number): UnixAddress | undefined {
    for (let i = 0; i < AUTOBIND_NAMES; i++) {
      this.#lastName = (this.#lastName + 1) % AUTOBIND_NAMES
      const address = UnixAddress.abstract(this.#lastName.toString(16).padStart(5, '0'))
      if (this.findAbstract(type, address) === undefined) return address
    }
    return undefined
  }

  /** Takes the name away from a socket that is closed. */
  unname(socket: UnixSocket): void {
    const { address, inode } = socket
    if (inode !== undefined && this.#byInode.get(inode) === socket) this.#byInode.delete(inode)
    if (address?.isAbstract && this.findAbstract(socket.type, address) === socket) {
      this.#abstract.delete(`${socket.type}${address.key}`)
    }
  }
}
