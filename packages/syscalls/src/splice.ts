// splice and tee. gVisor: pkg/sentry/syscalls/linux/sys_splice.go. Linux: fs/splice.c.

import {
  EBADF,
  EINVAL,
  type Errno,
  ESPIPE,
  O_APPEND,
  O_NONBLOCK,
  OK,
  SPLICE_F_GIFT,
  SPLICE_F_MORE,
  SPLICE_F_MOVE,
  SPLICE_F_NONBLOCK,
  WOULD_BLOCK,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Transfer, transfer } from '@jvisor/usermem'
import {
  EVENT_IN,
  EVENT_OUT,
  type FileDescription,
  type Pipe,
  pipeOf,
  pipeToSplice,
  roomToSplice,
  spliceFromFile,
  splicePipes,
  spliceToFile,
  teePipes,
} from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { ioResult, transferResult, waitingFor } from './io-result.ts'
import { Position } from './position.ts'
import { writeOpts } from './read-write.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { OFFSET_IN, SPLICE_FLAGS } from './strace/stream-params.ts'

const ALL_FLAGS = SPLICE_F_MOVE | SPLICE_F_NONBLOCK | SPLICE_F_MORE | SPLICE_F_GIFT

type Result = SyscallResult | Promise<SyscallResult>

/** What a call moves between, and whether each side may be waited for. */
interface Ends {
  readonly t: Task
  readonly input: FileDescription
  readonly output: FileDescription
  readonly length: number
  readonly waitsForInput: boolean
  readonly waitsForOutput: boolean
}

/** splice(2). */
function splice(t: Task, a: SyscallArgs): Result {
  const length = BigInt.asIntN(64, a.bigint(4))
  const flags = a.uint(5)
  if (length === 0n) return 0
  if ((flags & ~ALL_FLAGS) !== 0) return -EINVAL
  const input = fileOf(t, a.int(0))
  const output = fileOf(t, a.int(2))
  if (input === undefined || output === undefined) return -EBADF
  const [inputAt, outputAt] = [a.pointer(1), a.pointer(3)]
  if (inputAt !== 0 && pipeOf(input) !== undefined) return -ESPIPE
  const from = pipeToSplice(input)
  if (outputAt !== 0 && pipeOf(output) !== undefined) return -ESPIPE
  const to = pipeToSplice(output)
  const writesAt = Position.of(t, output, outputAt)
  if (typeof writesAt === 'number') return -writesAt
  const readsAt = Position.of(t, input, inputAt)
  if (typeof readsAt === 'number') return -readsAt
  if (!input.readable || !output.writable) return -EBADF
  const ends = endsOf(t, input, output, length, flags)
  if (from !== undefined && to !== undefined) {
    return from === to ? -EINVAL : betweenPipes(ends, from, to, splicePipes)
  }
  if (from !== undefined) return toFile(ends, from, writesAt, length)
  return to === undefined ? -EINVAL : fromFile(ends, readsAt, to, length)
}

/** As many bytes as there may be: a length is unsigned to pipes, negative to files. */
function endsOf(
  t: Task,
  input: FileDescription,
  output: FileDescription,
  length: bigint,
  flags: number,
): Ends {
  const pipesWait = (flags & SPLICE_F_NONBLOCK) === 0
  const isBlocking = (file: FileDescription) => (file.statusFlags & O_NONBLOCK) === 0
  const waits = (file: FileDescription) => (pipeOf(file) === undefined || pipesWait) && isBlocking(file)
  const both = pipeOf(input) !== undefined && pipeOf(output) !== undefined
  return {
    t,
    input,
    output,
    length: length < 0n ? Number.MAX_SAFE_INTEGER : Number(length),
    waitsForInput: waits(input) && (!both || isBlocking(output)),
    waitsForOutput: waits(output) && (!both || isBlocking(input)),
  }
}

function betweenPipes(ends: Ends, from: Pipe, to: Pipe, move: typeof splicePipes): Result {
  const { t, input, output, length } = ends
  const attempt = (): Transfer | undefined => {
    const result = move(from, to, length)
    return result.err === WOULD_BLOCK && ends.waitsForInput && ends.waitsForOutput ? undefined : result
  }
  const result = waitingFor(t, [input, EVENT_IN, output, EVENT_OUT], attempt)
  return result instanceof Promise ? result.then((r) => ioResult(t, r)) : ioResult(t, result)
}

function fromFile(ends: Ends, at: Position, to: Pipe, length: bigint): Result {
  const { t, input, output } = ends
  const err = refuse(input, at, length)
  if (err !== OK) return -err
  const attempt = (): Transfer | undefined => {
    const room = roomToSplice(to)
    if (room !== OK) return room === WOULD_BLOCK && ends.waitsForOutput ? undefined : transfer(0, room)
    const result = spliceFromFile(input, at.offset, to, ends.length)
    return result.err === WOULD_BLOCK && ends.waitsForInput ? undefined : result
  }
  return transferResult(t, waitingFor(t, [output, EVENT_OUT, input, EVENT_IN], attempt), (n) =>
    at.advance(t, n),
  )
}

function toFile(ends: Ends, from: Pipe, at: Position, length: bigint): Result {
  const { t, input, output } = ends
  const err = refuse(output, at, length, (output.statusFlags & O_APPEND) !== 0)
  if (err !== OK) return -err
  if (!output.acceptsSplice) return -EINVAL
  const opts = writeOpts(t, output, 0)
  let done = 0
  const attempt = (): Transfer | undefined => {
    const result = spliceToFile(from, output, at.offset + done, ends.length - done, opts)
    done += result.n
    if (result.err !== WOULD_BLOCK) return transfer(done, result.err)
    if (!from.ring.isEmpty) return ends.waitsForOutput ? undefined : transfer(done, result.err)
    return done === 0 && ends.waitsForInput ? undefined : transfer(done, result.err)
  }
  const moved = waitingFor(t, [input, EVENT_IN, output, EVENT_OUT], attempt, () => done)
  return transferResult(t, moved, (n) => at.advance(t, n))
}

/** EINVAL: positions where there are none, `append`, beyond 2^63. */
function refuse(file: FileDescription, at: Position, length: bigint, append = false): Errno {
  if ((at.isGiven && !file.positional) || append) return EINVAL
  return at.verify(length)
}

/** tee(2). */
function tee(t: Task, a: SyscallArgs): Result {
  const length = BigInt.asIntN(64, a.bigint(2))
  const flags = a.uint(3)
  if ((flags & ~ALL_FLAGS) !== 0) return -EINVAL
  if (length === 0n) return 0
  const input = fileOf(t, a.int(0))
  const output = fileOf(t, a.int(1))
  if (!input?.readable || !output?.writable) return -EBADF
  const [from, to] = [pipeOf(input), pipeOf(output)]
  if (from === undefined || to === undefined || from === to) return -EINVAL
  return betweenPipes(endsOf(t, input, output, length, flags), from, to, teePipes)
}

export const SPLICE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('splice', splice, ['fd', OFFSET_IN, 'fd', OFFSET_IN, 'size', SPLICE_FLAGS]),
  syscall('tee', tee, ['fd', 'fd', 'size', SPLICE_FLAGS]),
]
