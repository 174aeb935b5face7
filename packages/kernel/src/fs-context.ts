// FsContext: where a task stands in the file tree. gVisor: pkg/sentry/kernel/fs_context.go.

import type { PathContext, VirtualDentry } from '@jvisor/vfs'

/** Root, working directory and umask; shared by tasks that clone with CLONE_FS. */
export class FsContext {
  root: VirtualDentry
  cwd: VirtualDentry
  /** Permission bits that new files do not get. */
  umask: number

  constructor(root: VirtualDentry, cwd: VirtualDentry, umask = 0o022) {
    this.root = root
    this.cwd = cwd
    this.umask = umask
  }

  /** As a child has it that does not share it. */
  copy(): FsContext {
    return new FsContext(this.root, this.cwd, this.umask)
  }

  /** Where a path without a descriptor begins. */
  get pathContext(): PathContext {
    return { root: this.root, start: this.cwd }
  }
}
