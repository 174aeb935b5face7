// /proc/[pid]/mounts, mountinfo and mountstats: what is mounted, as a process sees it from its root. gVisor:
// pkg/sentry/vfs GenerateProcMounts, GenerateProcMountInfo. Linux: fs/proc_namespace.c.

import {
  MS_DIRSYNC,
  MS_LAZYTIME,
  MS_MANDLOCK,
  MS_NOATIME,
  MS_NODEV,
  MS_NODIRATIME,
  MS_NOEXEC,
  MS_NOSUID,
  MS_NOSYMFOLLOW,
  MS_RDONLY,
  MS_RELATIME,
  MS_SYNCHRONOUS,
} from '@jvisor/abi'
import { type Mount, type SeqSource, VirtualDentry } from '@jvisor/vfs'
import type { Task } from '../task.ts'

type FlagNames = readonly (readonly [flag: number, name: string])[]

const MOUNT_FLAGS: FlagNames = [
  [MS_NOSUID, 'nosuid'],
  [MS_NODEV, 'nodev'],
  [MS_NOEXEC, 'noexec'],
  [MS_NOATIME, 'noatime'],
  [MS_NODIRATIME, 'nodiratime'],
  [MS_RELATIME, 'relatime'],
  [MS_NOSYMFOLLOW, 'nosymfollow'],
]
const SUPERBLOCK_FLAGS: FlagNames = [
  [MS_SYNCHRONOUS, 'sync'],
  [MS_DIRSYNC, 'dirsync'],
  [MS_MANDLOCK, 'mand'],
  [MS_LAZYTIME, 'lazytime'],
]

/** Spaces and what else would end a field, in octal. */
function escaped(text: string): string {
  return text.replace(/[ \t\n\\#]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`)
}

/** ",nosuid,nodev" */
function namesOf(flags: number, names: FlagNames): string {
  return names.map(([flag, name]) => ((flags & flag) !== 0 ? `,${name}` : '')).join('')
}

interface Shown {
  readonly mount: Mount
  readonly path: string
  readonly type: string
}

function sourceOf({ mount, type }: Shown): string {
  return escaped(mount.source ?? type)
}

/** /proc/[pid]/mounts: fstab(5)'s form. */
export function mountsLine(shown: Shown): string {
  const { mount, path, type } = shown
  const { superblock, flags, readOnly } = mount
  const names = `${namesOf(superblock.flags, SUPERBLOCK_FLAGS)}${namesOf(flags, MOUNT_FLAGS)}`
  const options = `${readOnly ? 'ro' : 'rw'}${names}${mount.root.inode.fs.mountOptions?.() ?? ''}`
  return `${sourceOf(shown)} ${escaped(path)} ${type} ${options} 0 0\n`
}

/** /proc/[pid]/mountinfo: proc_pid_mountinfo(5). */
export function mountinfoLine(shown: Shown): string {
  const { mount, path, type } = shown
  const { superblock, flags } = mount
  const { deviceId, mountOptions } = mount.root.inode.fs
  const device = `${(deviceId >>> 8) & 0xfff}:${(deviceId & 0xff) | ((deviceId >>> 12) & 0xfff00)}`
  const ids = `${mount.id} ${mount.point?.mount.id ?? mount.id} ${device}`
  const own = `${(flags & MS_RDONLY) !== 0 ? 'ro' : 'rw'}${namesOf(flags, MOUNT_FLAGS)}${propagation(mount)}`
  const common = `${superblock.readOnly ? 'ro' : 'rw'}${namesOf(superblock.flags, SUPERBLOCK_FLAGS)}`
  const options = mountOptions?.call(mount.root.inode.fs) ?? ''
  return `${ids} ${escaped(rootPath(mount))} ${escaped(path)} ${own} - ${type} ${sourceOf(shown)} ${common}${options}\n`
}

/** " shared:1 master:2" */
function propagation({ peers, master, unbindable }: Mount): string {
  const shared = peers === undefined ? '' : ` shared:${peers.id}`
  return `${shared}${master === undefined ? '' : ` master:${master.id}`}${unbindable ? ' unbindable' : ''}`
}

/** Of a mount of a part of a file system, which. */
function rootPath(mount: Mount): string {
  const names: string[] = []
  for (let at = mount.root; at.parent !== undefined; at = at.parent) names.push(at.name)
  return `/${names.reverse().join('/')}${mount.root.removed ? '//deleted' : ''}`
}

/** /proc/[pid]/mountstats. */
export function mountstatsLine(shown: Shown): string {
  const { path, type } = shown
  return `device ${sourceOf(shown)} mounted on ${escaped(path)} with fstype ${type}\n`
}

/** One record for each mount that is below the task's root, in the order in which they were made. */
export function mountSource(task: Task, line: (shown: Shown) => string): SeqSource {
  return (position) => {
    const { kernel, fsContext } = task
    const mount = kernel.vfs.mounts.mounts.find(({ id }) => id >= position)
    if (mount === undefined) return undefined
    const path = new VirtualDentry(mount, mount.root).pathFrom(fsContext.root)
    const shown = { mount, path, type: mount.root.inode.fs.typeName ?? 'none' }
    return { text: path.startsWith('/') ? line(shown) : '', next: mount.id + 1 }
  }
}
