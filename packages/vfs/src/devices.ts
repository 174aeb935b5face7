// The memory devices: null, zero, full, random, urandom. gVisor: pkg/sentry/devices/memdev. Linux: drivers/char/mem.c,
// random.c; null(4), full(4), random(4).

import { EINVAL, ENOSPC, type Errno, OK } from '@jvisor/abi'
import type { MmapOpts } from '@jvisor/memmap'
import {
  type AccessType,
  type BlockReader,
  type IOSequence,
  NOTHING,
  type Transfer,
  transfer,
  WRITE,
  zeroSeq,
} from '@jvisor/usermem'
import { type DeviceRegistry, makeDevice } from './device-registry.ts'
import { FileDescription, type FileStat } from './file-description.ts'
import type { Random } from './host.ts'
import type { PipeRing } from './pipe-ring.ts'
import type { Shm } from './shm.ts'
import { copySplice } from './splice-copy.ts'
import type { VirtualDentry } from './virtual-dentry.ts'
import { EVENT_IN } from './waiter.ts'
import type { WriteOpts } from './write-opts.ts'

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
  host: { readonly random: Random; readonly shm: Shm },
): void {
  registry.register(DEV_NULL, (at, flags) => new NullDevice(at, flags))
  registry.register(DEV_ZERO, (at, flags) => new ZeroDevice(at, flags, host))
  registry.register(DEV_FULL, (at, flags) => new FullDevice(at, flags))
  registry.register(DEV_RANDOM, (at, flags) => new RandomDevice(at, flags, host.random))
  registry.register(DEV_URANDOM, (at, flags) => new UrandomDevice(at, flags, host.random))
}

/** What the memory devices have in common: no offset, and nothing to wait for. */
abstract class MemoryDevice extends FileDescription {
  readonly #at: VirtualDentry

  constructor(at: VirtualDentry, flags: number) {
    super(flags)
    this.#at = at
  }

  override get location(): VirtualDentry {
    return this.#at
  }

  override get supportsNowait(): boolean {
    return true
  }

  override get hasOffset(): boolean {
    return false
  }

  override get acceptsSplice(): boolean {
    return true
  }

  override spliceTo(ring: PipeRing, offset: number, length: number): Transfer {
    return copySplice(this, ring, offset, length)
  }

  override pread(dst: IOSequence, _offset: number): Transfer {
    return this.read(dst)
  }

  override pwrite(src: IOSequence, _offset: number, opts: WriteOpts): Transfer {
    return this.write(src, opts)
  }

  override seek(): number {
    return 0
  }

  override stat(): FileStat {
    return this.#at.inode.stat()
  }

  override sync(): Errno {
    return EINVAL
  }

  override mappedName(): string {
    return this.#at.path
  }
}

/** Nothing to read, and what is written vanishes. */
class NullDevice extends MemoryDevice {
  override read(): Transfer {
    return NOTHING
  }

  override spliceTo(): Transfer {
    return transfer(0, EINVAL)
  }

  override write(src: IOSequence): Transfer {
    return transfer(src.numBytes, OK) // the buffer is not looked at
  }
}

/** As many zeros as anybody wants. */
const ZEROS: BlockReader = { readToBlocks: (dst) => transfer(zeroSeq(dst), OK) }

/** One range is quicker without a sequence of blocks (64 B: 200 against 280 ns). */
function readZeros(dst: IOSequence): Transfer {
  return dst.addrs.count === 1 ? dst.zeroOut(dst.numBytes) : dst.copyOutFrom(ZEROS)
}

/** Zeros, to read and to map; what is written vanishes. */
class ZeroDevice extends MemoryDevice {
  readonly #host: { readonly shm: Shm }

  constructor(at: VirtualDentry, flags: number, host: { readonly shm: Shm }) {
    super(at, flags)
    this.#host = host
  }

  override read(dst: IOSequence): Transfer {
    return readZeros(dst)
  }

  override write(src: IOSequence): Transfer {
    return transfer(src.numBytes, OK) // the buffer is not looked at
  }

  /**
   * A private mapping is anonymous memory that keeps the name, and so is a shared one that can never be written
   * (mmap_zero, mm/mmap.c do_mmap). Any other shared mapping is an object of its own, which fork shares; it is as long as the
   * mapping, whose offset counts in it all the same, so that the end of a mapping at an offset cannot be touched.
   */
  override configureMmap(opts: MmapOpts): Errno {
    if (!opts.private && this.writable) {
      this.#host.shm.configureAnonymous(opts)
      return OK
    }
    opts.mappingIdentity = this
    if (!opts.private) {
      opts.private = true
      opts.maxPerms = (opts.maxPerms & ~WRITE) as AccessType
    }
    return OK
  }
}

/** Zeros to read, and no room. It is ENOSPC for a write of nothing too; a vector of nothing never comes here. */
class FullDevice extends MemoryDevice {
  override get acceptsSplice(): boolean {
    return false
  }

  override get supportsNowait(): boolean {
    return false
  }

  override acceptsRwfFlags(write: boolean): boolean {
    return !write
  }

  override read(dst: IOSequence): Transfer {
    return readZeros(dst)
  }

  override write(): Transfer {
    return transfer(0, ENOSPC)
  }
}

/** Bytes that pass through the sentry's own memory at a time. */
const SLICE = 4096

/** Random bytes; what is written is read, as if to be mixed in, so that it can fault. */
class UrandomDevice extends MemoryDevice {
  readonly #random: Random
  readonly #slice = new Uint8Array(SLICE)

  constructor(at: VirtualDentry, flags: number, random: Random) {
    super(at, flags)
    this.#random = random
  }

  override get supportsAsync(): boolean {
    return true
  }

  override get unknownIoctl(): Errno {
    return EINVAL
  }

  override read(dst: IOSequence): Transfer {
    for (let done = 0; done < dst.numBytes; ) {
      const part = this.#slice.subarray(0, dst.numBytes - done)
      this.#random.fill(part)
      const { n, err } = dst.dropFirst(done).copyOut(part)
      done += n
      if (err !== OK) return transfer(done, err)
    }
    return transfer(dst.numBytes, OK)
  }

  override write(src: IOSequence): Transfer {
    for (let done = 0; done < src.numBytes; ) {
      const { n, err } = src.dropFirst(done).copyIn(this.#slice)
      done += n
      if (err !== OK) return transfer(done, err)
    }
    return transfer(src.numBytes, OK)
  }
}

/** The same, but for poll(2): it has room for more randomness only while it has none (random_poll). */
class RandomDevice extends UrandomDevice {
  override get pollable(): boolean {
    return true
  }

  override readiness(mask: number): number {
    return mask & EVENT_IN
  }
}
