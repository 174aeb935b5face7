// /proc/[pid]/maps, smaps, environ, cmdline, auxv: what a task's address space holds. gVisor:
// fsimpl/proc/task_files.go. Linux: fs/proc/task_mmu.c, base.c.

import { EACCES, EIO, type Errno, ESRCH, OK } from '@jvisor/abi'
import type { MappingText, MemoryManager } from '@jvisor/mm'
import { addr, IGNORE_PERMISSIONS } from '@jvisor/usermem'
import {
  type ContentAt,
  ContentDescription,
  type FileDescription,
  SeqDescription,
  type SeqSource,
  type VirtualDentry,
} from '@jvisor/vfs'
import type { Task } from '../task.ts'
import type { Subject } from './subject.ts'

/** How a file of a task is opened. */
export type Opener = (at: VirtualDentry, flags: number) => FileDescription | Errno

/**
 * A file of one record for each mapping. It goes on telling of the address space that the task had when it was opened,
 * until that is gone. EACCES.
 */
export function openMaps(
  subject: Subject,
  record: (mm: MemoryManager, address: number) => MappingText | undefined,
): Opener {
  return (at, flags) => {
    const refused = subject.access()
    if (refused !== OK) return refused
    const mm = subject.task?.memoryManager
    const source: SeqSource = (position) => {
      if (subject.task === undefined) return ESRCH
      return mm === undefined || mm.users === 0 ? undefined : record(mm, position)
    }
    return new SeqDescription(at, flags, source)
  }
}

/** Bytes of a program's memory, or of what it was started with. */
export type Bytes = { readonly start: number; readonly end: number } | Uint8Array

const NOTHING = new Uint8Array(0)

/** The part of these bytes that a read wants; EIO if it cannot be had. */
function part(mm: MemoryManager, bytes: Bytes, offset: number, count: number): Uint8Array | Errno {
  if (bytes instanceof Uint8Array) return bytes.subarray(offset, offset + count)
  const length = Math.min(count, bytes.end - bytes.start - offset)
  if (length <= 0) return NOTHING
  const copy = new Uint8Array(length)
  const { n } = mm.copyIn(addr(bytes.start + offset), copy, IGNORE_PERMISSIONS)
  return n === 0 ? EIO : copy.subarray(0, n)
}

/** environ and auxv, of the address space that the task had at the open. EACCES; ESRCH if there is none. */
export function openImage(subject: Subject, bytesOf: (task: Task) => Bytes): Opener {
  return (at, flags) => {
    const { task } = subject
    const mm = task?.memoryManager
    if (task === undefined || mm === undefined) return ESRCH
    if (subject.access() !== OK) return EACCES
    const bytes = bytesOf(task)
    const content: ContentAt = (offset, count) => (mm.users === 0 ? NOTHING : part(mm, bytes, offset, count))
    return new ContentDescription(at, flags, content)
  }
}

/** cmdline, of the address space that the task has at each read. ESRCH. */
export function openCommandLine(subject: Subject, bytesOf: (task: Task) => Bytes): Opener {
  return (at, flags) =>
    new ContentDescription(at, flags, (offset, count) => {
      const { task } = subject
      if (task === undefined) return ESRCH
      const mm = task.memoryManager
      return mm === undefined ? NOTHING : part(mm, bytesOf(task), offset, count)
    })
}
