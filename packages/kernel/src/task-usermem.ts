// How a task reaches user memory: its own, under its own protections (the copy* methods and the IOSequences), or
// through a copy context. Base class of Task. gVisor: pkg/sentry/kernel/task_usermem.go.

import {
  E2BIG,
  EFAULT,
  EINVAL,
  ENAMETOOLONG,
  type Errno,
  ESRCH,
  IOV_MAX,
  MAX_RW_COUNT,
  OK,
  PAGE_SIZE,
} from '@jvisor/abi'
import type { MemoryManager } from '@jvisor/mm'
import {
  type Addr,
  AddrRangeSeq,
  addLength,
  type CopiedString,
  type CopyContext,
  copyStringIn,
  INVALID_ADDR,
  type IOOpts,
  IOSequence,
  IovecArray,
  NORMAL_IO,
  setIovec,
  type Transfer,
  transfer,
} from '@jvisor/usermem'

import { type Injection, tamperedRanges } from './injection.ts'

/** Bytes of a struct iovec, and of a pointer, in memory. */
const IOVEC_SIZE = 16
const POINTER_SIZE = 8
const HIGH = 2 ** 32

const NO_IOVECS = new IovecArray()
// An iovec array on its way in. Copying in never waits, so one is enough for all tasks.
const iovecBytes = new Uint8Array(IOV_MAX * IOVEC_SIZE)
const iovecWords = new Int32Array(iovecBytes.buffer)
// The part of it for as many as came last: programs use the same counts again and again, and a view costs 30 ns.
let iovecView = iovecBytes
const iovecLength = new Uint8Array(IOVEC_SIZE / 2)

/**
 * Reads the length of the iovec at `addr`, as Linux does before it reads the base: a look can make a stack grow, and
 * what cannot be read must not have made the base's page resident.
 */
function lookAtLength(mm: MemoryManager, addr: Addr): Errno {
  const length = addLength(addr, IOVEC_SIZE / 2)
  return length === undefined ? EFAULT : mm.copyIn(length, iovecLength).err
}

/**
 * Reads `count` iovecs into {@link iovecWords}. Negative lengths (EINVAL) in the order of the array up to a fault
 * (EFAULT); EINVAL also for a negative count or one above IOV_MAX. What lies behind a negative length, from the next page
 * on, is not touched. @see copy_iovec_from_user
 */
function loadIovecs(mm: MemoryManager, addr: Addr, count: number): Errno {
  if (count < 0 || count > IOV_MAX) return EINVAL
  if (iovecView.length !== count * IOVEC_SIZE) iovecView = iovecBytes.subarray(0, count * IOVEC_SIZE)
  if ((addr & (PAGE_SIZE - 1)) > PAGE_SIZE - IOVEC_SIZE) {
    const err = lookAtLength(mm, addr)
    if (err !== OK) return err
  }
  for (let loaded = 0, checked = 0; loaded < iovecView.length; ) {
    const from = addLength(addr, loaded)
    if (from === undefined) return EFAULT
    const end = Math.min(iovecView.length, loaded + PAGE_SIZE - (from & (PAGE_SIZE - 1)))
    const isAll = loaded === 0 && end === iovecView.length
    const { n, err } = mm.copyIn(from, isAll ? iovecView : iovecView.subarray(loaded, end))
    loaded += n
    for (; (checked + 1) * IOVEC_SIZE <= loaded; checked++) if (iovecWords[checked * 4 + 3] < 0) return EINVAL
    if (err !== OK) {
      const next = addLength(addr, checked * IOVEC_SIZE)
      if (next !== undefined) lookAtLength(mm, next)
      return err
    }
  }
  return OK
}

/** Of the iovecs that were loaded, where one begins, and its length. */
function iovecStart(i: number): Addr {
  return wordsToAddr(iovecWords[i * 4], iovecWords[i * 4 + 1])
}

function iovecLengthAt(i: number): number {
  return iovecWords[i * 4 + 3] * HIGH + (iovecWords[i * 4 + 2] >>> 0)
}

export abstract class TaskUsermem implements CopyContext {
  /** The task's address space; undefined once the task has exited. */
  abstract readonly memoryManager: MemoryManager | undefined
  /** What is done to the system call that is made, if anything is. */
  injection: Injection | undefined

  #scratch = new Uint8Array(256)
  // The iovecs of the call that is made: imported by generated code, or one by one.
  #imported = NO_IOVECS
  #checked = NO_IOVECS

  /** Copies all of `src` to `addr`. @see IO.copyOut */
  copyOut(addr: Addr, src: Uint8Array): Transfer {
    return this.memoryManager?.copyOut(addr, src) ?? transfer(0, ESRCH)
  }

  /** Fills `dst` from `addr`. @see IO.copyIn */
  copyIn(addr: Addr, dst: Uint8Array): Transfer {
    return this.memoryManager?.copyIn(addr, dst) ?? transfer(0, ESRCH)
  }

  // CopyContext: what usermem's copyStructIn and copyStructOut work through.

  copyOutBytes(addr: Addr, src: Uint8Array): Transfer {
    return this.copyOut(addr, src)
  }

  copyInBytes(addr: Addr, dst: Uint8Array): Transfer {
    return this.copyIn(addr, dst)
  }

  /** `size` bytes to work with until the next call of this method; what is in them is undefined. */
  copyScratchBuffer(size: number): Uint8Array {
    if (size > this.#scratch.length) this.#scratch = new Uint8Array(Math.max(size, 2 * this.#scratch.length))
    return this.#scratch.subarray(0, size)
  }

  /**
   * Copies a NUL-terminated string of at most `maxLength` bytes, NUL included. No page past the NUL is touched.
   * ENAMETOOLONG (with the first `maxLength` bytes) if there is no NUL among them; EFAULT if a fault comes before it.
   */
  copyInString(addr: Addr, maxLength: number): CopiedString {
    const mm = this.memoryManager
    if (mm === undefined) return { bytes: new Uint8Array(0), err: ESRCH }
    return copyStringIn(mm, addr, maxLength)
  }

  /**
   * The pointers of a vector that ends in NULL, as argv and envp of execve(2) are; a null `addr` is an empty one.
   * E2BIG: there are more than `most`; EFAULT: one cannot be read. (Linux goes on counting until one of 2^31.)
   */
  copyInPointers(addr: Addr, most: number): Addr[] | Errno {
    const pointers: Addr[] = []
    if (addr === 0) return pointers
    const words = new Int32Array(2)
    const bytes = new Uint8Array(words.buffer)
    for (let at: Addr | undefined = addr; at !== undefined; at = addLength(at, POINTER_SIZE)) {
      const { err } = this.copyIn(at, bytes)
      if (err !== OK) return err
      if (words[0] === 0 && words[1] === 0) return pointers
      if (pointers.length === most) return E2BIG
      pointers.push(wordsToAddr(words[0], words[1]))
    }
    return EFAULT
  }

  /**
   * The strings at these addresses, without their NULs. They are read last to first, and the first that cannot be had
   * decides: EFAULT; E2BIG: it has more than `maxElement` bytes, or with it there are more than `room` in all; NULs
   * count. @see copy_strings (Linux 6.18 fs/exec.c)
   */
  copyInStrings(pointers: readonly Addr[], maxElement: number, room: number): Uint8Array[] | Errno {
    const strings: Uint8Array[] = new Array(pointers.length)
    let left = room
    for (let i = pointers.length - 1; i >= 0; i--) {
      const { bytes, err } = this.copyInString(pointers[i], maxElement)
      if (err !== OK) return err === ENAMETOOLONG ? E2BIG : err
      left -= bytes.length + 1
      if (left < 0) return E2BIG
      strings[i] = bytes
    }
    return strings
  }

  /**
   * Copies in `count` iovecs and checks them as Linux does: negative lengths (EINVAL) in the order of the array up
   * to a fault (EFAULT), then every segment against the address range (EFAULT), and cuts the total to MAX_RW_COUNT.
   * EINVAL also for a negative count or one above IOV_MAX. The sequence is valid until this task's next call.
   * @see import_iovec in Linux lib/iov_iter.c
   */
  copyInIovecs(addr: Addr, count: number): AddrRangeSeq | Errno {
    if (count === 0) return AddrRangeSeq.EMPTY
    const mm = this.memoryManager
    if (mm === undefined) return ESRCH
    if (count === 1) {
      const range = mm.importIovec(addr)
      if (range !== undefined) return range
    } else if (count > 0 && count <= IOV_MAX) {
      if (this.#imported === NO_IOVECS) this.#imported = new IovecArray()
      const numBytes = mm.importIovecs(addr, count, this.#imported)
      if (numBytes >= 0) return AddrRangeSeq.ofCheckedIovecs(this.#imported, count, numBytes)
    }
    const err = loadIovecs(mm, addr, count)
    if (err !== OK) return err
    if (count === 1) return this.#oneIovec(mm)
    return this.#manyIovecs(mm, count)
  }

  /** Copies in `count` iovecs of another address space, which are checked no further than their lengths. EINVAL, EFAULT. */
  copyInForeignIovecs(addr: Addr, count: number): { start: Addr; length: number }[] | Errno {
    if (count === 0) return []
    const mm = this.memoryManager
    if (mm === undefined) return ESRCH
    const err = loadIovecs(mm, addr, count)
    if (err !== OK) return err
    return Array.from({ length: count }, (_, i) => ({ start: iovecStart(i), length: iovecLengthAt(i) }))
  }

  /** A single segment is cut first and checked then (Linux import_ubuf). */
  #oneIovec(mm: MemoryManager): AddrRangeSeq | Errno {
    const start = iovecStart(0)
    const length = Math.min(iovecLengthAt(0), MAX_RW_COUNT)
    return mm.checkRange(start, length) ? AddrRangeSeq.ofOne(start, length) : EFAULT
  }

  #manyIovecs(mm: MemoryManager, count: number): AddrRangeSeq | Errno {
    if (this.#checked === NO_IOVECS) this.#checked = new IovecArray()
    const checked = this.#checked.own(count)
    let room = MAX_RW_COUNT
    for (let i = 0; i < count; i++) {
      const start = iovecStart(i)
      const length = iovecLengthAt(i)
      if (!mm.checkRange(start, length)) return EFAULT
      const cut = Math.min(length, room)
      setIovec(checked, i, start, cut)
      room -= cut
    }
    return AddrRangeSeq.ofCheckedIovecs(this.#checked, count, MAX_RW_COUNT - room)
  }

  /** Writes the ranges out as an iovec array at `addr`: as {@link copyInIovecs}, the other way. */
  copyOutIovecs(addr: Addr, ranges: AddrRangeSeq): Transfer {
    const mm = this.memoryManager
    if (mm === undefined) return transfer(0, ESRCH)
    let done = 0
    let at: Addr | undefined = addr
    let i = 0
    const ends = [...ranges]
    while (i < ends.length) {
      const batch = Math.min(ends.length - i, IOV_MAX)
      if (at === undefined) return transfer(done, EFAULT)
      for (let k = 0; k < batch; k++) {
        const { start, end } = ends[i + k]
        setIovec(iovecWords, k, start, end - start)
      }
      const { n, err } = mm.copyOut(at, iovecBytes.subarray(0, batch * IOVEC_SIZE))
      done += n
      if (err !== OK) return transfer(done, err)
      i += batch
      at = addLength(at, batch * IOVEC_SIZE)
    }
    return transfer(done, OK)
  }

  /**
   * The user memory of a plain read or write: EFAULT if the range, of any length, leaves the application's part
   * (a negative length, which is one of 2^63 and more, does); then cut to MAX_RW_COUNT.
   */
  singleIOSequence(addr: Addr, length: number, opts: IOOpts = NORMAL_IO): IOSequence | Errno {
    const mm = this.memoryManager
    if (mm === undefined) return ESRCH
    if (length < 0 || !mm.checkRange(addr, length)) return EFAULT
    return this.#sequence(mm, AddrRangeSeq.ofOne(addr, Math.min(length, MAX_RW_COUNT)), opts)
  }

  /** The user memory of a readv or writev. @see copyInIovecs for the errors */
  iovecsIOSequence(addr: Addr, count: number, opts: IOOpts = NORMAL_IO): IOSequence | Errno {
    const ranges = this.copyInIovecs(addr, count)
    if (typeof ranges === 'number') return ranges
    const mm = this.memoryManager
    return mm === undefined ? ESRCH : this.#sequence(mm, ranges, opts)
  }

  #sequence(mm: MemoryManager, ranges: AddrRangeSeq, opts: IOOpts): IOSequence {
    const { injection } = this
    return new IOSequence(mm, injection === undefined ? ranges : tamperedRanges(ranges, injection), opts)
  }

  /**
   * A copy context on this task's memory for another task or for the kernel, which stays right when the task exits
   * meanwhile: ESRCH once the task is gone, EFAULT if only its memory is.
   */
  copyContext(opts: IOOpts = NORMAL_IO): CopyContext {
    return new TaskCopyContext(this, opts)
  }

  /** As {@link copyContext}, but with the scratch buffer of the task itself: for the running task, with other `opts`. */
  ownCopyContext(opts: IOOpts): CopyContext {
    return new OwnCopyContext(this, opts)
  }
}

class TaskCopyContext implements CopyContext {
  readonly #task: TaskUsermem
  readonly #opts: IOOpts
  #scratch: Uint8Array | undefined

  constructor(task: TaskUsermem, opts: IOOpts) {
    this.#task = task
    this.#opts = opts
  }

  copyScratchBuffer(size: number): Uint8Array {
    if (this.#scratch === undefined || this.#scratch.length < size) {
      this.#scratch = new Uint8Array(Math.max(size, PAGE_SIZE / 16))
    }
    return this.#scratch.subarray(0, size)
  }

  copyInBytes(addr: Addr, dst: Uint8Array): Transfer {
    return this.#with((mm) => mm.copyIn(addr, dst, this.#opts))
  }

  copyOutBytes(addr: Addr, src: Uint8Array): Transfer {
    return this.#with((mm) => mm.copyOut(addr, src, this.#opts))
  }

  #with(copy: (mm: MemoryManager) => Transfer): Transfer {
    const mm = this.#task.memoryManager
    if (mm === undefined) return transfer(0, ESRCH)
    if (!mm.incUsers()) return transfer(0, EFAULT)
    const result = copy(mm)
    mm.decUsers()
    return result
  }
}

class OwnCopyContext implements CopyContext {
  readonly #task: TaskUsermem
  readonly #opts: IOOpts

  constructor(task: TaskUsermem, opts: IOOpts) {
    this.#task = task
    this.#opts = opts
  }

  copyScratchBuffer(size: number): Uint8Array {
    return this.#task.copyScratchBuffer(size)
  }

  copyInBytes(addr: Addr, dst: Uint8Array): Transfer {
    return this.#task.memoryManager?.copyIn(addr, dst, this.#opts) ?? transfer(0, ESRCH)
  }

  copyOutBytes(addr: Addr, src: Uint8Array): Transfer {
    return this.#task.memoryManager?.copyOut(addr, src, this.#opts) ?? transfer(0, ESRCH)
  }
}

/** The pointer whose halves these are. */
function wordsToAddr(lo: number, hi: number): Addr {
  return hi >= 0 && hi < 0x200000 ? ((hi * HIGH + (lo >>> 0)) as Addr) : INVALID_ADDR
}
