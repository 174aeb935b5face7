// /proc/sys: numbers and names that a system can be tuned with; here they can only be read. gVisor:
// fsimpl/proc/tasks_sys.go. Linux: kernel/sysctl.c, fs/proc/proc_sysctl.c; proc_sys(5).

import { CAP_LAST_CAP, type Errno } from '@jvisor/abi'
import { encodeUtf8 } from '@jvisor/usermem'
import {
  ContentDescription,
  type FilesystemContext,
  type Inode,
  MAX_MOUNTS,
  PseudoFile,
  StaticDirectory,
} from '@jvisor/vfs'
import type { Kernel } from '../kernel.ts'
import { MAX_EPOLL_WATCHES, MAX_TID } from '../kernel-opts.ts'

type Value = number | string | readonly number[]
interface Tree {
  readonly [name: string]: Value | ((kernel: Kernel) => Value) | Tree
}

/** A random identifier in the form of RFC 9562. */
function uuid(kernel: Kernel): string {
  const bytes = new Uint8Array(16)
  kernel.random.fill(bytes)
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The largest number of 64 bits (LONG_MAX): no limit. */
const NO_LIMIT = '9223372036854775807'

const bootIds = new WeakMap<Kernel, string>()

/** The same until the next boot. */
function bootId(kernel: Kernel): string {
  const known = bootIds.get(kernel) ?? uuid(kernel)
  bootIds.set(kernel, known)
  return known
}

const SYSCTLS: Tree = {
  fs: {
    epoll: { max_user_watches: MAX_EPOLL_WATCHES },
    'file-max': NO_LIMIT,
    'file-nr': `0\t0\t${NO_LIMIT}`,
    'lease-break-time': 45,
    'mount-max': MAX_MOUNTS,
    nr_open: 1_048_576,
    overflowgid: 65534,
    overflowuid: 65534,
    'pipe-max-size': 1_048_576,
    'pipe-user-pages-hard': 0,
    'pipe-user-pages-soft': 16384,
    protected_fifos: 0,
    protected_hardlinks: 0,
    protected_regular: 0,
    protected_symlinks: 0,
    suid_dumpable: 0,
  },
  kernel: {
    cap_last_cap: CAP_LAST_CAP,
    core_pattern: 'core',
    core_uses_pid: 1,
    dmesg_restrict: 1,
    domainname: ({ uts }) => uts.domainname,
    hostname: ({ uts }) => uts.nodename,
    kptr_restrict: 0,
    msgmax: 8192,
    msgmnb: 16384,
    msgmni: 32000,
    ngroups_max: 65536,
    osrelease: ({ uts }) => uts.release,
    ostype: ({ uts }) => uts.sysname,
    overflowgid: 65534,
    overflowuid: 65534,
    panic: 0,
    perf_event_paranoid: 2,
    pid_max: MAX_TID + 1,
    random: {
      boot_id: bootId,
      entropy_avail: 256,
      poolsize: 256,
      urandom_min_reseed_secs: 60,
      uuid,
      write_wakeup_threshold: 256,
    },
    randomize_va_space: 0,
    sem: [32000, 1_024_000_000, 500, 32000],
    shmall: '18446744073692774399',
    shmmax: '18446744073692774399',
    shmmni: 4096,
    tainted: 0,
    'threads-max': ({ maxTasks }) => maxTasks,
    version: ({ uts }) => uts.version,
  },
  vm: {
    legacy_va_layout: 0,
    max_map_count: 65530,
    memfd_noexec: 0,
    mmap_min_addr: 65536,
    nr_hugepages: 0,
    overcommit_kbytes: 0,
    overcommit_memory: 1,
    overcommit_ratio: 50,
    swappiness: 60,
    vfs_cache_pressure: 100,
  },
}

/** Numbers are read from the beginning only; the rest of a piece that was too small is lost (proc_dointvec). */
function contentOf(value: Value, offset: number, count: number): Uint8Array {
  const isText = typeof value === 'string'
  const text = typeof value === 'object' ? value.join('\t') : String(value)
  return encodeUtf8(`${text}\n`).subarray(isText || offset === 0 ? offset : Infinity, offset + count)
}

/** The directory /proc/sys. */
export function sysctlDirectory(kernel: Kernel, fs: FilesystemContext): Inode {
  const make = (tree: Tree): Inode => {
    const children = Object.entries(tree).map(([name, node]): [string, Inode] => {
      if (typeof node === 'object' && !Array.isArray(node)) return [name, make(node as Tree)]
      const get = () => (typeof node === 'function' ? node(kernel) : (node as Value))
      const content = (offset: number, count: number): Uint8Array | Errno => contentOf(get(), offset, count)
      return [
        name,
        new PseudoFile({ fs, permissions: 0o444 }, (at, flags) => new ContentDescription(at, flags, content)),
      ]
    })
    const directory = new StaticDirectory({ fs, permissions: 0o555 }, children)
    directory.nlink = 1
    return directory
  }
  return make(SYSCTLS)
}
