// A directory of the host, shown to programs and impossible to leave.
//
// Every component is opened from the one before it and never through a symbolic link: on Linux by way of
// /proc/self/fd, which is what openat(2) would do. So neither "..", nor a link, nor somebody who swaps a directory for
// a link while we walk, leads out. Where there is no /proc, each component is looked at before, and what was opened is
// let go again, unread and unchanged, unless it is what stands there after. Somebody who swaps at just the right moments
// could answer one such look wrongly, so there are many; a swap can still make an empty new file outside, or show the
// status and names of what is there.

import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import {
  EACCES,
  ELOOP,
  ENOTDIR,
  EROFS,
  type Errno,
  O_ACCMODE,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  OK,
} from '@jvisor/abi'
import { decodeUtf8, encodeUtf8 } from '@jvisor/usermem'
import type { HostDirectory, HostFile, HostNames, HostStat } from '@jvisor/vfs'
import { errnoOf, orErrno, orNegativeErrno } from './node-errno.ts'
import { NodeNames, O_PATH } from './node-names.ts'

const HAS_PROC = existsSync('/proc/self/fd')
/** How often what was opened is looked at where there is no /proc. */
const LOOKS = 20

/** Where an operation on a name happens: a path that cannot be led astray, and what to do when it is over. */
interface Place {
  readonly path: Buffer
  /** True if `fd`, opened at {@link path} just now, is what it should be. */
  holds(fd: number): boolean
  release(): void
}

export class NodeDirectory implements HostDirectory {
  readonly #root: string
  readonly #rootFd: number
  readonly #readOnly: boolean
  readonly #byDescriptor: boolean

  /**
   * `root`: a directory of the host. `byDescriptor`: walk by way of /proc; the default where there is one.
   * @throws what node:fs throws if it cannot be opened.
   */
  constructor(root: string, opts: { readonly readOnly: boolean; readonly byDescriptor?: boolean }) {
    this.#root = realpathSync(root)
    this.#readOnly = opts.readOnly
    this.#byDescriptor = opts.byDescriptor ?? HAS_PROC
    const flags = this.#byDescriptor ? O_PATH | constants.O_DIRECTORY : constants.O_RDONLY
    if (!statSync(this.#root).isDirectory()) {
      throw Object.assign(new Error(`ENOTDIR: not a directory, '${root}'`), { code: 'ENOTDIR' })
    }
    this.#rootFd = openSync(this.#root, flags)
  }

  stat(path: readonly string[]): HostStat | Errno {
    return this.#at(path, ({ path: place }) => hostStat(lstatSync(place)))
  }

  readlink(path: readonly string[]): string | Errno {
    return this.#at(path, ({ path: place }) => decodeUtf8(readlinkSync(place, { encoding: 'buffer' })))
  }

  readdir(path: readonly string[]): readonly string[] | Errno {
    return this.#at([...path, '.'], ({ path: place }) =>
      readdirSync(place, { encoding: 'buffer' }).map((name) => decodeUtf8(name)),
    )
  }

  open(path: readonly string[], flags: number, mode: number): HostFile | Errno {
    const writes = (flags & O_ACCMODE) !== O_RDONLY || (flags & (O_CREAT | O_TRUNC)) !== 0
    if (writes && this.#readOnly) return EROFS
    return this.#at(path, (place) => {
      // O_NONBLOCK: what turns out to be a FIFO must not hold us up before we refuse it.
      const fd = openSync(place.path, nodeFlags(flags) | constants.O_NOFOLLOW | constants.O_NONBLOCK, mode)
      try {
        if (!fstatSync(fd).isFile() || !place.holds(fd)) throw refused()
        if (flags & O_TRUNC) ftruncateSync(fd, 0)
        return new NodeFile(fd)
      } catch (error) {
        closeSync(fd)
        throw error
      }
    })
  }

  /** None where somebody who swaps a directory for a link could lead us to change what lies outside. */
  get names(): HostNames | undefined {
    return this.#readOnly || !this.#byDescriptor
      ? undefined
      : new NodeNames((path, change) => this.#at(path, change))
  }

  /** Does `operation` at a path, without following a link on the way; what it throws becomes an errno. */
  #at<T>(path: readonly string[], operation: (place: Place) => T): T | Errno {
    const place = this.#byDescriptor ? this.#openParent(path) : this.#checkedPath(path)
    if (typeof place === 'number') return place
    try {
      return operation(place)
    } catch (error) {
      return errnoOf(error)
    } finally {
      place.release()
    }
  }

  /** Opens the directory that holds the last name. */
  #openParent(path: readonly string[]): Place | Errno {
    let fd = this.#rootFd
    const release = () => {
      if (fd !== this.#rootFd) closeSync(fd)
    }
    for (const name of path.slice(0, -1)) {
      const next = orErrno(() => ({
        fd: openSync(inDirectory(fd, name), O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW),
      }))
      release()
      // A link where a directory should be: it was swapped for one since the walk looked.
      if (typeof next === 'number') return next === ELOOP ? ENOTDIR : next
      fd = next.fd
    }
    return { path: inDirectory(fd, path.at(-1) ?? '.'), holds: () => true, release }
  }

  /** Without /proc: the path, if no component but the last is a link and all lies below the root. */
  #checkedPath(path: readonly string[]): Place | Errno {
    let at = this.#root
    for (const name of path.slice(0, -1)) {
      at = join(at, name)
      const stat = orErrno(() => lstatSync(pathBytes(at)))
      if (typeof stat === 'number') return stat
      if (!stat.isDirectory()) return ENOTDIR
    }
    const stands = () => realpathSync(pathBytes(at), { encoding: 'buffer' }).equals(pathBytes(at))
    const real = orErrno(stands)
    if (typeof real === 'number') return real
    if (!real) return EACCES
    const file = pathBytes(join(at, path.at(-1) ?? '.'))
    return {
      path: file,
      holds: (fd) => {
        const opened = fstatSync(fd)
        for (let i = 0; i < LOOKS; i++) if (!stands() || !isSameFile(opened, lstatSync(file))) return false
        return true
      },
      release: () => {},
    }
  }
}

/** The path of a name in an open directory. */
function inDirectory(fd: number, name: string): Buffer {
  return pathBytes(`/proc/self/fd/${fd}/${name}`)
}

/** A path as bytes: names need not be UTF-8. */
function pathBytes(path: string): Buffer {
  return Buffer.from(encodeUtf8(path))
}

function refused(): Error {
  return Object.assign(new Error('not a regular file'), { code: 'EACCES' })
}

function isSameFile(a: Stats, b: Stats): boolean {
  return a.dev === b.dev && a.ino === b.ino
}

/** Without O_TRUNC: what has been opened is looked at before it is changed. */
function nodeFlags(flags: number): number {
  const access = flags & O_ACCMODE
  // Linux truncates what is opened for reading only, too; ftruncate wants it open for writing.
  const writable = access === O_RDWR || (access === O_RDONLY && (flags & O_TRUNC) !== 0)
  return (
    (writable ? constants.O_RDWR : access === O_WRONLY ? constants.O_WRONLY : constants.O_RDONLY) |
    (flags & O_CREAT ? constants.O_CREAT : 0) |
    (flags & O_EXCL ? constants.O_EXCL : 0)
  )
}

function hostStat(stat: Stats): HostStat {
  return {
    mode: stat.mode,
    size: stat.size,
    ino: stat.ino,
    nlink: stat.nlink,
    mtimeSec: Math.floor(stat.mtimeMs / 1000),
    mtimeNsec: Math.floor((stat.mtimeMs % 1000) * 1e6),
    atimeSec: Math.floor(stat.atimeMs / 1000),
    atimeNsec: Math.floor((stat.atimeMs % 1000) * 1e6),
    ctimeSec: Math.floor(stat.ctimeMs / 1000),
    ctimeNsec: Math.floor((stat.ctimeMs % 1000) * 1e6),
    uid: stat.uid,
    gid: stat.gid,
    blocks: stat.blocks,
  }
}

/** An open regular file of the host. */
class NodeFile implements HostFile {
  readonly #fd: number

  constructor(fd: number) {
    this.#fd = fd
  }

  pread(dst: Uint8Array, offset: number): number {
    return orNegativeErrno(() => readSync(this.#fd, dst, 0, dst.length, offset))
  }

  pwrite(src: Uint8Array, offset: number): number {
    return orNegativeErrno(() => writeSync(this.#fd, src, 0, src.length, offset))
  }

  truncate(size: number): Errno {
    return orErrno(() => {
      ftruncateSync(this.#fd, size)
      return OK
    })
  }

  stat(): HostStat | Errno {
    return orErrno(() => hostStat(fstatSync(this.#fd)))
  }

  close(): void {
    closeSync(this.#fd)
  }
}
