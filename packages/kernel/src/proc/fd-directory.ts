// /proc/[pid]/fd and fdinfo: a task's open files. gVisor: fsimpl/proc/task_fds.go. Linux: fs/proc/fd.c.

import { EACCES, ENOENT, type Errno, O_CLOEXEC, OK, SEEK_CUR } from '@jvisor/abi'
import {
  type Credentials,
  type FileDescription,
  type Inode,
  MagicLink,
  oneRecord,
  PseudoDirectory,
  PseudoFile,
  placeOf,
  SeqDescription,
} from '@jvisor/vfs'
import { FD_INODES, FDINFO_INODES, type Subject } from './subject.ts'

/** The size that links in /proc/[pid]/fd and map_files have to lstat(2). */
const LINK_SIZE = 64

/** What the two directories have in common: a child for each open file. */
abstract class DescriptorDirectory extends PseudoDirectory {
  protected readonly subject: Subject

  constructor(subject: Subject, index: number, permissions: number) {
    super(subject.inode(index, permissions, permissions === 0o555))
    this.subject = subject
  }

  override get isGone(): boolean {
    return this.subject.task === undefined
  }

  /** The file behind a descriptor, now. */
  protected fileOf(fd: number): FileDescription | undefined {
    const { task } = this.subject
    return task?.memoryManager === undefined ? undefined : task.fdTable.get(fd)
  }

  override nextNumber(from: number): number | undefined {
    const { task } = this.subject
    if (task?.memoryManager === undefined) return undefined
    for (let fd = from; fd < task.fdTable.capacity; fd++) if (task.fdTable.get(fd) !== undefined) return fd
    return undefined
  }

  override child(name: string): Inode | Errno {
    const fd = /^(0|[1-9]\d{0,9})$/.test(name) ? Number(name) : -1
    const file = this.fileOf(fd)
    return file === undefined ? ENOENT : this.descriptor(fd, file)
  }

  protected abstract descriptor(fd: number, file: FileDescription): Inode
}

/** /proc/[pid]/fd: a magic link for each. A process may always look at its own. */
export class FdDirectory extends DescriptorDirectory {
  constructor(subject: Subject, index: number) {
    super(subject, index, 0o500)
  }

  /** How many there are. */
  override get size(): number {
    const { task } = this.subject
    return task?.memoryManager === undefined ? 0 : [...task.fdTable.fds()].length
  }

  override permission(_who: Credentials, _mask: number): Errno | undefined {
    const { task, kernel } = this.subject
    return task !== undefined && kernel.current?.threadGroup === task.threadGroup ? OK : undefined
  }

  protected descriptor(fd: number, file: FileDescription): Inode {
    const permissions = (file.readable ? 0o500 : 0) | (file.writable ? 0o300 : 0)
    const { subject } = this
    const get = <T>(of: (open: FileDescription) => T): T | Errno => {
      const refused = subject.access()
      if (refused !== OK) return EACCES
      const open = this.fileOf(fd)
      return open === undefined ? ENOENT : of(open)
    }
    return new MagicLink(
      subject.inode(FD_INODES + fd, permissions),
      () => get((open) => linkText(open, subject)),
      () => get((open) => placeOf(open, subject.fs.clock)),
      LINK_SIZE,
    )
  }
}

/** The path as the reader of the link sees it from its root, or what stands for a file that has none. */
function linkText(file: FileDescription, { kernel }: Subject): string {
  const { location } = file
  const root = kernel.current?.fsContext.root
  const name = file.mappedName()
  return location === undefined || root === undefined || !name.startsWith('/')
    ? name
    : location.seenFrom(root)
}

/** /proc/[pid]/fdinfo: a file for each that tells of its offset and flags. */
export class FdinfoDirectory extends DescriptorDirectory {
  constructor(subject: Subject, index: number) {
    super(subject, index, 0o555)
  }

  override permission(_who: Credentials, _mask: number): Errno | undefined {
    return this.subject.access() === OK ? undefined : EACCES
  }

  protected descriptor(fd: number): Inode {
    const { subject } = this
    const text = () => {
      const { task } = subject
      const file = this.fileOf(fd)
      return task === undefined || file === undefined ? ENOENT : infoText(file, task.fdTable.cloexec(fd))
    }
    return new PseudoFile(subject.inode(FDINFO_INODES + fd, 0o444), (at, flags) => {
      const refused = subject.access()
      return refused === OK ? new SeqDescription(at, flags, oneRecord(text)) : refused
    })
  }
}

function infoText(file: FileDescription, cloexec: boolean): string {
  const flags = file.statusFlags | (cloexec ? O_CLOEXEC : 0)
  const { ino } = file.stat()
  const lines = [
    `pos:\t${Math.max(0, file.seek(0, SEEK_CUR))}`,
    `flags:\t0${flags.toString(8)}`,
    `mnt_id:\t${file.location?.mount.id ?? 0}`,
    `ino:\t${ino}`,
  ]
  return `${lines.join('\n')}\n${file.fdInfo()}`
}
