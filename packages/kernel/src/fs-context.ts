// FsContext: where a task stands in the file tree. gVisor: pkg/sentry/kernel/fs_context.go.

import type { PathContext, VirtualDentry } from '@jvisor/vfs'

/** Root, working directory and umask; shared by tasks that clone with CLONE_FS. */
export class FsContext {
  #root: VirtualDentry
  #cwd: VirtualDentry
  #users = 1
  /** Permission bits that new files do not get. */
  umask: number

  constructor(root: VirtualDentry, cwd: VirtualDentry, umask = 0o022) {
    this.#root = root
    this.#cwd = cwd
    root.mount.incUsers()
    cwd.mount.incUsers()
    this.umask = umask
  }

  get root(): VirtualDentry {
    return this.#root
  }

  set root(to: VirtualDentry) {
    to.mount.incUsers()
    this.#root.mount.decUsers()
    this.#root = to
  }

  get cwd(): VirtualDentry {
    return this.#cwd
  }

  set cwd(to: VirtualDentry) {
    to.mount.incUsers()
    this.#cwd.mount.decUsers()
    this.#cwd = to
  }

  /** One more task has it. */
  share(): FsContext {
    this.#users++
    return this
  }

  /** One less; with the last one, its places are in use no more. */
  decRef(): void {
    if (--this.#users > 0) return
    this.#root.mount.decUsers()
    this.#cwd.mount.decUsers()
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
