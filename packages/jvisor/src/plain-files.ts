// File systems and devices of the embedder's plain objects.

import { EIO, type Errno, errnoName, O_CREAT, O_EXCL, O_WRONLY, OK, S_IFCHR } from '@jvisor/abi'
import {
  bytesIOSequence,
  encodeUtf8,
  type IOSequence,
  NOTHING,
  type Transfer,
  transfer,
} from '@jvisor/usermem'
import {
  FileDescription,
  type FileStat,
  makeDevice,
  makeNodeAt,
  NORMAL_WRITE,
  type VirtualDentry,
  type VirtualFilesystem,
} from '@jvisor/vfs'
import type { GuestMain } from './guest.ts'
import type { Machine } from './machine.ts'

/** What lies in a directory: text, bytes, programs written in JavaScript, and directories, by name. */
export interface Tree {
  readonly [name: string]: string | Uint8Array | GuestMain | Tree
}

/** A character device. What a program reads and writes passes through; errors thrown are EIO to it. */
export interface DeviceHandlers {
  /** @returns at most `length` bytes, none at the end. Default: nothing to read. */
  read?(length: number): Uint8Array
  /** All of `bytes`, which may be kept. Default: they vanish. */
  write?(bytes: Uint8Array): void
}

/** Linux leaves these major numbers to whoever wants them (Documentation/admin-guide/devices.txt). */
const LOCAL_MAJOR = 240
/** Most bytes that pass through at a time. */
const PIECE = 65536

/** Puts a tree into the file tree, at and below a directory that is there. @throws Error, one line */
export function plant(machine: Machine, path: string, tree: Tree): void {
  const { vfs } = machine.kernel
  check(vfs.makeDirectories(path), path)
  for (const [name, content] of Object.entries(tree)) {
    const at = `${path === '/' ? '' : path}/${name}`
    if (name === '' || name === '.' || name === '..' || name.includes('/'))
      throw new TypeError(`${at}: no file name`)
    if (typeof content === 'function') machine.install(at, content)
    else if (typeof content === 'string') writeNew(vfs, at, encodeUtf8(content))
    else if (content instanceof Uint8Array) writeNew(vfs, at, content)
    else plant(machine, at, content)
  }
}

function writeNew(vfs: VirtualFilesystem, path: string, content: Uint8Array): void {
  const context = { root: vfs.root, start: vfs.root }
  const file = vfs.openAt(context, path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
  if (typeof file === 'number') throw new Error(`${path}: ${errnoName(file)}`)
  const { err } = file.write(bytesIOSequence(content), NORMAL_WRITE)
  file.decRef()
  check(err, path)
}

/** Makes a device node, which programs open like any other. `minor`: below 256, another for each. @throws Error, one line */
export function addDevice(
  vfs: VirtualFilesystem,
  path: string,
  minor: number,
  handlers: DeviceHandlers,
): void {
  const device = makeDevice(LOCAL_MAJOR, minor)
  vfs.devices.register(device, (at, flags) => new PlainDevice(at, flags, handlers))
  check(vfs.makeDirectories(path.slice(0, path.lastIndexOf('/'))), path)
  check(makeNodeAt({ root: vfs.root, start: vfs.root }, path, S_IFCHR | 0o666, device), path)
}

function check(err: Errno, path: string): void {
  if (err !== OK) throw new Error(`${path}: ${errnoName(err)}`)
}

class PlainDevice extends FileDescription {
  readonly #at: VirtualDentry
  readonly #handlers: DeviceHandlers

  constructor(at: VirtualDentry, flags: number, handlers: DeviceHandlers) {
    super(flags)
    this.#at = at
    this.#handlers = handlers
  }

  override get location(): VirtualDentry {
    return this.#at
  }

  override get positional(): boolean {
    return false
  }

  override read(dst: IOSequence): Transfer {
    if (this.#handlers.read === undefined || dst.numBytes === 0) return NOTHING
    const length = Math.min(dst.numBytes, PIECE)
    let bytes: Uint8Array
    try {
      bytes = this.#handlers.read(length).subarray(0, length)
    } catch {
      return transfer(0, EIO)
    }
    return dst.copyOut(bytes)
  }

  override write(src: IOSequence): Transfer {
    for (let done = 0; done < src.numBytes; ) {
      const piece = new Uint8Array(Math.min(PIECE, src.numBytes - done))
      const { n, err } = src.dropFirst(done).copyIn(piece)
      try {
        if (n > 0) this.#handlers.write?.(piece.subarray(0, n))
      } catch {
        return transfer(done, EIO)
      }
      done += n
      if (err !== OK) return transfer(done, err)
    }
    return transfer(src.numBytes, OK)
  }

  override stat(): FileStat {
    return this.#at.inode.stat()
  }

  override mappedName(): string {
    return this.#at.path
  }
}
