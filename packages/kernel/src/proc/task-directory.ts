// /proc/[pid] and /proc/[pid]/task/[tid]: the directories of a process and of a thread. gVisor: fsimpl/proc/task.go,
// subtasks.go. Linux: fs/proc/base.c tgid_base_stuff, tid_base_stuff.

import { EINVAL, ENOENT, type Errno, ESRCH, OK } from '@jvisor/abi'
import {
  type Credentials,
  type Inode,
  MagicLink,
  oneRecord,
  PseudoDirectory,
  PseudoFile,
  type PseudoInodeOpts,
  SeqDescription,
  type SeqSource,
  type VirtualDentry,
} from '@jvisor/vfs'
import type { Task } from '../task.ts'
import { comm, oomScoreAdj } from './editable.ts'
import { FdDirectory, FdinfoDirectory } from './fd-directory.ts'
import { limitsText } from './limits-text.ts'
import { openMemory } from './mem-file.ts'
import { type Opener, openCommandLine, openImage, openMaps } from './memory-files.ts'
import { mountinfoLine, mountSource, mountsLine, mountstatsLine } from './mounts-text.ts'
import { programOf } from './program.ts'
import { Subject } from './subject.ts'
import { statmText, statText, statusText } from './task-status.ts'

/** An entry: its permissions, and how it is made. */
interface Entry {
  readonly permissions: number
  /** Only processes have it, not threads. */
  readonly process?: boolean
  make(subject: Subject, opts: PseudoInodeOpts, index: number): Inode
}

const file = (permissions: number, open: (subject: Subject) => Opener, process = false): Entry => ({
  permissions,
  process,
  make: (subject, opts) => new PseudoFile(opts, open(subject)),
})

/** A file whose text is made at once. */
const text = (permissions: number, make: (task: Task, subject: Subject) => string | Errno): Entry =>
  file(permissions, (subject) => (at, flags) => {
    return new SeqDescription(at, flags, oneRecord(subject.text((task) => make(task, subject))))
  })

/** A text that only those who may look into the task can read: checked at each read. */
const guarded = (make: (task: Task) => string): Entry =>
  text(0o400, (task, subject) => {
    const refused = subject.access()
    return refused === OK ? make(task) : refused
  })

/** A link to a place, which only those who may look into the task can see and follow. ENOENT if there is none. */
const link = (to: (task: Task) => VirtualDentry | undefined): Entry => ({
  permissions: 0o777,
  make: (subject, opts) => {
    const target = (): VirtualDentry | Errno => {
      const { task } = subject
      const refused = subject.access()
      if (refused !== OK) return refused === ESRCH ? ENOENT : refused
      return (task?.memoryManager === undefined ? undefined : to(task)) ?? ENOENT
    }
    const seen = () => {
      const at = target()
      const root = subject.kernel.current?.fsContext.root
      return typeof at === 'number' ? at : root === undefined ? at.path : at.seenFrom(root)
    }
    return new MagicLink(opts, seen, target)
  },
})

const mounts = (permissions: number, line: Parameters<typeof mountSource>[1]): Entry =>
  file(permissions, (subject) => (at, flags) => {
    const { task } = subject
    if (task?.memoryManager === undefined) return EINVAL
    const source: SeqSource = mountSource(task, line)
    return new SeqDescription(at, flags, source)
  })

const IO_TEXT = [
  'rchar: 0',
  'wchar: 0',
  'syscr: 0',
  'syscw: 0',
  'read_bytes: 0',
  'write_bytes: 0',
  'cancelled_write_bytes: 0',
  '',
].join('\n')

/** In Linux's order. */
const ENTRIES: Readonly<Record<string, Entry>> = {
  task: { permissions: 0o555, process: true, make: (s, opts) => new ThreadsDirectory(s, opts) },
  fd: { permissions: 0o500, make: (s, _opts, index) => new FdDirectory(s, index) },
  fdinfo: { permissions: 0o555, make: (s, _opts, index) => new FdinfoDirectory(s, index) },
  environ: file(0o400, (s) => openImage(s, (task) => programOf(task).environment)),
  auxv: file(0o400, (s) => openImage(s, (task) => programOf(task).auxv)),
  status: text(0o444, statusText),
  personality: guarded(() => '00000000\n'),
  limits: text(0o444, (task) => limitsText(task.threadGroup.limits)),
  comm: file(0o644, comm),
  cmdline: file(0o444, (s) => openCommandLine(s, (task) => programOf(task).commandLine)),
  stat: text(0o444, (task, { isProcess, kernel }) => statText(task, isProcess, kernel.current)),
  statm: text(0o444, statmText),
  maps: file(0o444, (s) => openMaps(s, (mm, address) => mm.mapsAt(address))),
  mem: file(0o600, openMemory),
  cwd: link((task) => task.fsContext.cwd),
  root: link((task) => task.fsContext.root),
  exe: link((task) => programOf(task).executable),
  mounts: mounts(0o444, mountsLine),
  mountinfo: mounts(0o444, mountinfoLine),
  mountstats: { ...mounts(0o400, mountstatsLine), process: true },
  smaps: file(0o444, (s) => openMaps(s, (mm, address) => mm.smapsAt(address))),
  wchan: text(0o444, () => '0'),
  schedstat: text(0o444, (task) => `${task.cpuTime.total(task.kernel.clock.monotonicNs())} 0 0\n`),
  cpuset: text(0o444, () => '/\n'),
  cgroup: text(0o444, () => '0::/\n'),
  oom_score: text(0o444, () => '0\n'),
  oom_score_adj: file(0o644, oomScoreAdj),
  loginuid: text(0o444, () => '4294967295'),
  sessionid: text(0o444, () => '4294967295'),
  coredump_filter: { ...text(0o444, () => '00000033\n'), process: true },
  io: guarded(() => IO_TEXT),
  uid_map: text(0o444, () => ID_MAP),
  gid_map: text(0o444, () => ID_MAP),
  setgroups: text(0o444, () => 'allow\n'),
  timerslack_ns: { ...text(0o444, () => '50000\n'), process: true },
}

/** Every ID is itself. */
const ID_MAP = '         0          0 4294967295\n'

const PROCESS_NAMES: readonly string[] = Object.keys(ENTRIES)
const THREAD_NAMES = PROCESS_NAMES.filter((name) => ENTRIES[name].process !== true)
const INDEX = new Map(PROCESS_NAMES.map((name, i) => [name, i + 1]))

/** /proc/[pid], or /proc/[pid]/task/[tid]. */
export class TaskDirectory extends PseudoDirectory {
  readonly #subject: Subject

  constructor(subject: Subject) {
    super(subject.inode(0, 0o555, true))
    this.#subject = subject
    this.nlink = subject.isProcess ? 5 : 4
  }

  override get isGone(): boolean {
    return this.#subject.task === undefined
  }

  override permission(_who: Credentials, _mask: number): Errno | undefined {
    return this.isGone ? ESRCH : undefined
  }

  override names(): readonly string[] {
    return this.#subject.isProcess ? PROCESS_NAMES : THREAD_NAMES
  }

  override child(name: string): Inode | Errno {
    const index = INDEX.get(name)
    const entry = index === undefined ? undefined : ENTRIES[name]
    if (index === undefined || entry === undefined || this.isGone) return ENOENT
    if (entry.process === true && !this.#subject.isProcess) return ENOENT
    const always = entry.permissions === 0o555
    return entry.make(this.#subject, this.#subject.inode(index, entry.permissions, always), index)
  }
}

/** /proc/[pid]/task. */
class ThreadsDirectory extends PseudoDirectory {
  readonly #subject: Subject

  constructor(subject: Subject, opts: PseudoInodeOpts) {
    super(opts)
    this.#subject = subject
    this.nlink = 2 + this.#threads().length
  }

  /** Thread IDs, ascending; that of a leader that is a zombie too. */
  #threads(): number[] {
    const { task, group } = this.#subject
    if (task === undefined) return []
    const ids = new Set([...group.tasks].map(({ tid }) => tid))
    return [...ids.add(group.pid)].sort((a, b) => a - b)
  }

  override get isGone(): boolean {
    return this.#subject.task === undefined
  }

  override nextNumber(from: number): number | undefined {
    return this.#threads().find((tid) => tid >= from)
  }

  override child(name: string): Inode | Errno {
    const { kernel, fs, group } = this.#subject
    const tid = this.#threads().find((id) => String(id) === name)
    const task = tid === group.pid ? group.leader : kernel.tasks.get(tid ?? 0)
    return task === undefined ? ENOENT : new TaskDirectory(new Subject(kernel, fs, task, false))
  }
}
