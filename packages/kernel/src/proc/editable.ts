// Files of /proc/[pid] that can be written: comm, oom_score_adj. Linux: fs/proc/base.c comm_write, oom_score_adj_write.

import { CAP_SYS_RESOURCE, EACCES, EINVAL, type Errno, ESRCH } from '@jvisor/abi'
import { decodeUtf8, encodeUtf8 } from '@jvisor/usermem'
import { ContentDescription, oneRecord, type PseudoWriter, SeqDescription } from '@jvisor/vfs'
import type { Opener } from './memory-files.ts'
import type { Subject } from './subject.ts'

/** Bytes of a task's name, less its NUL. */
const COMM_LENGTH = 15

/** The name of a task, which its own process may change. EINVAL for others. */
export function comm(subject: Subject): Opener {
  const writer: PseudoWriter = {
    maxBytes: COMM_LENGTH,
    write(bytes, _offset, total) {
      const { task, kernel } = subject
      if (task === undefined) return -ESRCH
      if (kernel.current !== undefined && kernel.current.threadGroup !== task.threadGroup) return -EINVAL
      const end = bytes.indexOf(0)
      task.name = decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end))
      return total
    },
  }
  return (at, flags) =>
    new SeqDescription(at, flags, oneRecord(subject.text((task) => `${task.name}\n`)), writer)
}

/** Most characters of a number that are looked at. */
const NUMBER_LENGTH = 12

/** How gladly the process is killed when memory runs out. EINVAL, EACCES (less than before, without CAP_SYS_RESOURCE). */
export function oomScoreAdj(subject: Subject): Opener {
  const writer: PseudoWriter = {
    maxBytes: NUMBER_LENGTH,
    write(bytes) {
      const { task, kernel, group } = subject
      const value = parseInteger(decodeUtf8(bytes).trim())
      if (value === undefined || value < -1000 || value > 1000) return -EINVAL
      if (task === undefined) return -ESRCH
      const capable = kernel.current?.credentials.has(CAP_SYS_RESOURCE) ?? true
      if (value < group.oomScoreAdj && !capable) return -EACCES
      group.oomScoreAdj = value
      return bytes.length
    },
  }
  return (at, flags) => {
    const content = (offset: number, count: number): Uint8Array | Errno => {
      if (subject.task === undefined) return ESRCH
      return encodeUtf8(`${subject.group.oomScoreAdj}\n`).subarray(offset, offset + count)
    }
    return new ContentDescription(at, flags, content, writer)
  }
}

/** A number in C's notation: decimal, octal or hexadecimal. */
function parseInteger(text: string): number | undefined {
  const [, sign, digits] = /^([-+]?)(0x[0-9a-f]+|\d+)$/i.exec(text) ?? []
  if (digits === undefined) return undefined
  const octal = /^0[0-7]*$/.test(digits)
  if (!octal && /^0\d/.test(digits)) return undefined
  const value = octal ? Number.parseInt(digits, 8) : Number(digits)
  return sign === '-' ? -value : value
}
