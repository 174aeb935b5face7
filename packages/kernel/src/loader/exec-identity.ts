// What executing a file makes of credentials: set-user-ID and set-group-ID bits, and capabilities(7).
// Linux: fs/exec.c bprm_fill_uid, security/commoncap.c cap_bprm_creds_from_file. gVisor: kernel/auth, which has less.

import { CAP_SETUID, MS_NOSUID, S_ISGID, S_ISUID } from '@jvisor/abi'
import { type CapabilitySet, type Credentials, NO_CAPABILITIES, type VirtualDentry } from '@jvisor/vfs'
import type { ExecIdentity } from './binary-format.ts'

/** What of the caller forbids it to gain anything. */
export interface ExecRestrictions {
  /** PR_SET_NO_NEW_PRIVS. */
  readonly noNewPrivileges: boolean
  /** Tasks outside its process have its root and working directory (LSM_UNSAFE_SHARE). */
  readonly sharesFs: boolean
}

const GROUP_EXEC = 0o010

/** Files have no capabilities of their own: whoever is root has all that the bounding set allows. */
export function execIdentity(
  old: Credentials,
  { inode, mount }: VirtualDentry,
  restrictions: ExecRestrictions,
): ExecIdentity {
  const from = old.parts
  let { euid, egid } = from
  if ((mount.flags & MS_NOSUID) === 0 && !restrictions.noNewPrivileges) {
    if ((inode.mode & S_ISUID) !== 0) euid = inode.uid
    if ((inode.mode & (S_ISGID | GROUP_EXEC)) === (S_ISGID | GROUP_EXEC)) egid = inode.gid
  }
  const allowed = from.bounding | from.inheritable
  let permitted = euid === 0 || from.uid === 0 ? allowed : NO_CAPABILITIES
  const setsId = euid !== from.uid || egid !== from.gid
  const gains = !isSubset(permitted, from.permitted)
  if ((setsId || gains) && (restrictions.noNewPrivileges || restrictions.sharesFs)) {
    if (!old.has(CAP_SETUID) || restrictions.noNewPrivileges) {
      euid = from.uid
      egid = from.gid
    }
    permitted &= from.permitted
  }
  const effectiveRoot = euid === 0 && permitted !== NO_CAPABILITIES
  const ambient = setsId ? NO_CAPABILITIES : from.ambient
  permitted |= ambient
  const credentials = old.with({
    ...{ euid, suid: euid, fsuid: euid, egid, sgid: egid, fsgid: egid },
    permitted,
    effective: effectiveRoot ? permitted : ambient,
    ambient,
  })
  const secure = setsId || (from.uid !== 0 && (effectiveRoot || !isSubset(permitted, ambient)))
  return { credentials, secure }
}

function isSubset(set: CapabilitySet, of: CapabilitySet): boolean {
  return (set & ~of) === NO_CAPABILITIES
}
