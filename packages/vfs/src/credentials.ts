// Credentials: on whose behalf a file is used, or anything else that needs a permission. gVisor: kernel/auth
// credentials.go. Linux: include/linux/cred.h, kernel/cred.c. Immutable: a task that changes gets others.

import {
  CAP_CHOWN,
  CAP_DAC_OVERRIDE,
  CAP_DAC_READ_SEARCH,
  CAP_FOWNER,
  CAP_FSETID,
  CAP_LAST_CAP,
  CAP_LINUX_IMMUTABLE,
  CAP_MAC_OVERRIDE,
  CAP_MKNOD,
} from '@jvisor/abi'

/** A set of capabilities: bit n stands for the capability of number n. */
export type CapabilitySet = bigint

/** The set of these capabilities. */
export function capabilities(...numbers: readonly number[]): CapabilitySet {
  return numbers.reduce((set, n) => set | (1n << BigInt(n)), 0n)
}

export const NO_CAPABILITIES: CapabilitySet = 0n
export const ALL_CAPABILITIES: CapabilitySet = (1n << BigInt(CAP_LAST_CAP + 1)) - 1n

/** What goes and comes with fsuid 0 (CAP_FS_SET in include/linux/capability.h). */
const FILE_CAPABILITIES = capabilities(
  CAP_CHOWN,
  CAP_MKNOD,
  CAP_DAC_OVERRIDE,
  CAP_DAC_READ_SEARCH,
  CAP_FOWNER,
  CAP_FSETID,
  CAP_MAC_OVERRIDE,
  CAP_LINUX_IMMUTABLE,
)

/** The parts of credentials. IDs are from 0 to 2^32-2. */
export interface CredentialParts {
  readonly uid: number
  readonly euid: number
  readonly suid: number
  readonly fsuid: number
  readonly gid: number
  readonly egid: number
  readonly sgid: number
  readonly fsgid: number
  /** Supplementary groups, ascending. */
  readonly groups: readonly number[]
  readonly permitted: CapabilitySet
  readonly effective: CapabilitySet
  readonly inheritable: CapabilitySet
  readonly bounding: CapabilitySet
  readonly ambient: CapabilitySet
}

/** Root's, with all capabilities. */
const ROOT: CredentialParts = {
  uid: 0,
  euid: 0,
  suid: 0,
  fsuid: 0,
  gid: 0,
  egid: 0,
  sgid: 0,
  fsgid: 0,
  groups: [],
  permitted: ALL_CAPABILITIES,
  effective: ALL_CAPABILITIES,
  inheritable: NO_CAPABILITIES,
  bounding: ALL_CAPABILITIES,
  ambient: NO_CAPABILITIES,
}

export class Credentials {
  /** Of the kernel itself, and of processes that nothing else is said of. */
  static readonly ROOT = new Credentials(ROOT)

  readonly parts: CredentialParts
  /** What it writes to keeps S_ISUID and kin (CAP_FSETID). */
  readonly keepsSuid: boolean

  constructor(parts: CredentialParts) {
    this.parts = parts
    this.keepsSuid = this.has(CAP_FSETID)
  }

  /** A user without capabilities. */
  static user(uid: number, gid: number, groups: readonly number[] = []): Credentials {
    return new Credentials({
      ...{ uid, euid: uid, suid: uid, fsuid: uid, gid, egid: gid, sgid: gid, fsgid: gid },
      groups: [...groups].sort((a, b) => a - b),
      permitted: NO_CAPABILITIES,
      effective: NO_CAPABILITIES,
      inheritable: NO_CAPABILITIES,
      bounding: ALL_CAPABILITIES,
      ambient: NO_CAPABILITIES,
    })
  }

  get fsuid(): number {
    return this.parts.fsuid
  }

  get fsgid(): number {
    return this.parts.fsgid
  }

  /** True if the capability is effective (capable). */
  has(capability: number): boolean {
    return (this.parts.effective & (1n << BigInt(capability))) !== 0n
  }

  /** True if the group of files is this one, or a supplementary group is (in_group_p). */
  inGroup(gid: number): boolean {
    return gid === this.parts.fsgid || this.parts.groups.includes(gid)
  }

  /** The same with some parts changed, and nothing else. */
  with(changes: Partial<CredentialParts>): Credentials {
    return new Credentials({ ...this.parts, ...changes })
  }

  /**
   * The same with other user IDs, and the capabilities that go or come with them: permitted, effective and ambient ones
   * go with the last ID that is 0, effective ones with the effective ID. With `keep` the permitted ones stay
   * (PR_SET_KEEPCAPS).
   * @see cap_emulate_setxuid (Linux 6.18 security/commoncap.c), capabilities(7)
   */
  withUids(uids: Pick<CredentialParts, 'uid' | 'euid' | 'suid' | 'fsuid'>, keep = false): Credentials {
    const old = this.parts
    let { permitted, effective, ambient } = old
    const wasRoot = old.uid === 0 || old.euid === 0 || old.suid === 0
    if (wasRoot && uids.uid !== 0 && uids.euid !== 0 && uids.suid !== 0) {
      if (!keep) permitted = effective = NO_CAPABILITIES
      ambient = NO_CAPABILITIES
    }
    if (old.euid === 0 && uids.euid !== 0) effective = NO_CAPABILITIES
    if (old.euid !== 0 && uids.euid === 0) effective = permitted
    return this.with({ ...uids, permitted, effective, ambient })
  }

  /** The same with another user ID for files, and the capabilities about files that go or come with root's. */
  withFsuid(fsuid: number): Credentials {
    const { effective, permitted } = this.parts
    if (this.fsuid === 0 && fsuid !== 0)
      return this.with({ fsuid, effective: effective & ~FILE_CAPABILITIES })
    if (this.fsuid !== 0 && fsuid === 0) {
      return this.with({ fsuid, effective: effective | (permitted & FILE_CAPABILITIES) })
    }
    return this.with({ fsuid })
  }

  /** What access(2) asks with: the real IDs. @see access_override_creds (Linux 6.18 fs/open.c) */
  forAccess(): Credentials {
    const { uid, gid, permitted } = this.parts
    return this.with({ fsuid: uid, fsgid: gid, effective: uid === 0 ? permitted : NO_CAPABILITIES })
  }
}
