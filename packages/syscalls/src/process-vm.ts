// process_vm_readv, process_vm_writev: copying between the memory of two processes, DESIGN's second door.
// gVisor: pkg/sentry/syscalls/linux/sys_process_vm.go. Linux: mm/process_vm_access.c.

import { EFAULT, EINVAL, EPERM, type Errno, ESRCH, OK, PAGE_SIZE } from '@jvisor/abi'
import { mayAccessTask, type SyscallArgs, type SyscallResult, type Task } from '@jvisor/kernel'
import type { MemoryManager } from '@jvisor/mm'
import { type Addr, type IOSequence, READ, WRITE } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { int, ulong } from './strace/decoders.ts'

function process_vm_readv(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  return processVm(t, a, false)
}

function process_vm_writev(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  return processVm(t, a, true)
}

/** What is wrong with the process is found out only if there is something to move, on both sides. */
function processVm(t: Task, a: SyscallArgs, write: boolean): SyscallResult | Promise<SyscallResult> {
  if (a.bigint(5) !== 0n) return -EINVAL
  const local = t.iovecsIOSequence(a.pointer(1), a.int(2))
  if (typeof local === 'number') return -local
  if (local.numBytes === 0) return 0
  const remote = t.copyInForeignIovecs(a.pointer(3), a.long(4))
  if (typeof remote === 'number') return -remote
  if (remote.every(({ length }) => length === 0)) return 0
  const mm = memoryOf(t, a.int(0))
  if (typeof mm === 'number') return -mm
  const transfer = new Transfer(mm, local, remote, write)
  return transfer.advance(SLICE) ? transfer.result : inSlices(t, mm, transfer)
}

/** Bytes that move without a pause: about 10 ms of copying. */
const SLICE = 32 << 20

/** Pages of the other process that are held at the same time (PVM_MAX_KMALLOC_PAGES). */
const PAGES_AT_A_TIME = 1024

/** Lets the host have a turn in between; the memory stays meanwhile. */
async function inSlices(t: Task, mm: MemoryManager, transfer: Transfer): Promise<SyscallResult> {
  mm.incUsers()
  do await t.kernel.yieldToHost()
  while (!t.fatalSignalPending && !transfer.advance(SLICE))
  mm.decUsers()
  return transfer.result
}

/** ESRCH; EPERM if the caller may not. */
function memoryOf(t: Task, pid: number): MemoryManager | Errno {
  const target = t.kernel.tasks.get(pid)
  const mm = target?.memoryManager
  if (target === undefined || mm === undefined) return ESRCH
  return mayAccessTask(t, target, 'realcreds') ? mm : EPERM
}

/** A page on its way. Copying never waits, so one is enough for all. */
const page = new Uint8Array(PAGE_SIZE)

/** A range of the other process's memory. */
interface Segment {
  readonly start: Addr
  readonly length: number
}

class Transfer {
  readonly #remote: MemoryManager
  readonly #local: IOSequence
  readonly #segments: readonly Segment[]
  readonly #write: boolean
  #done = 0
  // The segment that comes next, and the bytes of it that are behind.
  #index = 0
  #inSegment = 0

  constructor(remote: MemoryManager, local: IOSequence, segments: readonly Segment[], write: boolean) {
    this.#remote = remote
    this.#local = local
    this.#segments = segments
    this.#write = write
  }

  /** Bytes moved; EFAULT only if there were none. */
  get result(): number {
    return this.#done > 0 ? this.#done : -EFAULT
  }

  /** Moves `limit` bytes. @returns true at the end: all is moved, or a byte cannot be had, on either side. */
  advance(limit: number): boolean {
    const stop = this.#done + limit
    while (this.#done < stop) {
      const segment = this.#segments[this.#index]
      if (segment === undefined || this.#done === this.#local.numBytes) return true
      const left = segment.length - this.#inSegment
      if (left === 0) {
        this.#index++
        this.#inSegment = 0
      } else if (!this.#part(segment, Math.min(left, this.#local.numBytes - this.#done, stop - this.#done))) {
        return true
      }
    }
    return false
  }

  /**
   * Moves the next bytes of a segment, up to `wanted`; false if there is one that cannot be had. Its pages are all looked
   * for first, even those behind what there is to move. @see process_vm_rw_single_vec (Linux 6.18 mm/process_vm_access.c)
   */
  #part({ start, length }: Segment, wanted: number): boolean {
    const from = (start + this.#inSegment) as Addr
    const access = this.#write ? WRITE : READ
    const most = PAGES_AT_A_TIME * PAGE_SIZE - (from % PAGE_SIZE)
    const reachable = this.#remote.reachableBytes(from, Math.min(length - this.#inSegment, most), access)
    if (reachable === 0) return false
    const { pinned } = this.#remote.pin(from, reachable, access)
    const held = Math.min(reachable, pinned.pages.length * PAGE_SIZE - (from % PAGE_SIZE))
    const asked = Math.min(wanted, most)
    const isMoved = this.#pages(from, Math.min(asked, held))
    pinned.release()
    return isMoved && held >= asked
  }

  /** Moves `length` bytes from `from` on, page by page; false if not all could be. */
  #pages(from: Addr, length: number): boolean {
    for (let at = 0; at < length; ) {
      const size = Math.min(PAGE_SIZE - ((from + at) % PAGE_SIZE), length - at)
      const n = this.#move((from + at) as Addr, page.subarray(0, size))
      this.#done += n
      this.#inSegment += n
      at += n
      if (n < size) return false
    }
    return true
  }

  /** Moves what lies in one page of the other process. @returns bytes moved */
  #move(at: Addr, bytes: Uint8Array): number {
    const here = this.#local.dropFirst(this.#done)
    if (this.#write) {
      const { n } = here.copyIn(bytes)
      return this.#remote.copyOut(at, bytes.subarray(0, n)).n
    }
    return this.#remote.copyIn(at, bytes).err === OK ? here.copyOut(bytes).n : 0
  }
}

const params = (local: 'iovec-in' | 'iovec-out') => [
  int('pid_t pid'),
  local,
  ulong('unsigned long liovcnt'),
  'iovec-addresses' as const,
  ulong('unsigned long riovcnt'),
  ulong('unsigned long flags'),
]

export const PROCESS_VM_SYSCALLS: readonly SyscallSpec[] = [
  syscall('process_vm_readv', process_vm_readv, params('iovec-out')),
  syscall('process_vm_writev', process_vm_writev, params('iovec-in')),
]
