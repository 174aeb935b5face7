// vmsplice: a program's pages into a pipe, and a pipe's bytes into a program's memory. gVisor leaves it out. Linux:
// fs/splice.c vmsplice_to_pipe, vmsplice_to_user.

import {
  EBADF,
  EFAULT,
  EINVAL,
  type Errno,
  OK,
  PAGE_SIZE,
  SPLICE_F_GIFT,
  SPLICE_F_MORE,
  SPLICE_F_MOVE,
  SPLICE_F_NONBLOCK,
  WOULD_BLOCK,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { NO_PAGE } from '@jvisor/memmap'
import { type Addr, type AddrRangeSeq, type Transfer, transfer } from '@jvisor/usermem'
import {
  EVENT_IN,
  EVENT_OUT,
  type PageParts,
  pipeToSplice,
  roomToSplice,
  splicePages,
  spliceToMemory,
} from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { ioResult, waitingFor } from './io-result.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { SPLICE_FLAGS, SPLICED_IOVECS } from './strace/stream-params.ts'

const ALL_FLAGS = SPLICE_F_MOVE | SPLICE_F_NONBLOCK | SPLICE_F_MORE | SPLICE_F_GIFT

/** The pages behind ranges of a program's memory. SPLICE_F_GIFT makes no difference to what is seen. */
class ProgramPages implements PageParts {
  readonly #task: Task
  readonly #ranges: AddrRangeSeq
  #index = 0
  #done = 0

  constructor(t: Task, ranges: AddrRangeSeq) {
    this.#task = t
    this.#ranges = ranges
  }

  next(): { page: number; offset: number; length: number } | Errno | undefined {
    const ranges = this.#ranges
    while (this.#index < ranges.count && this.#done === ranges.rawLengthAt(this.#index)) {
      this.#index++
      this.#done = 0
    }
    if (this.#index === ranges.count) return undefined
    const at = (ranges.startAt(this.#index) + this.#done) as Addr
    const page = this.#task.mm.hold(at)
    if (page === NO_PAGE) return EFAULT
    const offset = at % PAGE_SIZE
    const length = Math.min(PAGE_SIZE - offset, ranges.rawLengthAt(this.#index) - this.#done)
    this.#done += length
    return { page, offset, length }
  }
}

/** vmsplice(2). The O_NONBLOCK of the pipe does not count. */
function vmsplice(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const flags = a.uint(3)
  if ((flags & ~ALL_FLAGS) !== 0) return -EINVAL
  const file = fileOf(t, a.int(0))
  if (!file?.readable && !file?.writable) return -EBADF
  const memory = t.iovecsIOSequence(a.pointer(1), a.int(2))
  if (typeof memory === 'number') return -memory
  if (memory.numBytes === 0) return 0
  const pipe = pipeToSplice(file)
  if (pipe === undefined) return -EBADF
  const give = (): Transfer => {
    const room = roomToSplice(pipe)
    return room === OK ? splicePages(pipe, new ProgramPages(t, memory.addrs)) : transfer(0, room)
  }
  const move = file.writable ? give : () => spliceToMemory(pipe, memory)
  const attempt = (): Transfer | undefined => {
    const result = move()
    return result.err === WOULD_BLOCK && (flags & SPLICE_F_NONBLOCK) === 0 ? undefined : result
  }
  const result = waitingFor(t, [file, file.writable ? EVENT_OUT : EVENT_IN], attempt)
  return result instanceof Promise ? result.then((r) => ioResult(t, r)) : ioResult(t, result)
}

export const VMSPLICE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('vmsplice', vmsplice, ['fd', SPLICED_IOVECS, 'size', SPLICE_FLAGS]),
]
