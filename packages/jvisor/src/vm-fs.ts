// VmFs: the guest's files, for the embedder, in the shape of node:fs/promises. Every path is absolute, and everything is
// done as root. What fails rejects with an FsError. gVisor has no counterpart; the vfs package does the work.

import {
  EEXIST,
  EINVAL,
  EISDIR,
  ENOENT,
  type Errno,
  O_APPEND,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  OK,
  WOULD_BLOCK,
} from '@jvisor/abi'
import { bytesIOSequence, encodeUtf8 } from '@jvisor/usermem'
import {
  Credentials,
  changeMode,
  changeOwner,
  changeTimes,
  EVENT_IN,
  EVENT_OUT,
  type FileDescription,
  linkAt,
  makeDirectoryAt,
  makeSymlinkAt,
  NORMAL_WRITE,
  type PathContext,
  removeDirectoryAt,
  renameAt,
  truncateAt,
  unlinkAt,
  type VirtualDentry,
  type VirtualFilesystem,
  WaitEntry,
  walkPath,
} from '@jvisor/vfs'
import { FsError } from './fs-error.ts'
import { VmDirent, VmStats } from './vm-stats.ts'

/** Bytes of a file that are read at a time. */
const PIECE = 1 << 20
const ROOT = Credentials.ROOT

export interface WriteFileOptions {
  /** Permissions of a file that is made; default 0o644. */
  readonly mode?: number
  /** 'w' replaces what is there, 'wx' refuses to, 'a' appends; default 'w'. */
  readonly flag?: 'w' | 'wx' | 'a'
}

const WRITE_FLAGS = {
  w: O_WRONLY | O_CREAT | O_TRUNC,
  wx: O_WRONLY | O_CREAT | O_EXCL,
  a: O_WRONLY | O_CREAT | O_APPEND,
}

export class VmFs {
  readonly #vfs: VirtualFilesystem

  constructor(vfs: VirtualFilesystem) {
    this.#vfs = vfs
  }

  /** All bytes of a file, or its text with 'utf8'. A FIFO is read to its end, which may take a while. */
  async readFile(path: string): Promise<Uint8Array>
  async readFile(path: string, encoding: 'utf8'): Promise<string>
  async readFile(path: string, encoding?: 'utf8'): Promise<Uint8Array | string> {
    const file = await this.#open(path, O_RDONLY, 0)
    try {
      const bytes = await readAll(file, path)
      return encoding === 'utf8' ? new TextDecoder().decode(bytes) : bytes
    } finally {
      file.decRef()
    }
  }

  /** Makes a file of these bytes, or of a text's UTF-8. */
  async writeFile(path: string, data: Uint8Array | string, options: WriteFileOptions = {}): Promise<void> {
    const { mode = 0o644, flag = 'w' } = options
    const file = await this.#open(path, WRITE_FLAGS[flag], mode)
    try {
      await writeAll(file, typeof data === 'string' ? encodeUtf8(data) : data, path, flag === 'a')
    } finally {
      file.decRef()
    }
  }

  async appendFile(path: string, data: Uint8Array | string): Promise<void> {
    return this.writeFile(path, data, { flag: 'a' })
  }

  /** The names in a directory, sorted. */
  async readdir(path: string): Promise<string[]>
  async readdir(path: string, options: { readonly withFileTypes: true }): Promise<VmDirent[]>
  async readdir(path: string, options: { readonly withFileTypes?: boolean } = {}): Promise<unknown> {
    const entries = this.#list(path)
    return options.withFileTypes === true ? entries : entries.map(({ name }) => name)
  }

  /** With `recursive` those above it are made as well, and it may be there already. */
  async mkdir(
    path: string,
    options: { readonly recursive?: boolean; readonly mode?: number } = {},
  ): Promise<void> {
    const { recursive = false, mode = 0o777 } = options
    const names = path.split('/').filter((name) => name !== '')
    const above = recursive ? names.slice(0, -1).map((_, i) => `/${names.slice(0, i + 1).join('/')}`) : []
    for (const directory of [...above, path]) {
      const err = makeDirectoryAt(this.#at(path, 'mkdir'), directory, mode)
      if (err === EEXIST && recursive && this.#find(directory, true, 'mkdir').inode.isDirectory) continue
      check(err, 'mkdir', path)
    }
  }

  /** Removes a file; with `recursive` a directory and all that is in it. `force`: it need not be there. */
  async rm(
    path: string,
    options: { readonly recursive?: boolean; readonly force?: boolean } = {},
  ): Promise<void> {
    const found = walkPath(this.#at(path, 'rm'), path, false)
    if (found === ENOENT && options.force === true) return
    if (typeof found === 'number') throw new FsError(found, 'rm', path)
    if (found.inode.isDirectory && options.recursive !== true) throw new FsError(EISDIR, 'rm', path)
    this.#remove(path, found.inode.isDirectory)
  }

  #remove(path: string, isDirectory: boolean): void {
    const at = this.#at(path, 'rm')
    if (isDirectory) {
      for (const entry of this.#list(path)) this.#remove(`${path}/${entry.name}`, entry.isDirectory())
    }
    check(isDirectory ? removeDirectoryAt(at, path) : unlinkAt(at, path), 'rm', path)
  }

  async rmdir(path: string): Promise<void> {
    check(removeDirectoryAt(this.#at(path, 'rmdir'), path), 'rmdir', path)
  }

  async unlink(path: string): Promise<void> {
    check(unlinkAt(this.#at(path, 'unlink'), path), 'unlink', path)
  }

  async rename(from: string, to: string): Promise<void> {
    check(renameAt(this.#at(from, 'rename'), from, this.#at(to, 'rename'), to, 0), 'rename', from)
  }

  async symlink(target: string, path: string): Promise<void> {
    check(makeSymlinkAt(this.#at(path, 'symlink'), path, target), 'symlink', path)
  }

  async readlink(path: string): Promise<string> {
    const target = this.#find(path, false, 'readlink').inode.readlink()
    if (typeof target === 'number') throw new FsError(target, 'readlink', path)
    return target
  }

  /** Another name for a file. */
  async link(existing: string, path: string): Promise<void> {
    check(linkAt(this.#at(path, 'link'), path, this.#find(existing, false, 'link')), 'link', path)
  }

  async realpath(path: string): Promise<string> {
    return this.#find(path, true, 'realpath').path
  }

  async stat(path: string): Promise<VmStats> {
    return new VmStats(this.#find(path, true, 'stat').inode.stat())
  }

  /** Of a symbolic link itself. */
  async lstat(path: string): Promise<VmStats> {
    return new VmStats(this.#find(path, false, 'lstat').inode.stat())
  }

  /** Resolves if the file is there. */
  async access(path: string): Promise<void> {
    this.#find(path, true, 'access')
  }

  async chmod(path: string, mode: number): Promise<void> {
    check(changeMode(ROOT, this.#find(path, true, 'chmod'), mode), 'chmod', path)
  }

  async chown(path: string, uid: number, gid: number): Promise<void> {
    check(changeOwner(ROOT, this.#find(path, true, 'chown'), uid, gid), 'chown', path)
  }

  /** `length` in bytes. */
  async truncate(path: string, length = 0): Promise<void> {
    check(truncateAt(ROOT, this.#find(path, true, 'truncate'), length, Infinity), 'truncate', path)
  }

  /** Access and modification times: Dates, or seconds since 1970. */
  async utimes(path: string, atime: Date | number, mtime: Date | number): Promise<void> {
    const err = changeTimes(ROOT, this.#find(path, true, 'utimes'), timeOf(atime), timeOf(mtime))
    check(err, 'utimes', path)
  }

  /** Paths are absolute: there is nothing that they could be relative to. */
  #at(path: string, syscall: string): PathContext {
    if (!path.startsWith('/')) throw new FsError(path === '' ? ENOENT : EINVAL, syscall, path)
    return { root: this.#vfs.root, start: this.#vfs.root }
  }

  #find(path: string, follow: boolean, syscall: string): VirtualDentry {
    const found = walkPath(this.#at(path, syscall), path, follow)
    if (typeof found === 'number') throw new FsError(found, syscall, path)
    return found
  }

  async #open(path: string, flags: number, permissions: number): Promise<FileDescription> {
    const file = this.#vfs.openAt(this.#at(path, 'open'), path, flags, permissions)
    if (typeof file === 'number') throw new FsError(file, 'open', path)
    while (file.awaitsPartner) await notified(file, EVENT_IN | EVENT_OUT)
    return file
  }

  #list(path: string): VmDirent[] {
    const entries = this.#find(path, true, 'scandir').inode.entries()
    if (typeof entries === 'number') throw new FsError(entries, 'scandir', path)
    const list: VmDirent[] = []
    for (let entry = entries.at(2); entry !== undefined; entry = entries.after(entry)) {
      list.push(new VmDirent(entry.name, path, entry.type))
    }
    return list.sort((a, b) => (a.name < b.name ? -1 : 1))
  }
}

function check(err: Errno, syscall: string, path: string): void {
  if (err !== OK) throw new FsError(err, syscall, path)
}

function timeOf(time: Date | number) {
  const ms = typeof time === 'number' ? time * 1000 : time.getTime()
  const sec = Math.floor(ms / 1000)
  return { sec, nsec: Math.min(999_999_999, Math.round((ms - sec * 1000) * 1e6)) }
}

/** Waits until something happens to the file that makes a look worthwhile. */
function notified(file: FileDescription, events: number): Promise<void> {
  return new Promise((resolve) => {
    const entry = new WaitEntry(events, () => {
      file.eventUnregister(entry)
      resolve()
    })
    file.eventRegister(entry)
  })
}

async function readAll(file: FileDescription, path: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  const size = file.stat().size
  let length = 0
  for (;;) {
    const piece = new Uint8Array(length < size ? Math.min(PIECE, size - length) : PIECE)
    const { n, err } = file.read(bytesIOSequence(piece))
    if (n === 0 && err === WOULD_BLOCK) {
      await notified(file, EVENT_IN)
      continue
    }
    if (n === 0 && err !== OK) throw new FsError(err, 'read', path)
    if (n === 0) break
    pieces.push(piece.subarray(0, n))
    length += n
  }
  const all = new Uint8Array(length)
  pieces.reduce((at, piece) => {
    all.set(piece, at)
    return at + piece.length
  }, 0)
  return all
}

async function writeAll(
  file: FileDescription,
  data: Uint8Array,
  path: string,
  append: boolean,
): Promise<void> {
  for (let done = 0; done < data.length; ) {
    const { n, err } = file.write(bytesIOSequence(data.subarray(done)), { ...NORMAL_WRITE, append })
    done += n
    if (n === 0 && err === WOULD_BLOCK) await notified(file, EVENT_OUT)
    else if (n === 0 && err !== OK) throw new FsError(err, 'write', path)
  }
}
