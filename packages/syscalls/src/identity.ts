// Who a process is: user and group IDs. gVisor: pkg/sentry/syscalls/linux/sys_identity.go. Linux: kernel/sys.c,
// kernel/groups.c; credentials(7).

import { CAP_SETGID, CAP_SETUID, EFAULT, EINVAL, EPERM, type Errno, OK } from '@jvisor/abi'
import { type SyscallArgs, type SyscallResult, setCredentials, type Task } from '@jvisor/kernel'
import type { Addr } from '@jvisor/usermem'
import type { CredentialParts } from '@jvisor/vfs'
import { type SyscallSpec, syscall } from './spec.ts'

/** "No change" where a call may leave an ID alone, and no ID anywhere else. */
const NO_ID = 0xffffffff
const NGROUPS_MAX = 65536

type UserIds = Pick<CredentialParts, 'uid' | 'euid' | 'suid' | 'fsuid'>
type GroupIds = Pick<CredentialParts, 'gid' | 'egid' | 'sgid' | 'fsgid'>

function getuid(t: Task): SyscallResult {
  return t.credentials.parts.uid
}

function geteuid(t: Task): SyscallResult {
  return t.credentials.parts.euid
}

function getgid(t: Task): SyscallResult {
  return t.credentials.parts.gid
}

function getegid(t: Task): SyscallResult {
  return t.credentials.parts.egid
}

/** setuid(2): all IDs with CAP_SETUID, else the effective one, to the real or the saved one. */
function setuid(t: Task, a: SyscallArgs): SyscallResult {
  const id = a.uint(0)
  const { uid, suid } = t.credentials.parts
  if (id === NO_ID) return -EINVAL
  if (t.credentials.has(CAP_SETUID)) return setUsers(t, { uid: id, euid: id, suid: id, fsuid: id })
  if (id !== uid && id !== suid) return -EPERM
  return setUsers(t, { uid, euid: id, suid, fsuid: id })
}

/** setgid(2): as setuid, with CAP_SETGID. */
function setgid(t: Task, a: SyscallArgs): SyscallResult {
  const id = a.uint(0)
  const { gid, sgid } = t.credentials.parts
  if (id === NO_ID) return -EINVAL
  if (t.credentials.has(CAP_SETGID)) return setGroupIds(t, { gid: id, egid: id, sgid: id, fsgid: id })
  if (id !== gid && id !== sgid) return -EPERM
  return setGroupIds(t, { gid, egid: id, sgid, fsgid: id })
}

/** setreuid(2): -1 leaves an ID alone. The saved ID follows the effective one if either was given a new value. */
function setreuid(t: Task, a: SyscallArgs): SyscallResult {
  const { uid, euid, suid } = t.credentials.parts
  const real = idOr(a.uint(0), uid)
  const effective = idOr(a.uint(1), euid)
  if (!t.credentials.has(CAP_SETUID)) {
    if (![uid, euid].includes(real) || ![uid, euid, suid].includes(effective)) return -EPERM
  }
  const saves = a.uint(0) !== NO_ID || (a.uint(1) !== NO_ID && effective !== uid)
  return setUsers(t, { uid: real, euid: effective, suid: saves ? effective : suid, fsuid: effective })
}

/** setregid(2): as setreuid. */
function setregid(t: Task, a: SyscallArgs): SyscallResult {
  const { gid, egid, sgid } = t.credentials.parts
  const real = idOr(a.uint(0), gid)
  const effective = idOr(a.uint(1), egid)
  if (!t.credentials.has(CAP_SETGID)) {
    if (![gid, egid].includes(real) || ![gid, egid, sgid].includes(effective)) return -EPERM
  }
  const saves = a.uint(0) !== NO_ID || (a.uint(1) !== NO_ID && effective !== gid)
  return setGroupIds(t, { gid: real, egid: effective, sgid: saves ? effective : sgid, fsgid: effective })
}

/** setresuid(2): each to what one of them is, or to anything with CAP_SETUID. */
function setresuid(t: Task, a: SyscallArgs): SyscallResult {
  const { uid, euid, suid } = t.credentials.parts
  const ids = [idOr(a.uint(0), uid), idOr(a.uint(1), euid), idOr(a.uint(2), suid)]
  if (!t.credentials.has(CAP_SETUID) && !ids.every((id) => [uid, euid, suid].includes(id))) return -EPERM
  return setUsers(t, { uid: ids[0], euid: ids[1], suid: ids[2], fsuid: ids[1] })
}

/** setresgid(2): as setresuid. */
function setresgid(t: Task, a: SyscallArgs): SyscallResult {
  const { gid, egid, sgid } = t.credentials.parts
  const ids = [idOr(a.uint(0), gid), idOr(a.uint(1), egid), idOr(a.uint(2), sgid)]
  if (!t.credentials.has(CAP_SETGID) && !ids.every((id) => [gid, egid, sgid].includes(id))) return -EPERM
  return setGroupIds(t, { gid: ids[0], egid: ids[1], sgid: ids[2], fsgid: ids[1] })
}

/** setfsuid(2): returns what it was, whether it may be changed or not. */
function setfsuid(t: Task, a: SyscallArgs): SyscallResult {
  const id = a.uint(0)
  const { uid, euid, suid, fsuid } = t.credentials.parts
  const allowed = [uid, euid, suid, fsuid].includes(id) || t.credentials.has(CAP_SETUID)
  if (id !== NO_ID && allowed) setCredentials(t, t.credentials.withFsuid(id))
  return fsuid
}

/** setfsgid(2): as setfsuid. */
function setfsgid(t: Task, a: SyscallArgs): SyscallResult {
  const id = a.uint(0)
  const { gid, egid, sgid, fsgid } = t.credentials.parts
  const allowed = [gid, egid, sgid, fsgid].includes(id) || t.credentials.has(CAP_SETGID)
  if (id !== NO_ID && allowed) setCredentials(t, t.credentials.with({ fsgid: id }))
  return fsgid
}

function getresuid(t: Task, a: SyscallArgs): SyscallResult {
  const { uid, euid, suid } = t.credentials.parts
  return -copyOutThree(t, a, [uid, euid, suid])
}

function getresgid(t: Task, a: SyscallArgs): SyscallResult {
  const { gid, egid, sgid } = t.credentials.parts
  return -copyOutThree(t, a, [gid, egid, sgid])
}

/** getgroups(2): how many there are; EINVAL if there is not that much room, unless a room of 0 asks only that. */
function getgroups(t: Task, a: SyscallArgs): SyscallResult {
  const room = a.int(0)
  const { groups } = t.credentials.parts
  if (room < 0 || (room !== 0 && room < groups.length)) return -EINVAL
  if (room === 0) return groups.length
  const err = copyOutIds(t, a.pointer(1), groups)
  return err === OK ? groups.length : -err
}

/** setgroups(2). EPERM without CAP_SETGID. */
function setgroups(t: Task, a: SyscallArgs): SyscallResult {
  const count = a.uint(0)
  if (!t.credentials.has(CAP_SETGID)) return -EPERM
  if (count > NGROUPS_MAX) return -EINVAL
  const bytes = new Uint8Array(count * 4)
  if (t.copyIn(a.pointer(1), bytes).err !== OK) return -EFAULT
  const groups = Array.from(new Uint32Array(bytes.buffer))
  if (groups.includes(NO_ID)) return -EINVAL
  setCredentials(t, t.credentials.with({ groups: groups.sort((x, y) => x - y) }))
  return 0
}

function idOr(id: number, unchanged: number): number {
  return id === NO_ID ? unchanged : id
}

function setUsers(t: Task, ids: UserIds): SyscallResult {
  setCredentials(t, t.credentials.withUids(ids, t.keepCapabilities))
  return 0
}

function setGroupIds(t: Task, ids: GroupIds): SyscallResult {
  setCredentials(t, t.credentials.with(ids))
  return 0
}

function copyOutThree(t: Task, a: SyscallArgs, ids: readonly number[]): Errno {
  for (const [i, id] of ids.entries()) {
    const err = copyOutIds(t, a.pointer(i), [id])
    if (err !== OK) return err
  }
  return OK
}

function copyOutIds(t: Task, addr: Addr, ids: readonly number[]): Errno {
  return t.copyOut(addr, new Uint8Array(Uint32Array.from(ids).buffer)).err
}

export const IDENTITY_SYSCALLS: readonly SyscallSpec[] = [
  syscall('getuid', getuid, []),
  syscall('geteuid', geteuid, []),
  syscall('getgid', getgid, []),
  syscall('getegid', getegid, []),
  syscall('setuid', setuid, ['id']),
  syscall('setgid', setgid, ['id']),
  syscall('setreuid', setreuid, ['id', 'id']),
  syscall('setregid', setregid, ['id', 'id']),
  syscall('setresuid', setresuid, ['id', 'id', 'id']),
  syscall('setresgid', setresgid, ['id', 'id', 'id']),
  syscall('setfsuid', setfsuid, ['id']),
  syscall('setfsgid', setfsgid, ['id']),
  syscall('getresuid', getresuid, ['id-out', 'id-out', 'id-out']),
  syscall('getresgid', getresgid, ['id-out', 'id-out', 'id-out']),
  syscall('getgroups', getgroups, ['int', 'groups-out']),
  syscall('setgroups', setgroups, ['int', 'groups-in']),
]
