// /proc/[pid]/mounts, mountinfo and mountstats: what is mounted, as a process sees it from its root. gVisor:
// pkg/sentry/vfs GenerateProcMounts, GenerateProcMountInfo. Linux: fs/proc_namespace.c.

import {
  MS_NOATIME,
  MS_NODEV,
  MS_NODIRATIME,
  MS_NOEXEC,
  MS_NOSUID,
  MS_NOSYMFOLLOW,
  MS_RELATIME,
} from '@jvisor/abi'
import { type Mount, type SeqSource, VirtualDentry } from '@jvisor/vfs'
import type { Task } from '../task.ts'

const FLAGS: readonly (readonly [flag: number, name: string])[] = [
  [MS_NOSUID, 'nosuid'],
  [MS_NODEV, 'nodev'],
  [MS_NOEXEC, 'noexec'],
  [MS_NOATIME, 'noatime'],
  [MS_NODIRATIME, 'nodiratime'],
  [MS_RELATIME, 'relatime'],
  [MS_NOSYMFOLLOW, 'nosymfollow'],
]

/** Spaces and what else would end a field, in octal. */
function escaped(text: string): string {
  return text.replace(/[ \t\n\\#]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`)
}

function flagNames(mount: Mount): string {
  const names = FLAGS.filter(([flag]) => (mount.flags & flag) !== 0).map(([, name]) => name)
  return [mount.readOnly ? 'ro' : 'rw', ...names].join(',')
}

interface Shown {
  readonly mount: Mount
  readonly path: string
  readonly type: string
}

/** /proc/[pid]/mounts: fstab(5)'s form. */
export function mountsLine({ mount, path, type }: Shown): string {
  return `${type} ${escaped(path)} ${type} ${flagNames(mount)} 0 0\n`
}

/** /proc/[pid]/mountinfo: proc_pid_mountinfo(5). */
export function mountinfoLine({ mount, path, type }: Shown): string {
  const { deviceId } = mount.root.inode.fs
  const device = `${(deviceId >>> 8) & 0xfff}:${(deviceId & 0xff) | ((deviceId >>> 12) & 0xfff00)}`
  const ids = `${mount.id} ${mount.point?.mount.id ?? mount.id} ${device}`
  const root = escaped(
    new VirtualDentry(mount, mount.root).dentry.parent === undefined ? '/' : rootPath(mount),
  )
  return `${ids} ${root} ${escaped(path)} ${flagNames(mount)} - ${type} ${type} rw\n`
}

/** Of a mount of a part of a file system, which. */
function rootPath(mount: Mount): string {
  const names: string[] = []
  for (let at = mount.root; at.parent !== undefined; at = at.parent) names.push(at.name)
  return `/${names.reverse().join('/')}`
}

/** /proc/[pid]/mountstats. */
export function mountstatsLine({ path, type }: Shown): string {
  return `device ${type} mounted on ${escaped(path)} with fstype ${type}\n`
}

/** One record for each mount that is below the task's root, in the order in which they were made. */
export function mountSource(task: Task, line: (shown: Shown) => string): SeqSource {
  return (position) => {
    const { kernel, fsContext } = task
    const mount = mountsOf(kernel.vfs.root.mount).find(({ id }) => id >= position)
    if (mount === undefined) return undefined
    const path = new VirtualDentry(mount, mount.root).pathFrom(fsContext.root)
    const shown = { mount, path, type: mount.root.inode.fs.typeName ?? 'none' }
    return { text: path.startsWith('/') ? line(shown) : '', next: mount.id + 1 }
  }
}

/** A mount and all that is mounted in it, by ID. */
function mountsOf(root: Mount): Mount[] {
  const all = [root]
  for (const mount of all) all.push(...mount.children.values())
  return all.sort((a, b) => a.id - b.id)
}
