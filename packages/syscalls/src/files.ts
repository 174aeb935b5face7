// From descriptor to file, as every call does it. Linux: include/linux/file.h fdget, fdget_raw.

import { O_PATH } from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import type { FileDescription } from '@jvisor/vfs'

/** The file behind a descriptor that can be used for I/O; undefined is EBADF. One opened with O_PATH cannot. */
export function fileOf(t: Task, fd: number): FileDescription | undefined {
  const file = t.fdTable.get(fd)
  return file !== undefined && (file.statusFlags & O_PATH) === 0 ? file : undefined
}

/** The file behind a descriptor, however it was opened; undefined is EBADF. */
export function anyFileOf(t: Task, fd: number): FileDescription | undefined {
  return t.fdTable.get(fd)
}
