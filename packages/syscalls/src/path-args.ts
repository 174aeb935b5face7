// Paths as arguments: where one leads that a call names by descriptor and path. Linux: fs/namei.c user_path_at.

import { AT_FDCWD, EBADF, ENOENT, ENOTDIR, EPERM, type Errno, OK, PATH_MAX } from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import { type Addr, decodeUtf8 } from '@jvisor/usermem'
import {
  type Credentials,
  type FileDescription,
  type PathContext,
  type VirtualDentry,
  walkPath,
} from '@jvisor/vfs'
import { anyFileOf } from './files.ts'

/** A path argument: EFAULT, ENAMETOOLONG with its NUL missing within PATH_MAX. */
export function copyInPath(t: Task, addr: Addr): string | Errno {
  const { bytes, err } = t.copyInString(addr, PATH_MAX)
  return err === OK ? decodeUtf8(bytes) : err
}

/** Where a path relative to `dirFd` begins; an absolute one does not look at `dirFd`. EBADF, ENOTDIR. */
export function pathContextAt(t: Task, dirFd: number, path: string): PathContext | Errno {
  const { root, cwd } = t.fsContext
  const { credentials } = t
  if (path.startsWith('/') || dirFd === AT_FDCWD) return { root, start: cwd, credentials }
  const file = anyFileOf(t, dirFd)
  if (file === undefined) return EBADF
  const start = t.kernel.vfs.directoryOf(file)
  return start === undefined ? ENOTDIR : { root, start, credentials }
}

/** A path with where it begins. */
export interface PathArgument {
  readonly path: string
  readonly context: PathContext
}

/** The path at `addr`, relative to `dirFd`: what reading it finds, ENOENT if it is empty, EBADF, ENOTDIR. */
export function pathAt(t: Task, dirFd: number, addr: Addr): PathArgument | Errno {
  const path = copyInPath(t, addr)
  if (typeof path === 'number') return path
  if (path === '') return ENOENT
  const context = pathContextAt(t, dirFd, path)
  return typeof context === 'number' ? context : { path, context }
}

/** How the last step of a path is taken. */
export interface FindOpts {
  /** Links are followed to the end. */
  readonly follow: boolean
  /** An empty path is the descriptor itself, or the working directory (AT_EMPTY_PATH). */
  readonly empty?: boolean
  /** Who walks; default: the task's own. */
  readonly credentials?: Credentials
}

/** The file that the path at `addr` leads to. */
export function findAt(t: Task, dirFd: number, addr: Addr, opts: FindOpts): VirtualDentry | Errno {
  const path = copyInPath(t, addr)
  if (typeof path === 'number') return path
  if (path === '') return opts.empty === true ? locationOf(t, dirFd) : ENOENT
  const context = pathContextAt(t, dirFd, path)
  if (typeof context === 'number') return context
  return walkPath({ ...context, credentials: opts.credentials ?? t.credentials }, path, opts.follow)
}

/** Where the file behind a descriptor is: EBADF; EPERM for what is in no file system. */
export function locationOf(t: Task, fd: number): VirtualDentry | Errno {
  if (fd === AT_FDCWD) return t.fsContext.cwd
  const file = anyFileOf(t, fd)
  return file === undefined ? EBADF : locationOfFile(file)
}

/** Where an open file is: EPERM for what is in no file system. */
export function locationOfFile(file: FileDescription): VirtualDentry | Errno {
  return file.location ?? EPERM
}
