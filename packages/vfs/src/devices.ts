// The memory devices: null, zero, full, random, urandom. gVisor: pkg/sentry/devices/memdev. Linux: drivers/char/mem.c,
// random.c; null(4), full(4), random(4).

import { ENODEV, ENOSPC, type Errno, OK } from '@jvisor/abi'
import type { MemoryFile, MmapOpts } from '@jvisor/memmap'
import { type IOSequence, NOTHING, roundUpLength, type Transfer, transfer } from '@jvisor/usermem'
import { SharedAnonymous } from './anon-shared.ts'
import { type DeviceRegistry, makeDevice } from './device-registry.ts'
import { FileDescription, type FileStat, type WriteOpts } from './file-description.ts'
import type { Random } from './host.ts'
import type { Inode } from './inode.ts'

/** Major number of the memory devices. */
const MEM = 1
export const DEV_NULL = makeDevice(MEM, 3)
export const DEV_ZERO = makeDevice(MEM, 5)
export const DEV_FULL = makeDevice(MEM, 7)
export const DEV_RANDOM = makeDevice(MEM, 8)
export const DEV_URANDOM = makeDevice(MEM, 9)

/** Puts the memory devices into a registry. */
export function registerDevices(
  registry: DeviceRegistry,
  host: { memoryFile: MemoryFile; random: Random },
): void {
  registry.register(DEV_NULL, (inode, flags) => new NullDevice(inode, flags))
  registry.register(DEV_ZERO, (inode, flags) => new ZeroDevice(inode, flags, host.memoryFile))
  registry.register(DEV_FULL, (inode, flags) => new FullDevice(inode, flags, host.memoryFile))
  for (const device of [DEV_RANDOM, DEV_URANDOM]) {
    registry.register(device, (inode, flags) => new RandomDevice(inode, flags, host.random))
  }
}

/** What the memory devices have in common: no offset to speak of, and writes that vanish. */
abstract class MemoryDevice extends FileDescription {
  readonly #inode: Inode

  constructor(inode: Inode, flags: number) {
    super(flags)
    this.#inode = inode
  }

  override get supportsNowait(): boolean {
    return true
  }

  override pread(dst: IOSequence, _offset: number): Transfer {
    return this.read(dst)
  }

  override write(src: IOSequence, _opts: WriteOpts): Transfer {
    return transfer(src.numBytes, OK) // the buffer is not looked at
  }

  override pwrite(src: IOSequence, _offset: number, opts: WriteOpts): Transfer {
    return this.write(src, opts)
  }

  override seek(): number {
    return 0
  }

  override stat(): FileStat {
    return this.#inode.stat()
  }

  override mappedName(): string {
    return '/dev/zero'
  }
}

class NullDevice extends MemoryDevice {
  override read(): Transfer {
    return NOTHING
  }

  override mappedName(): string {
    return '/dev/null'
  }
}

class ZeroDevice extends MemoryDevice {
  readonly #memoryFile: MemoryFile

  constructor(inode: Inode, flags: number, memoryFile: MemoryFile) {
    super(inode, flags)
    this.#memoryFile = memoryFile
  }

  override read(dst: IOSequence): Transfer {
    return dst.zeroOut(dst.numBytes)
  }

  override configureMmap(opts: MmapOpts): Errno {
    if (!opts.private) {
      opts.mappable = new SharedAnonymous(this.#memoryFile, roundUpLength(opts.length))
      opts.offset = 0
    }
    return OK
  }
}

class FullDevice extends ZeroDevice {
  override get supportsNowait(): boolean {
    return false
  }

  override acceptsRwfFlags(write: boolean): boolean {
    return !write
  }

  override write(): Transfer {
    return transfer(0, ENOSPC)
  }

  override configureMmap(): Errno {
    return ENODEV
  }

  override mappedName(): string {
    return '/dev/full'
  }
}

/** Random bytes, made this many at a time. */
const SLICE = 4096

class RandomDevice extends MemoryDevice {
  readonly #random: Random

  constructor(inode: Inode, flags: number, random: Random) {
    super(inode, flags)
    this.#random = random
  }

  override read(dst: IOSequence): Transfer {
    const bytes = new Uint8Array(Math.min(SLICE, dst.numBytes))
    let done = 0
    while (done < dst.numBytes) {
      const part = bytes.subarray(0, dst.numBytes - done)
      this.#random.fill(part)
      const { n, err } = dst.dropFirst(done).copyOut(part)
      done += n
      if (err !== OK) return transfer(done, err)
    }
    return transfer(done, OK)
  }

  override mappedName(): string {
    return '/dev/urandom'
  }
}
