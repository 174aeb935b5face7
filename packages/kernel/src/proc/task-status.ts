// /proc/[pid]/status, stat, statm: what there is to say of a task. gVisor: fsimpl/proc/task_files.go. Linux:
// fs/proc/array.c; proc_pid_status(5), proc_pid_stat(5).

import { PAGE_SIZE, RLIMIT_RSS, RLIMIT_SIGPENDING, SIG_DFL, SIG_IGN, SIGNAL_MAX } from '@jvisor/abi'
import type { MemoryManager } from '@jvisor/mm'
import { mayAccessTask } from '../ptrace-access.ts'
import { SignalSet } from '../signal-set.ts'
import type { Task } from '../task.ts'
import { waitStatus } from '../thread-group.ts'

/** Clock ticks are 10 ms (USER_HZ). */
const TICK = 1e7

/** What the letter stands for. */
const STATES = {
  R: 'running',
  S: 'sleeping',
  D: 'disk sleep',
  T: 'stopped',
  t: 'tracing stop',
  Z: 'zombie',
} as const

type State = keyof typeof STATES

/** The state of a task as ps(1) shows it. */
export function stateOf(task: Task): State {
  if (task.memoryManager === undefined) return 'Z'
  if (task.ptrace?.standsStill === true) return 't'
  if (task.threadGroup.groupStop.holds(task)) return 'T'
  const { sleeps } = task
  return sleeps === 'no' ? 'R' : sleeps === 'interruptibly' ? 'S' : 'D'
}

/** The process ID of the parent; 0 if it has none. */
function parentOf(task: Task): number {
  return task.threadGroup.parent?.pid ?? 0
}

/** Signals that are ignored, and those that have a handler. */
function dispositions(task: Task): { ignored: SignalSet; caught: SignalSet } {
  const ignored = new SignalSet()
  const caught = new SignalSet()
  if (task.memoryManager === undefined) return { ignored, caught }
  for (let signal = 1; signal <= SIGNAL_MAX; signal++) {
    const { handler } = task.threadGroup.signalHandlers.get(signal)
    if (handler === SIG_IGN) ignored.add(signal)
    else if (handler !== SIG_DFL) caught.add(signal)
  }
  return { ignored, caught }
}

/** Threads that are not gone; a zombie leader counts. */
function threadsOf(task: Task): number {
  const { tasks } = task.threadGroup
  return tasks.has(task) ? tasks.size : tasks.size + 1
}

function hex64(bits: bigint): string {
  return bits.toString(16).padStart(16, '0')
}

/** /proc/[pid]/status. */
export function statusText(task: Task): string {
  const { parts } = task.credentials
  const state = stateOf(task)
  const { processGroup } = task.threadGroup
  const lines: string[] = [`Name:\t${task.name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`]
  if (state !== 'Z') lines.push(`Umask:\t${task.fsContext.umask.toString(8).padStart(4, '0')}`)
  lines.push(
    `State:\t${state} (${STATES[state]})`,
    `Tgid:\t${task.threadGroup.pid}`,
    'Ngid:\t0',
    `Pid:\t${task.tid}`,
    `PPid:\t${parentOf(task)}`,
    `TracerPid:\t${task.ptrace?.tracer.threadGroup.pid ?? 0}`,
    `Uid:\t${parts.uid}\t${parts.euid}\t${parts.suid}\t${parts.fsuid}`,
    `Gid:\t${parts.gid}\t${parts.egid}\t${parts.sgid}\t${parts.fsgid}`,
    `FDSize:\t${state === 'Z' ? 0 : task.fdTable.capacity}`,
    `Groups:\t${parts.groups.map((g) => `${g} `).join('') || ' '}`,
    `NStgid:\t${task.threadGroup.pid}`,
    `NSpid:\t${task.tid}`,
    `NSpgid:\t${processGroup.id}`,
    `NSsid:\t${processGroup.session.id}`,
    'Kthread:\t0',
  )
  const mm = task.memoryManager
  if (mm !== undefined) lines.push(...memoryLines(mm, task.syscallTable.arch === 'x86-64'))
  lines.push(...signalLines(task), ...capabilityLines(task))
  return `${lines.join('\n')}\n`
}

function memoryLines(mm: MemoryManager, x86: boolean): string[] {
  const { usage } = mm
  const kb = (name: string, bytes: number) => `${name}:\t${String(Math.floor(bytes / 1024)).padStart(8)} kB`
  return [
    kb('VmPeak', usage.vmPeak),
    kb('VmSize', usage.vmSize),
    kb('VmLck', usage.vmLck),
    kb('VmPin', 0),
    kb('VmHWM', usage.vmHWM),
    kb('VmRSS', usage.vmRSS),
    kb('RssAnon', usage.rssAnon),
    kb('RssFile', usage.rssFile),
    kb('RssShmem', usage.rssShmem),
    kb('VmData', usage.vmData),
    kb('VmStk', usage.vmStk),
    kb('VmExe', usage.vmExe),
    kb('VmLib', 0),
    kb('VmPTE', 0),
    kb('VmSwap', 0),
    kb('HugetlbPages', 0),
    'CoreDumping:\t0',
    'THP_enabled:\t0',
    ...(x86 ? ['untag_mask:\t0xffffffffffffffff'] : []),
  ]
}

function signalLines(task: Task): string[] {
  const { threadGroup, signals } = task
  const { ignored, caught } = dispositions(task)
  const queued = [...threadGroup.tasks].reduce(
    (n, t) => n + t.signals.pending.queued,
    threadGroup.pending.queued,
  )
  return [
    `Threads:\t${threadsOf(task)}`,
    `SigQ:\t${queued}/${threadGroup.limits.get(RLIMIT_SIGPENDING).cur}`,
    `SigPnd:\t${hex64(signals.pending.set.bits)}`,
    `ShdPnd:\t${hex64(threadGroup.pending.set.bits)}`,
    `SigBlk:\t${hex64(signals.mask.bits)}`,
    `SigIgn:\t${hex64(ignored.bits)}`,
    `SigCgt:\t${hex64(caught.bits)}`,
  ]
}

/** Of a kernel with room for 1024 nodes of memory, of which it has one. */
const MEMORY_NODES = `${'00000000,'.repeat(31)}00000001`

function capabilityLines(task: Task): string[] {
  const { parts } = task.credentials
  const x86 = task.syscallTable.arch === 'x86-64'
  return [
    `CapInh:\t${hex64(parts.inheritable)}`,
    `CapPrm:\t${hex64(parts.permitted)}`,
    `CapEff:\t${hex64(parts.effective)}`,
    `CapBnd:\t${hex64(parts.bounding)}`,
    `CapAmb:\t${hex64(parts.ambient)}`,
    `NoNewPrivs:\t${task.noNewPrivileges ? 1 : 0}`,
    'Seccomp:\t0',
    'Seccomp_filters:\t0',
    `Speculation_Store_Bypass:\t${x86 ? 'not affected' : 'unknown'}`,
    `SpeculationIndirectBranch:\t${x86 ? 'not affected' : 'unsupported'}`,
    'Cpus_allowed:\t1',
    'Cpus_allowed_list:\t0',
    `Mems_allowed:\t${MEMORY_NODES}`,
    'Mems_allowed_list:\t0',
    'voluntary_ctxt_switches:\t0',
    'nonvoluntary_ctxt_switches:\t0',
  ]
}

/** Without limit, as a word of 64 bits shows it. */
const UNLIMITED = '18446744073709551615'

/** The address space is not randomized, but programs that look expect the flag (PF_RANDOMIZE). */
const TASK_FLAGS = 0x400000

/** /proc/[pid]/stat: 52 fields. `whole`: of all threads together. What only some may see is 0 to others. */
export function statText(task: Task, whole: boolean, caller: Task | undefined): string {
  const { threadGroup: group, kernel } = task
  const now = kernel.clock.monotonicNs()
  const mm = task.memoryManager
  const permitted = caller === undefined || mayAccessTask(caller, task, 'fscreds')
  const userNs = whole ? group.cpuTimeNs(now) : task.cpuTime.total(now)
  const state = stateOf(task)
  const { ignored, caught } = dispositions(task)
  const places = mm?.places
  const program = mm?.program
  const low = (set: SignalSet) => set.lo & 0x7fffffff
  const rss = group.limits.get(RLIMIT_RSS).cur
  const fields: (number | string)[] = [
    state,
    parentOf(task),
    group.processGroup.id,
    group.processGroup.session.id,
    group.tty?.device ?? 0,
    group.tty?.foreground ?? -1, // tpgid
    TASK_FLAGS,
    mm?.faults ?? 0,
    ...[0, 0, 0], // cminflt, majflt, cmajflt
    Math.floor(userNs / TICK),
    0, // stime
    whole ? Math.floor(group.childrenTime.total(now) / TICK) : 0,
    ...[0, 20, 0], // cstime, priority, nice
    threadsOf(task),
    0, // itrealvalue
    Math.floor(task.startNs / TICK),
    mm?.usage.vmSize ?? 0,
    (mm?.usage.vmRSS ?? 0) / PAGE_SIZE,
    rss === Infinity ? UNLIMITED : rss,
    ...[0, 0], // startcode, endcode
    permitted ? (places?.stackStart ?? 0) : 0,
    ...[0, 0], // kstkesp, kstkeip
    low(task.signals.pending.set),
    low(task.signals.mask),
    low(ignored),
    low(caught),
    state === 'R' || !permitted ? 0 : 1, // wchan
    ...[0, 0], // nswap, cnswap
    task === group.leader ? group.exitSignal : -1,
    ...[0, 0, 0, 0, 0, 0], // processor, rt_priority, policy, delayacct_blkio_ticks, guest_time, cguest_time
    ...[0, 0], // start_data, end_data
    permitted ? (places?.brkStart ?? 0) : 0,
    ...(permitted && program
      ? [program.argStart, program.argEnd, program.envStart, program.envEnd]
      : [0, 0, 0, 0]),
    permitted && group.exitStatus !== undefined ? waitStatus(group.exitStatus) : 0,
  ]
  return `${task.tid} (${task.name}) ${fields.join(' ')}\n`
}

/** /proc/[pid]/statm: pages in all, resident, of files, of code, 0, of data and stack, 0. */
export function statmText(task: Task): string {
  const usage = task.memoryManager?.usage
  if (usage === undefined) return '0 0 0 0 0 0 0\n'
  const pages = [
    usage.vmSize,
    usage.vmRSS,
    usage.rssFile + usage.rssShmem,
    usage.vmExe,
    0,
    usage.vmData + usage.vmStk,
    0,
  ]
  return `${pages.map((bytes) => bytes / PAGE_SIZE).join(' ')}\n`
}
