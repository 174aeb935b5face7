// The file system that is mounted at /proc. gVisor: fsimpl/proc/filesystem.go, tasks.go. Linux: fs/proc/root.c.

import { ENOENT, type Errno, PROC_SUPER_MAGIC } from '@jvisor/abi'
import {
  type FilesystemContext,
  type Inode,
  oneRecord,
  PseudoDirectory,
  PseudoFile,
  PseudoFilesystem,
  PseudoLink,
  SeqDescription,
} from '@jvisor/vfs'
import type { Kernel } from '../kernel.ts'
import type { Task } from '../task.ts'
import {
  cpuinfoText,
  DEVICES_TEXT,
  FILESYSTEMS_TEXT,
  loadavgText,
  meminfoText,
  SWAPS_TEXT,
  statText,
  uptimeText,
  versionText,
} from './machine-text.ts'
import { Subject } from './subject.ts'
import { sysctlDirectory } from './sysctl.ts'
import { TaskDirectory } from './task-directory.ts'

/** A new procfs, which shows the tasks of a kernel. */
export function createProcFilesystem(kernel: Kernel): PseudoFilesystem {
  return new PseudoFilesystem(
    { clock: kernel.clock, allocateDevice: () => kernel.vfs.allocateDevice() },
    { name: 'proc', magic: PROC_SUPER_MAGIC },
    (fs) => new ProcRoot(kernel, fs),
  )
}

/** What is always there, in Linux's order: by the length of the name, then by the alphabet. */
function machineFiles(kernel: Kernel, fs: FilesystemContext): [name: string, inode: Inode][] {
  const text = (make: () => string): Inode =>
    new PseudoFile({ fs, permissions: 0o444 }, (at, flags) => {
      return new SeqDescription(at, flags, oneRecord(make))
    })
  const mounts = new PseudoLink({ fs, permissions: 0o777 }, () => 'self/mounts', 'self/mounts'.length)
  return [
    ['sys', sysctlDirectory(kernel, fs)],
    ['stat', text(() => statText(kernel))],
    ['swaps', text(() => SWAPS_TEXT)],
    ['mounts', mounts],
    ['uptime', text(() => uptimeText(kernel))],
    ['cmdline', text(() => '\n')],
    ['cpuinfo', text(() => cpuinfoText(kernel.current?.syscallTable.arch ?? 'x86-64'))],
    ['devices', text(() => DEVICES_TEXT)],
    ['loadavg', text(() => loadavgText(kernel))],
    ['meminfo', text(() => meminfoText(kernel))],
    ['version', text(() => versionText(kernel))],
    ['filesystems', text(() => FILESYSTEMS_TEXT)],
    ['self', selfLink(kernel, fs, ({ threadGroup }) => String(threadGroup.pid))],
    ['thread-self', selfLink(kernel, fs, (t) => `${t.threadGroup.pid}/task/${t.tid}`)],
  ]
}

/** A link whose text depends on who reads it. */
function selfLink(kernel: Kernel, fs: FilesystemContext, text: (caller: Task) => string): Inode {
  return new PseudoLink({ fs, permissions: 0o777 }, () => {
    return kernel.current === undefined ? ENOENT : text(kernel.current)
  })
}

class ProcRoot extends PseudoDirectory {
  readonly #kernel: Kernel
  readonly #files: ReadonlyMap<string, Inode>

  constructor(kernel: Kernel, fs: FilesystemContext) {
    super({ fs, permissions: 0o555 })
    this.#kernel = kernel
    this.#files = new Map(machineFiles(kernel, fs))
  }

  override stat() {
    return { ...super.stat(), nlink: 3 + this.#kernel.processes.size }
  }

  override names(): readonly string[] {
    return [...this.#files.keys()]
  }

  override nextNumber(from: number): number | undefined {
    let next: number | undefined
    for (const pid of this.#kernel.processes.keys()) {
      if (pid >= from && (next === undefined || pid < next)) next = pid
    }
    return next
  }

  /** Threads that are not listed are found all the same. */
  override child(name: string): Inode | Errno {
    const file = this.#files.get(name)
    if (file !== undefined) return file
    if (!/^[1-9]\d{0,9}$/.test(name)) return ENOENT
    const id = Number(name)
    const task = this.#kernel.processes.get(id)?.leader ?? this.#kernel.tasks.get(id)
    return task === undefined ? ENOENT : new TaskDirectory(new Subject(this.#kernel, this.fs, task, true))
  }
}
