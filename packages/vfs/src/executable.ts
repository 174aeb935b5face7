// Opening a file to execute it. Linux: fs/exec.c do_open_execat, exe_file_deny_write_access. gVisor: the FileExec of
// vfs.OpenOptions.

import { EACCES, ELOOP, type Errno, MS_NOEXEC, O_RDONLY, OK, S_IFMT, S_IFREG } from '@jvisor/abi'
import type { Credentials } from './credentials.ts'
import type { FileDescription } from './file-description.ts'
import { checkPermission, MAY_EXEC } from './permissions.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

/**
 * The file at a place, readable whatever its permissions say of that. Nobody may write to it while the description is
 * open, unless {@link FileDescription.letGoOfContent} says so.
 * ELOOP: a symbolic link. EACCES: no regular file, not executable by `who`, or on a mount where nothing is. ETXTBSY:
 * somebody may write to it.
 */
export function openExecutable(who: Credentials, at: VirtualDentry): FileDescription | Errno {
  const { inode, mount } = at
  if (inode.isSymlink) return ELOOP
  if ((inode.mode & S_IFMT) !== S_IFREG || (mount.flags & MS_NOEXEC) !== 0) return EACCES
  const refused = checkPermission(who, inode, MAY_EXEC)
  if (refused !== OK) return refused
  const file = inode.open(at, O_RDONLY)
  if (typeof file === 'number') return file
  file.useMount()
  const busy = file.holdContent(inode, 'unwritten')
  if (busy === OK) return file
  file.decRef()
  return busy
}
