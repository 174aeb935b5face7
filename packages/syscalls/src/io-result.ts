// The one place that knows how a partial transfer, an error and a signal become what a system call returns, and how a
// call waits. gVisor: pkg/sentry/syscalls/linux/error.go HandleIOError, sys_read_write.go.

import {
  EAGAIN,
  EFBIG,
  EINTR,
  EPIPE,
  ERESTARTSYS,
  type Errno,
  ETIMEDOUT,
  EXCEEDS_FILE_SIZE_LIMIT,
  O_NONBLOCK,
  OK,
  SIGPIPE,
  SIGXFSZ,
  WOULD_BLOCK,
} from '@jvisor/abi'
import type { SyscallResult, Task } from '@jvisor/kernel'
import { type IOSequence, type Transfer, transfer } from '@jvisor/usermem'
import { EVENT_IN, EVENT_OUT, type FileDescription, WaitEntry, type WriteOpts } from '@jvisor/vfs'

/**
 * What a read or write returns: the count if anything moved (the error comes again with the next call), else -errno.
 * A broken pipe raises SIGPIPE either way, unless `noSignal`; a write that begins past RLIMIT_FSIZE raises SIGXFSZ.
 */
export function ioResult(t: Task, { n, err }: Transfer, noSignal = false): SyscallResult {
  if (err === EPIPE && !noSignal) t.sendSignal(SIGPIPE)
  if (n > 0 || err === OK) return n
  return -userErrno(t, err)
}

function userErrno(t: Task, err: Errno): Errno {
  if (err === WOULD_BLOCK) return EAGAIN
  if (err !== EXCEEDS_FILE_SIZE_LIMIT) return err
  t.sendSignal(SIGXFSZ)
  return EFBIG
}

/**
 * What a transfer between files returns, now or later: as {@link ioResult}, after `advance` has stored how far it got
 * (EFAULT if it cannot). One that ends at RLIMIT_FSIZE raises SIGXFSZ even if something moved.
 */
export function transferResult(
  t: Task,
  moved: Transfer | Promise<Transfer>,
  advance: (n: number) => Errno,
): SyscallResult | Promise<SyscallResult> {
  if (moved instanceof Promise) return moved.then((r) => transferResult(t, r, advance))
  if (moved.err === EXCEEDS_FILE_SIZE_LIMIT && moved.n > 0) t.sendSignal(SIGXFSZ)
  const err = moved.n > 0 || moved.err === OK ? advance(moved.n) : OK
  return err === OK ? ioResult(t, moved) : -err
}

/** Bytes that move without a pause: about 10 ms of copying. */
export const SLICE = 64 << 20

/** Reads; `offset` -1 stands for the file's own. Waits for data unless `nonblocking`. */
export function readFile(
  t: Task,
  file: FileDescription,
  dst: IOSequence,
  offset: number,
  nonblocking: boolean,
): SyscallResult | Promise<SyscallResult> {
  if (dst.numBytes > SLICE) return readInSlices(t, file, dst, offset, nonblocking)
  const result = offset < 0 ? file.read(dst) : file.pread(dst, offset)
  if (result.err === WOULD_BLOCK && !nonblocking) return readWaiting(t, file, dst, result.n)
  return ioResult(t, result)
}

/** Writes all of `src`, or as much as goes; the rest as {@link readFile}. */
export function writeFile(
  t: Task,
  file: FileDescription,
  src: IOSequence,
  offset: number,
  opts: WriteOpts,
  nonblocking: boolean,
  noSignal = false,
): SyscallResult | Promise<SyscallResult> {
  if (src.numBytes > SLICE) return writeInSlices(t, file, src, offset, opts, nonblocking, noSignal)
  const result = offset < 0 ? file.write(src, opts) : file.pwrite(src, offset, opts)
  if (result.err === WOULD_BLOCK && !nonblocking) {
    return writeWaiting(t, file, src, opts, result.n).then((r) => writeResult(t, file, r, noSignal))
  }
  return result.err === OK ? result.n : writeResult(t, file, result, noSignal)
}

/** As {@link ioResult}, of a file that may not raise SIGPIPE. */
function writeResult(t: Task, file: FileDescription, result: Transfer, noSignal: boolean): SyscallResult {
  return ioResult(t, result, noSignal || !file.raisesSigpipe(result.n))
}

/**
 * Moves a long sequence part by part, and lets the host have a turn in between. As in Linux, only a signal that kills
 * ends it early. The file stays open meanwhile.
 */
async function inSlices(
  t: Task,
  file: FileDescription,
  sequence: IOSequence,
  move: (part: IOSequence, done: number) => Transfer,
): Promise<Transfer> {
  let done = 0
  file.incRef()
  try {
    while (done < sequence.numBytes && !t.fatalSignalPending) {
      const part = sequence.dropFirst(done).takeFirst(SLICE)
      const { n, err } = move(part, done)
      done += n
      if (err !== OK || n < part.numBytes) return transfer(done, err)
      await t.kernel.yieldToHost()
    }
    return transfer(done, OK)
  } finally {
    file.decRef()
  }
}

async function readInSlices(
  t: Task,
  file: FileDescription,
  dst: IOSequence,
  offset: number,
  nonblocking: boolean,
): Promise<SyscallResult> {
  const result = await inSlices(t, file, dst, (part, done) =>
    offset < 0 ? file.read(part) : file.pread(part, offset + done),
  )
  if (result.err === WOULD_BLOCK && !nonblocking) return readWaiting(t, file, dst, result.n)
  return ioResult(t, result)
}

async function writeInSlices(
  t: Task,
  file: FileDescription,
  src: IOSequence,
  offset: number,
  opts: WriteOpts,
  nonblocking: boolean,
  noSignal: boolean,
): Promise<SyscallResult> {
  const result = await inSlices(t, file, src, (part, done) =>
    offset < 0 ? file.write(part, opts) : file.pwrite(part, offset + done, opts),
  )
  const waits = result.err === WOULD_BLOCK && !nonblocking
  const whole = waits ? await writeWaiting(t, file, src, opts, result.n) : result
  return writeResult(t, file, whole, noSignal)
}

/** Somebody has forbidden a file to wait, which does so already. */
function mustNotWait(file: FileDescription): boolean {
  return file.noticesNonblock && (file.statusFlags & O_NONBLOCK) !== 0
}

/** Goes on with a read that has moved `moved` bytes, of a file that waits for more than that. */
async function readWaiting(
  t: Task,
  file: FileDescription,
  dst: IOSequence,
  moved: number,
): Promise<SyscallResult> {
  let done = moved
  const limit: WaitLimit = {
    timeoutNs: file.readTimeoutNs,
    gapNs: () => file.readGapNs(done),
    interrupted: ERESTARTSYS,
  }
  const attempt = () => {
    const r = file.readOn(dst, done)
    done += r.n
    return r.err === WOULD_BLOCK && !mustNotWait(file) ? undefined : r
  }
  const result = await waitLong(t, [file, EVENT_IN], attempt, limit, () => done, file.wakesOneReader)
  if (file.wakesOneReader) file.wakeNextReader()
  return ioResult(t, transfer(done, result === undefined ? limit.interrupted : result.err))
}

/** Goes on with a write that has moved `moved` bytes. Only streams wait, and they have no offsets. */
async function writeWaiting(
  t: Task,
  file: FileDescription,
  src: IOSequence,
  opts: WriteOpts,
  moved: number,
): Promise<Transfer> {
  const limit = waitLimit(file.writeTimeoutNs)
  let done = moved
  const resumed = { ...opts, resumed: true }
  const attempt = () => {
    const r = file.write(src.dropFirst(done), resumed)
    done += r.n
    return r.err === WOULD_BLOCK && !mustNotWait(file) ? undefined : r
  }
  const result = await waitLong(t, [file, EVENT_OUT], attempt, limit, () => done)
  return transfer(done, result === undefined ? limit.interrupted : result.err)
}

/** How long a call waits, and what ends it. */
export interface WaitLimit {
  /** Nanoseconds; Infinity for no limit. */
  readonly timeoutNs: number
  /** Nanoseconds until more must have moved: then it is over, and no error. */
  readonly gapNs?: () => number
  /** The reason if nothing came: set when the waiting is over (sock_intr_errno in Linux). */
  interrupted: Errno
}

const NO_LIMIT: WaitLimit = { timeoutNs: Infinity, interrupted: ERESTARTSYS }

export function waitLimit(timeoutNs: number): WaitLimit {
  return { timeoutNs, interrupted: ERESTARTSYS }
}

/** Files, each with the events of it that are waited for. */
export type Waits = readonly [Waitable, number] | readonly [Waitable, number, Waitable, number]

/** What tells of events, and stays for as long as somebody waits for them. */
export type Waitable = Pick<FileDescription, 'eventRegister' | 'eventUnregister' | 'incRef' | 'decRef'>

/**
 * Calls `attempt` until it gives something; if not at once, after every event of these files, which stay open meanwhile.
 * A signal that comes first ends it with what `moved` says has moved.
 */
export function waitingFor(
  t: Task,
  waits: Waits,
  attempt: () => Transfer | undefined,
  moved = () => 0,
): Transfer | Promise<Transfer> {
  return (
    attempt() ?? waitLong(t, waits, attempt, NO_LIMIT, moved).then((r) => r ?? transfer(moved(), ERESTARTSYS))
  )
}

/**
 * Calls `attempt` after every event of `mask` until it gives something. The file stays open meanwhile.
 * @returns what it gave; undefined if a signal, the end of the task or that of the time came first: `limit` says which.
 */
export function waiting<R>(
  t: Task,
  file: Waitable,
  mask: number,
  attempt: () => R | undefined,
  limit: WaitLimit = NO_LIMIT,
): Promise<R | undefined> {
  return waitLong(t, [file, mask], attempt, limit)
}

/** Whoever has moved something and waits for more waits behind those who came meanwhile. */
async function waitLong<R>(
  t: Task,
  waits: Waits,
  attempt: () => R | undefined,
  limit: WaitLimit = NO_LIMIT,
  moved = () => 0,
  exclusive = false,
): Promise<R | undefined> {
  // By index: to take an array apart is to iterate, and this is on the way of every switch of tasks.
  const file = waits[0]
  const other = waits[2]
  const entry = new WaitEntry(
    waits[1],
    () => {
      t.wake()
      return true
    },
    exclusive,
  )
  const otherEntry = other === undefined ? entry : new WaitEntry(waits[3] ?? 0, () => t.wake())
  const { timeoutNs, gapNs } = limit
  const deadlineIn = (ns: number) => (ns === Infinity ? Infinity : t.kernel.clock.monotonicNs() + ns)
  const deadlineNs = deadlineIn(timeoutNs)
  let gapEndsNs = gapNs === undefined ? Infinity : deadlineIn(gapNs())
  file.incRef()
  other?.incRef()
  file.eventRegister(entry)
  other?.eventRegister(otherEntry)
  t.clearWake()
  try {
    for (let before = moved(); ; before = moved()) {
      t.kernel.current = t
      const result = attempt()
      if (result !== undefined) return result
      if (moved() > before) {
        file.eventUnregister(entry)
        file.eventRegister(entry)
        if (gapNs !== undefined) gapEndsNs = deadlineIn(gapNs())
      }
      const err = await t.block(Math.min(deadlineNs, gapEndsNs))
      if (err === OK) continue
      if (err === ETIMEDOUT) limit.interrupted = gapEndsNs < deadlineNs ? OK : WOULD_BLOCK
      else if (deadlineNs !== Infinity) limit.interrupted = EINTR
      return undefined
    }
  } finally {
    other?.eventUnregister(otherEntry)
    file.eventUnregister(entry)
    other?.decRef()
    file.decRef()
  }
}
