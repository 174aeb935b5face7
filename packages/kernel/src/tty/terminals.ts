// Terminals: those of a machine, and the file system in which they have names: /dev/pts. gVisor: fsimpl/devpts, without
// /dev/ptmx: the other side of a terminal is the embedder, not a program. Linux: fs/devpts/inode.c.

import {
  CAP_SYS_ADMIN,
  DEVPTS_SUPER_MAGIC,
  EBUSY,
  ENOENT,
  ENXIO,
  type Errno,
  O_NOCTTY,
  S_IFCHR,
} from '@jvisor/abi'
import {
  DEV_TTY,
  type FileDescription,
  type FileStat,
  type FilesystemContext,
  type Inode,
  makeDevice,
  PseudoDirectory,
  PseudoFilesystem,
  PseudoInode,
  type VirtualDentry,
} from '@jvisor/vfs'
import type { Kernel } from '../kernel.ts'
import { openedBy } from './job-control.ts'
import { type TerminalStreams, Tty } from './tty.ts'
import { TtyFile } from './tty-file.ts'

/** Major number of terminals (UNIX98_PTY_SLAVE_MAJOR). */
const TERMINAL_MAJOR = 136
/** Most terminals at a time: as many as there are minor numbers. */
const MAX_TERMINALS = 256
/** The group tty of Debian, which may write. */
const TTY_GROUP = 5
const TTY_PERMISSIONS = 0o620
const BLOCK_SIZE = 1024

/** Columns and rows, 0 to 65535; 0 if nobody knows. */
export interface TerminalSize {
  readonly cols: number
  readonly rows: number
}

/** The node of a terminal. */
class TerminalInode extends PseudoInode {
  constructor(fs: FilesystemContext, device: number) {
    super(S_IFCHR, { fs, permissions: TTY_PERMISSIONS, gid: TTY_GROUP })
    this.rdev = device
  }

  override stat(): FileStat {
    return { ...super.stat(), blksize: BLOCK_SIZE }
  }
}

/** The root of /dev/pts. */
class TerminalDirectory extends PseudoDirectory {
  readonly #inodes: ReadonlyMap<number, Inode>

  constructor(fs: FilesystemContext, inodes: ReadonlyMap<number, Inode>) {
    super({ fs, permissions: 0o755 })
    this.#inodes = inodes
  }

  override child(name: string): Inode | Errno {
    return (/^\d{1,3}$/.test(name) && this.#inodes.get(Number(name))) || ENOENT
  }

  override nextNumber(from: number): number | undefined {
    for (let n = from; n < MAX_TERMINALS; n++) if (this.#inodes.has(n)) return n
    return undefined
  }
}

export class Terminals {
  readonly #kernel: Kernel
  #filesystem: PseudoFilesystem | undefined
  readonly #inodes = new Map<number, Inode>()

  constructor(kernel: Kernel) {
    this.#kernel = kernel
    const { vfs } = kernel
    vfs.devices.register(DEV_TTY, (at, flags) => {
      const tty = kernel.current?.threadGroup.tty
      return tty === undefined ? ENXIO : this.#open(tty, at, flags | O_NOCTTY)
    })
  }

  /** What is mounted at /dev/pts; made when it is first asked for. */
  get filesystem(): PseudoFilesystem {
    const type = { name: 'devpts', magic: DEVPTS_SUPER_MAGIC }
    this.#filesystem ??= new PseudoFilesystem(
      this.#kernel.vfs,
      type,
      (fs) => new TerminalDirectory(fs, this.#inodes),
    )
    return this.#filesystem
  }

  /** A terminal, with a name of its own in /dev/pts until it hangs up. @returns EBUSY if there are too many. */
  add(streams: TerminalStreams, size: TerminalSize): Tty | Errno {
    let index = 0
    while (this.#inodes.has(index)) index++
    if (index === MAX_TERMINALS) return EBUSY
    const device = makeDevice(TERMINAL_MAJOR, index)
    const { devices } = this.#kernel.vfs
    const inode = new TerminalInode(this.filesystem, device)
    this.#inodes.set(index, inode)
    const tty = new Tty(this.#kernel, device, streams, size, () => {
      inode.nlink = 0
      this.#inodes.delete(index)
      devices.unregister(device)
    })
    devices.register(device, (at, flags) => this.#open(tty, at, flags))
    return tty
  }

  /** Where a terminal is in the tree that processes see. Precondition: /dev/pts is mounted; it has not hung up. */
  pathOf(tty: Tty): string {
    return `/dev/pts/${tty.device - makeDevice(TERMINAL_MAJOR, 0)}`
  }

  /** @see tty_open (Linux 6.18 drivers/tty/tty_io.c) */
  #open(tty: Tty, at: VirtualDentry, flags: number): FileDescription | Errno {
    const { current } = this.#kernel
    if (tty.exclusive && current?.credentials.has(CAP_SYS_ADMIN) === false) return EBUSY
    const file = new TtyFile(this.#kernel, tty, at, flags)
    if (current !== undefined && (flags & O_NOCTTY) === 0) openedBy(current.threadGroup, tty, file.readable)
    return file
  }
}
