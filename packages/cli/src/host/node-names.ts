// Changing names in a directory of the host: mkdir, rename, chmod and their kin, each on a path whose directories are
// held open and whose last name nobody follows (node-directory.ts), so that a swap cannot lead out.

import {
  chmodSync,
  closeSync,
  constants,
  lchownSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs'
import { type Errno, OK } from '@jvisor/abi'
import { encodeUtf8 } from '@jvisor/usermem'
import type { HostNames } from '@jvisor/vfs'

type Path = readonly string[]
type Time = Parameters<HostNames['setTimes']>[1]

/** Linux's O_PATH, which Node passes on without knowing it. */
export const O_PATH = 0o10000000

/** Does something at a path that cannot be led astray; what it throws becomes an errno. */
export type AtPath = <T>(path: Path, change: (place: { readonly path: Buffer }) => T) => T | Errno

export class NodeNames implements HostNames {
  readonly #at: AtPath

  constructor(at: AtPath) {
    this.#at = at
  }

  makeDirectory(path: Path, permissions: number): Errno {
    return this.#change(path, (place) => mkdirSync(place, permissions))
  }

  makeSymlink(path: Path, target: string): Errno {
    return this.#change(path, (place) => symlinkSync(Buffer.from(encodeUtf8(target)), place))
  }

  link(from: Path, to: Path): Errno {
    return this.#changeBoth(from, to, linkSync)
  }

  unlink(path: Path): Errno {
    return this.#change(path, unlinkSync)
  }

  removeDirectory(path: Path): Errno {
    return this.#change(path, (place) => rmdirSync(place))
  }

  rename(from: Path, to: Path): Errno {
    return this.#changeBoth(from, to, renameSync)
  }

  /** By way of a descriptor of the very file: chmod(2) would follow a link. */
  setMode(path: Path, permissions: number): Errno {
    return this.#change(path, (place) => {
      const fd = openSync(place, O_PATH | constants.O_NOFOLLOW)
      try {
        chmodSync(`/proc/self/fd/${fd}`, permissions)
      } finally {
        closeSync(fd)
      }
    })
  }

  setOwner(path: Path, uid: number, gid: number): Errno {
    return this.#change(path, (place) => lchownSync(place, uid, gid))
  }

  setTimes(path: Path, atime: Time, mtime: Time): Errno {
    return this.#change(path, (place) => {
      const now = lstatSync(place)
      lutimesSync(place, seconds(atime) ?? now.atimeMs / 1000, seconds(mtime) ?? now.mtimeMs / 1000)
    })
  }

  #change(path: Path, change: (place: Buffer) => void): Errno {
    return this.#at(path, (place) => {
      change(place.path)
      return OK
    })
  }

  #changeBoth(from: Path, to: Path, change: (from: Buffer, to: Buffer) => void): Errno {
    return this.#at(from, (source) => this.#change(to, (target) => change(source.path, target)))
  }
}

function seconds(time: Time): number | undefined {
  return time === undefined ? undefined : time.sec + time.nsec / 1e9
}
