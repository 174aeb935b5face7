// F_SETOWN, F_GETOWN, F_SETOWN_EX, F_GETOWN_EX of fcntl(2): who gets the signals of an open file. gVisor:
// pkg/sentry/kernel/fasync. Linux: fs/fcntl.c f_setown, send_sigurg.

import {
  EINVAL,
  type Errno,
  ESRCH,
  F_OWNER_PGRP,
  F_OWNER_PID,
  F_OWNER_TID,
  FILE_OWNER,
  OK,
  SI_KERNEL,
} from '@jvisor/abi'
import type { Kernel, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, copyStructIn, copyStructOut } from '@jvisor/usermem'
import type { FileDescription, FileOwner } from '@jvisor/vfs'

const INT_MIN = -(2 ** 31)

class Owner implements FileOwner {
  readonly type: number
  readonly #kernel: Kernel
  readonly #id: number
  /** The thread, the process or the group; undefined if nobody has the ID as such. */
  readonly #who: unknown
  readonly #setter: Task['credentials']

  constructor(t: Task, type: number, id: number) {
    this.type = type
    this.#kernel = t.kernel
    this.#id = id
    this.#who = this.#found()
    this.#setter = t.credentials
  }

  #found(): unknown {
    const { tasks, processes } = this.#kernel
    if (this.type === F_OWNER_TID) return tasks.get(this.#id)
    return this.type === F_OWNER_PID ? processes.get(this.#id) : this.#kernel.processGroup(this.#id)
  }

  /** The ID; 0 once there is nobody. */
  get id(): number {
    return this.#who !== undefined && this.#found() === this.#who ? this.#id : 0
  }

  signal(signal: number): void {
    if (this.id === 0) return
    const info = { signal, code: SI_KERNEL }
    if (this.type === F_OWNER_TID) {
      const task = this.#kernel.tasks.get(this.#id)
      if (task !== undefined && this.#maySignal(task)) task.sendSignalInfo(info)
      return
    }
    const groups =
      this.type === F_OWNER_PID
        ? [this.#kernel.processes.get(this.#id)]
        : [...(this.#kernel.processGroup(this.#id)?.members ?? [])]
    for (const group of groups) {
      if (group?.leader !== undefined && this.#maySignal(group.leader)) group.sendSignalInfo(info)
    }
  }

  /** @see sigio_perm */
  #maySignal(task: Task): boolean {
    const { uid, euid } = this.#setter.parts
    const other = task.credentials.parts
    return euid === 0 || [euid, uid].some((id) => id === other.suid || id === other.uid)
  }
}

/** F_SETOWN: a process, or a group if it is negative; 0 for nobody. ESRCH, EINVAL. */
export function setOwner(t: Task, file: FileDescription, who: number): Errno {
  if (who === INT_MIN) return EINVAL
  return own(t, file, who < 0 ? F_OWNER_PGRP : F_OWNER_PID, Math.abs(who))
}

function own(t: Task, file: FileDescription, type: number, id: number): Errno {
  const { kernel } = t
  const known =
    id === 0 || kernel.tasks.has(id) || kernel.processes.has(id) || kernel.processGroup(id) !== undefined
  if (!known) return ESRCH
  file.fileOwner = new Owner(t, type, id)
  return OK
}

function ownerOf(file: FileDescription): Owner | undefined {
  return file.fileOwner instanceof Owner ? file.fileOwner : undefined
}

/** F_GETOWN. */
export function owner(file: FileDescription): SyscallResult {
  const found = ownerOf(file)
  if (found === undefined) return 0
  return found.type === F_OWNER_PGRP ? -found.id : found.id
}

/** F_SETOWN_EX. EFAULT, EINVAL, ESRCH. */
export function setOwnerEx(t: Task, file: FileDescription, at: Addr): Errno {
  const { value, err } = copyStructIn(t, at, FILE_OWNER)
  if (value === undefined) return err
  const { type, pid } = value
  if (type !== F_OWNER_TID && type !== F_OWNER_PID && type !== F_OWNER_PGRP) return EINVAL
  return own(t, file, type, pid)
}

/** F_GETOWN_EX. EFAULT. */
export function storeOwner(t: Task, file: FileDescription, at: Addr): Errno {
  const found = ownerOf(file)
  return copyStructOut(t, at, FILE_OWNER, { type: found?.type ?? F_OWNER_TID, pid: found?.id ?? 0 }).err
}
