// The parameters of mount and umount2, as strace(1) shows them.

import {
  MNT_DETACH,
  MNT_EXPIRE,
  MNT_FORCE,
  MS_BIND,
  MS_DIRSYNC,
  MS_I_VERSION,
  MS_KERNMOUNT,
  MS_LAZYTIME,
  MS_MANDLOCK,
  MS_MGC_MSK,
  MS_MGC_VAL,
  MS_MOVE,
  MS_NOATIME,
  MS_NODEV,
  MS_NODIRATIME,
  MS_NOEXEC,
  MS_NOSUID,
  MS_NOSYMFOLLOW,
  MS_NOUSER,
  MS_POSIXACL,
  MS_PRIVATE,
  MS_RDONLY,
  MS_REC,
  MS_RELATIME,
  MS_REMOUNT,
  MS_SHARED,
  MS_SILENT,
  MS_SLAVE,
  MS_STRICTATIME,
  MS_SYNCHRONOUS,
  MS_UNBINDABLE,
  UMOUNT_NOFOLLOW,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { flags } from './decoders.ts'
import { type FlagTable, flagText, pointer } from './text.ts'
import { stringText } from './vectors.ts'

const FLAGS: FlagTable = [
  ['MS_RDONLY', MS_RDONLY],
  ['MS_NOSUID', MS_NOSUID],
  ['MS_NODEV', MS_NODEV],
  ['MS_NOEXEC', MS_NOEXEC],
  ['MS_SYNCHRONOUS', MS_SYNCHRONOUS],
  ['MS_REMOUNT', MS_REMOUNT],
  ['MS_MANDLOCK', MS_MANDLOCK],
  ['MS_DIRSYNC', MS_DIRSYNC],
  ['MS_NOSYMFOLLOW', MS_NOSYMFOLLOW],
  ['MS_NOATIME', MS_NOATIME],
  ['MS_NODIRATIME', MS_NODIRATIME],
  ['MS_BIND', MS_BIND],
  ['MS_MOVE', MS_MOVE],
  ['MS_REC', MS_REC],
  ['MS_SILENT', MS_SILENT],
  ['MS_POSIXACL', MS_POSIXACL],
  ['MS_UNBINDABLE', MS_UNBINDABLE],
  ['MS_PRIVATE', MS_PRIVATE],
  ['MS_SLAVE', MS_SLAVE],
  ['MS_SHARED', MS_SHARED],
  ['MS_RELATIME', MS_RELATIME],
  ['MS_KERNMOUNT', MS_KERNMOUNT],
  ['MS_I_VERSION', MS_I_VERSION],
  ['MS_STRICTATIME', MS_STRICTATIME],
  ['MS_LAZYTIME', MS_LAZYTIME],
  ['MS_NOUSER', MS_NOUSER],
]

/** The flags; what was a magic number once goes before them. */
export const MOUNT_FLAGS: ParamDecoder = {
  declaration: 'unsigned long flags',
  output: false,
  decode(d, i) {
    const all = d.args.uint(i)
    if ((all & MS_MGC_MSK) >>> 0 !== MS_MGC_VAL) return flagText(all, FLAGS, 'MS_???')
    const rest = all & ~MS_MGC_MSK
    return rest === 0 ? 'MS_MGC_VAL' : `MS_MGC_VAL|${flagText(rest, FLAGS, 'MS_???')}`
  },
}

const FLAGS_ARGUMENT = 3

/** A string, or the address alone where the flags, by which the call takes none, say that it does not matter. */
function stringUnless(declaration: string, ignoring: number): ParamDecoder {
  return {
    declaration,
    output: false,
    decode(d, i) {
      const at = d.args.bigint(i)
      const all = d.args.uint(FLAGS_ARGUMENT)
      const flags = (all & MS_MGC_MSK) >>> 0 === MS_MGC_VAL ? all & ~MS_MGC_MSK : all
      return at === 0n || (flags & ignoring) !== 0 ? pointer(at) : stringText(d.task, at, d.limit)
    },
  }
}

export const MOUNT_TYPE: ParamDecoder = stringUnless(
  'const char *filesystemtype',
  MS_REMOUNT | MS_BIND | MS_MOVE,
)

export const MOUNT_OPTIONS: ParamDecoder = stringUnless('const void *data', MS_BIND | MS_MOVE)

export const UMOUNT_FLAGS: ParamDecoder = flags(
  'int flags',
  [
    ['MNT_FORCE', MNT_FORCE],
    ['MNT_DETACH', MNT_DETACH],
    ['MNT_EXPIRE', MNT_EXPIRE],
    ['UMOUNT_NOFOLLOW', UMOUNT_NOFOLLOW],
  ],
  'MNT_???',
)
