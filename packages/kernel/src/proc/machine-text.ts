// /proc/meminfo, cpuinfo, stat, uptime and other files about the machine. gVisor: fsimpl/proc/tasks_files.go.
// Linux: fs/proc/meminfo.c, stat.c, uptime.c, loadavg.c, version.c, devices.c, arch/*/kernel/cpu.

import { type Arch, PAGE_SIZE } from '@jvisor/abi'
import type { Kernel } from '../kernel.ts'

/** Clock ticks are 10 ms (USER_HZ). */
const TICK = 1e7

/** CPU time of all processes there are, ns. */
function busyNs(kernel: Kernel): number {
  const now = kernel.clock.monotonicNs()
  let ns = 0
  for (const group of kernel.processes.values()) {
    ns += group.cpuTimeNs(now) + (group.parent === undefined ? group.childrenTime.total(now) : 0)
  }
  return Math.min(ns, now)
}

const hundredths = (ns: number) => (Math.floor(ns / TICK) / 100).toFixed(2)

/** Time since boot, and the part of it in which the CPU had nothing to do. */
export function uptimeText(kernel: Kernel): string {
  const now = kernel.clock.monotonicNs()
  return `${hundredths(now)} ${hundredths(now - busyNs(kernel))}\n`
}

/** The load is not measured. */
export function loadavgText(kernel: Kernel): string {
  return `0.00 0.00 0.00 ${kernel.runnable}/${kernel.tasks.size} ${kernel.lastTid}\n`
}

/** proc_stat(5): there is one CPU, which runs programs or does nothing. */
export function statText(kernel: Kernel): string {
  const now = kernel.clock.monotonicNs()
  const busy = busyNs(kernel)
  const times = `${Math.floor(busy / TICK)} 0 0 ${Math.floor((now - busy) / TICK)} 0 0 0 0 0 0`
  const lines = [
    `cpu  ${times}`,
    `cpu0 ${times}`,
    'intr 0',
    'ctxt 0',
    `btime ${kernel.clock.bootTimeSec}`,
    `processes ${kernel.forks}`,
    `procs_running ${kernel.runnable}`,
    'procs_blocked 0',
    'softirq 0 0 0 0 0 0 0 0 0 0 0',
  ]
  return `${lines.join('\n')}\n`
}

export function versionText({ uts }: Kernel): string {
  return `${uts.sysname} version ${uts.release} (jvisor@jvisor) (TypeScript) ${uts.version}\n`
}

/** Rows of proc_meminfo(5) that come after those of free memory; all of nothing. */
const MEMORY_ROWS =
  `Buffers Cached SwapCached Active Inactive Active(anon) Inactive(anon) Active(file) Inactive(file) Unevictable
  Mlocked SwapTotal SwapFree Zswap Zswapped Dirty Writeback AnonPages Mapped Shmem KReclaimable Slab SReclaimable
  SUnreclaim KernelStack PageTables SecPageTables NFS_Unstable Bounce WritebackTmp CommitLimit Committed_AS
  VmallocTotal VmallocUsed VmallocChunk Percpu AnonHugePages ShmemHugePages ShmemPmdMapped FileHugePages
  FilePmdMapped Balloon HugePages_Total HugePages_Free HugePages_Rsvd HugePages_Surp Hugepagesize Hugetlb`.split(
    /\s+/,
  )

/** proc_meminfo(5). What files hold in memory is not told from what programs do. */
export function meminfoText({ memoryFile, processes }: Kernel): string {
  const total = (memoryFile.maxPages * PAGE_SIZE) / 1024
  const free = total - (memoryFile.pagesInUse * PAGE_SIZE) / 1024
  let anonymous = 0
  let mapped = 0
  for (const { leader } of processes.values()) {
    const usage = leader?.memoryManager?.usage
    anonymous += usage?.rssAnon ?? 0
    mapped += (usage?.rssFile ?? 0) + (usage?.rssShmem ?? 0)
  }
  const known: Readonly<Record<string, number>> = {
    Active: anonymous / 1024,
    'Active(anon)': anonymous / 1024,
    AnonPages: anonymous / 1024,
    Mapped: mapped / 1024,
    CommitLimit: total,
    VmallocTotal: 34359738367,
    Hugepagesize: 2048,
  }
  const rows = [
    ['MemTotal', total],
    ['MemFree', free],
    ['MemAvailable', free],
  ] as [string, number][]
  for (const name of MEMORY_ROWS) rows.push([name, known[name] ?? 0])
  return rows
    .map(([name, kb]) => {
      if (name.startsWith('HugePages_')) return `${`${name}:`.padEnd(16)}${String(kb).padStart(8)}\n`
      return `${`${name}:`.padEnd(15)} ${String(Math.floor(kb)).padStart(8)} kB\n`
    })
    .join('')
}

const CPU_ROWS: Readonly<Record<Arch, readonly (readonly [name: string, value: string])[]>> = {
  'x86-64': [
    ['processor\t', '0'],
    ['vendor_id\t', 'jvisor'],
    ['cpu family\t', '6'],
    ['model\t\t', '0'],
    ['model name\t', 'jvisor'],
    ['stepping\t', '0'],
    ['cpu MHz\t\t', '1000.000'],
    ['cache size\t', '0 KB'],
    ['physical id\t', '0'],
    ['siblings\t', '1'],
    ['core id\t\t', '0'],
    ['cpu cores\t', '1'],
    ['apicid\t\t', '0'],
    ['initial apicid\t', '0'],
    ['fpu\t\t', 'yes'],
    ['fpu_exception\t', 'yes'],
    ['cpuid level\t', '1'],
    ['wp\t\t', 'yes'],
    ['flags\t\t', 'fpu tsc msr cx8 cmov mmx fxsr sse sse2 syscall nx lm'],
    ['bugs\t\t', ''],
    ['bogomips\t', '2000.00'],
    ['clflush size\t', '64'],
    ['cache_alignment\t', '64'],
    ['address sizes\t', '32 bits physical, 48 bits virtual'],
    ['power management', ''],
  ],
  riscv64: [
    ['processor\t', '0'],
    ['hart\t\t', '0'],
    ['isa\t\t', 'rv64imafdc_zicntr_zicsr_zifencei'],
    ['mmu\t\t', 'sv48'],
  ],
}

/** The CPU that programs of an architecture run on. */
export function cpuinfoText(arch: Arch): string {
  const rows = CPU_ROWS[arch].map(([name, value]) => (value === '' ? `${name}:\n` : `${name}: ${value}\n`))
  return `${rows.join('')}\n`
}

export const DEVICES_TEXT = 'Character devices:\n  1 mem\n  5 /dev/tty\n136 pts\n\nBlock devices:\n'
export const FILESYSTEMS_TEXT = ['9p', 'devtmpfs', 'proc', 'tmpfs'].map((name) => `nodev\t${name}\n`).join('')
export const SWAPS_TEXT = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'
