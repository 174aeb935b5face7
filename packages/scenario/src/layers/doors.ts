// The doors between the layers, as a table: the methods through which one package calls another, what passes through
// them in words, where each is written, and what gVisor calls it. watch.ts stands at them; files have their own table,
// since each kind of file is a class of its own (file-doors.ts), and so have system calls (syscall-doors.ts).

import type { Hop, Place } from './hop.ts'
import type { Say } from './words.ts'
import * as w from './words.ts'

/** What an object is to the layers: which of its methods are doors. */
export type Role =
  | 'task'
  | 'fdTable'
  | 'vfs'
  | 'shm'
  | 'mm'
  | 'memoryFile'
  | 'pageTree'
  | 'sequence'
  | 'file'
  | 'mappable'
  | 'blocks'

/** An object that a call has brought to light, and that has doors itself. */
export type Revealed = readonly [role: Role, object: unknown]

/** A method through which one layer calls another. */
export interface Door {
  readonly layer: string
  /** As it is told: a class; undefined for the object's own, where there are many. */
  readonly of: string | undefined
  readonly method: string
  readonly args: readonly Say[]
  readonly result: Say
  readonly source: Place
  readonly gvisor: Place | undefined
  /** The objects with doors of their own that it takes or gives. */
  readonly reveals?: (args: readonly unknown[], result: unknown) => Revealed[]
  /** False for a call that is not worth telling, once it is over; without this, all are told. */
  readonly isTold?: (hop: Hop, result: unknown) => boolean
}

type More = Pick<Door, 'reveals' | 'isTold'>
type Row = readonly [
  method: string,
  args: readonly Say[],
  result: Say,
  source: string,
  gvisor?: string | undefined,
  more?: More,
]

/** "copy.ts copyIn", in a folder. */
function placeIn(folder: string, text: string): Place {
  const [file, symbol] = text.split(' ')
  return { path: `${folder}/${file}`, symbol }
}

/** The doors of one class: rows, with sources below the package's `src` and gVisor's below `gvisorFolder`. */
export function doorsOf(
  layer: string,
  of: string | undefined,
  gvisorFolder: string,
  rows: readonly Row[],
): Door[] {
  return rows.map(([method, args, result, source, gvisor, more]) => ({
    layer,
    of,
    method,
    args,
    result,
    source: placeIn(`packages/${layer}/src`, source),
    gvisor: gvisor === undefined ? undefined : placeIn(gvisorFolder, gvisor),
    ...more,
  }))
}

const revealsResult = (role: Role): More => ({ reveals: (_, result) => [[role, result]] })
const revealsArgument = (role: Role, i: number): More => ({ reveals: (args) => [[role, args[i]]] })
const revealsMapped: More = {
  reveals: ([opts]) => [['mappable', (opts as { mappable?: unknown } | undefined)?.mappable]],
}
/** What only looks something up, or stores it where there is room, is told if it has called on. */
const toldIfItCalls: More = { isTold: (hop) => hop.children.length > 0 }
const toldIfRefused: More = { isTold: (_, result) => result === false }

const TASK = 'task-usermem.ts'

/** The doors of every class but those of files. */
export const DOORS: Readonly<Record<Exclude<Role, 'file' | 'mappable' | 'blocks'>, readonly Door[]>> = {
  task: doorsOf('kernel', 'Task', 'pkg/sentry/kernel', [
    ['copyOut', [w.address, w.bytes], w.transferred, `${TASK} copyOut`, 'task_usermem.go CopyOutBytes'],
    ['copyIn', [w.address, w.bytes], w.transferred, `${TASK} copyIn`, 'task_usermem.go CopyInBytes'],
    [
      'copyOutBytes',
      [w.address, w.bytes],
      w.transferred,
      `${TASK} copyOutBytes`,
      'task_usermem.go CopyOutBytes',
    ],
    [
      'copyInBytes',
      [w.address, w.bytes],
      w.transferred,
      `${TASK} copyInBytes`,
      'task_usermem.go CopyInBytes',
    ],
    ['copyInString', [w.address, w.length], w.string, `${TASK} copyInString`, 'task_usermem.go CopyInString'],
    [
      'singleIOSequence',
      [w.address, w.length],
      w.sequenceOrErrno,
      `${TASK} singleIOSequence`,
      'task_usermem.go SingleIOSequence',
    ],
    [
      'iovecsIOSequence',
      [w.address, w.plain],
      w.sequenceOrErrno,
      `${TASK} iovecsIOSequence`,
      'task_usermem.go IovecsIOSequence',
    ],
    [
      'copyInIovecs',
      [w.address, w.plain],
      (value, words) => (typeof value === 'number' ? w.errno(value, words) : w.ranges(value, words)),
      `${TASK} copyInIovecs`,
      'task_usermem.go CopyInIovecs',
    ],
    ['sendSignal', [w.plain], w.nothing, 'task.ts sendSignal', 'task_signals.go SendSignal'],
    ['block', [], w.errno, 'task.ts block', 'task_block.go Block'],
  ]),
  fdTable: doorsOf('kernel', 'FdTable', 'pkg/sentry/kernel', [
    ['get', [w.plain], w.found, 'fd-table.ts get', 'fd_table.go FDTable.Get', revealsResult('file')],
    [
      'add',
      [w.object],
      w.valueOrErrno,
      'fd-table.ts add',
      'fd_table.go FDTable.NewFD',
      revealsArgument('file', 0),
    ],
    [
      'set',
      [w.plain, w.object],
      w.nothing,
      'fd-table.ts set',
      'fd_table.go FDTable.NewFDAt',
      revealsArgument('file', 1),
    ],
    ['remove', [w.plain], w.errno, 'fd-table.ts remove', 'fd_table.go FDTable.Remove'],
  ]),
  vfs: doorsOf('vfs', 'VirtualFilesystem', 'pkg/sentry/vfs', [
    [
      'openAt',
      [() => 'cwd', w.named, w.hexadecimal],
      w.found,
      'vfs.ts openAt',
      'vfs.go VirtualFilesystem.OpenAt',
      revealsResult('file'),
    ],
    [
      'statAt',
      [() => 'cwd', w.named],
      (value, words) => (typeof value === 'number' ? w.errno(value, words) : 'OK'),
      'vfs.ts statAt',
      'vfs.go VirtualFilesystem.StatAt',
    ],
    ['directoryOf', [w.object], w.found, 'vfs.ts directoryOf'],
  ]),
  shm: doorsOf('vfs', 'Shm', 'pkg/sentry/fsimpl/tmpfs', [
    ['createMemfd', [w.named], w.found, 'shm.ts createMemfd', 'tmpfs.go NewMemfd', revealsResult('file')],
    [
      'configureAnonymous',
      [w.mapping],
      w.nothing,
      'shm.ts configureAnonymous',
      'tmpfs.go NewZeroFile',
      revealsMapped,
    ],
  ]),
  mm: doorsOf('mm', 'MemoryManager', 'pkg/sentry/mm', [
    ['copyOut', [w.address, w.bytes], w.transferred, 'copy.ts copyOut', 'io.go MemoryManager.CopyOut'],
    ['copyIn', [w.address, w.bytes], w.transferred, 'copy.ts copyIn', 'io.go MemoryManager.CopyIn'],
    ['zeroOut', [w.address, w.length], w.transferred, 'copy.ts zeroOut', 'io.go MemoryManager.ZeroOut'],
    [
      'importIovecs',
      [w.address, w.plain],
      (value) => (value === -1 ? 'one by one' : `${value} bytes`),
      'copy.ts importIovecs',
    ],
    [
      'importIovec',
      [w.address],
      (value, words) => (value === undefined ? 'one by one' : w.ranges(value, words)),
      'copy.ts importIovec',
    ],
    [
      'copyOutFrom',
      [w.ranges, w.object],
      w.transferred,
      'copy.ts copyOutFrom',
      'io.go MemoryManager.CopyOutFrom',
      revealsArgument('blocks', 1),
    ],
    [
      'copyInTo',
      [w.ranges, w.object],
      w.transferred,
      'copy.ts copyInTo',
      'io.go MemoryManager.CopyInTo',
      revealsArgument('blocks', 1),
    ],
    [
      'swapUint32',
      [w.address, w.hexadecimal],
      w.word,
      'memory-manager.ts swapUint32',
      'io.go MemoryManager.SwapUint32',
    ],
    [
      'compareAndSwapUint32',
      [w.address, w.hexadecimal, w.hexadecimal],
      w.word,
      'memory-manager.ts compareAndSwapUint32',
      'io.go MemoryManager.CompareAndSwapUint32',
    ],
    ['loadUint32', [w.address], w.word, 'memory-manager.ts loadUint32', 'io.go MemoryManager.LoadUint32'],
    [
      'checkRange',
      [w.address, w.length],
      w.plain,
      'copy.ts inRange',
      'io.go MemoryManager.CheckIORange',
      toldIfRefused,
    ],
    [
      'handleUserFault',
      [w.address, w.access],
      w.fault,
      'fault.ts resolve',
      'syscalls.go MemoryManager.HandleUserFault',
    ],
    ['checkMmap', [w.mapping], w.errno, 'mmap.ts checkMmap', undefined, { isTold: (_, err) => err !== 0 }],
    ['mmap', [w.mapping], w.addressOrErrno, 'mmap.ts mmap', 'syscalls.go MemoryManager.MMap', revealsMapped],
    ['munmap', [w.address, w.length], w.errno, 'munmap.ts munmap', 'syscalls.go MemoryManager.MUnmap'],
    [
      'mprotect',
      [w.address, w.length, w.access],
      w.errno,
      'mprotect.ts mprotect',
      'syscalls.go MemoryManager.MProtect',
    ],
    [
      'mremap',
      [w.address, w.remap],
      w.addressOrErrno,
      'mremap.ts mremap',
      'syscalls.go MemoryManager.MRemap',
    ],
    [
      'madvise',
      [w.address, w.length, w.plain],
      w.errno,
      'madvise.ts madvise',
      'syscalls.go MemoryManager.Decommit',
    ],
    [
      'msync',
      [w.address, w.length, w.hexadecimal],
      w.errno,
      'msync.ts msync',
      'syscalls.go MemoryManager.MSync',
    ],
    ['mincore', [w.address, w.length, w.address], w.errno, 'mincore.ts mincore'],
    ['mlock', [w.address, w.length], w.errno, 'mlock.ts mlock', 'syscalls.go MemoryManager.MLock'],
    ['munlock', [w.address, w.length], w.errno, 'mlock.ts munlock', 'syscalls.go MemoryManager.MLock'],
    ['mlockall', [w.hexadecimal], w.errno, 'mlock.ts mlockall', 'syscalls.go MemoryManager.MLockAll'],
    ['munlockall', [], w.nothing, 'mlock.ts munlockall', 'syscalls.go MemoryManager.MLockAll'],
    ['brk', [w.address], w.address, 'brk.ts brk', 'syscalls.go MemoryManager.Brk'],
    ['pin', [w.address, w.length, w.access], (r, words) => w.errno(r.err, words), 'pin.ts pin', 'pma.go Pin'],
  ]),
  memoryFile: doorsOf('memmap', 'MemoryFile', 'pkg/sentry/pgalloc', [
    ['allocate', [], w.page, 'memory-file.ts allocate', 'pgalloc.go MemoryFile.Allocate'],
    ['allocateDirty', [], w.page, 'memory-file.ts allocateDirty', 'pgalloc.go MemoryFile.Allocate'],
    ['copyWithin', [w.pagePlace, w.pagePlace, w.length], w.nothing, 'memory-file.ts copyWithin'],
    ['zero', [w.pagePlace, w.length], w.nothing, 'memory-file.ts zero'],
  ]),
  // Told only if a node had to be made: a node is a page too.
  pageTree: doorsOf('memmap', 'PageTree', '', [
    ['set', [w.index], w.done, 'page-tree.ts set', undefined, toldIfItCalls],
    ['own', [w.index], w.done, 'page-tree.ts own', undefined, toldIfItCalls],
  ]),
  sequence: doorsOf('usermem', 'IOSequence', 'pkg/usermem', [
    ['copyOut', [w.bytes], w.transferred, 'io-sequence.ts copyOut', 'usermem.go IOSequence.CopyOut'],
    ['copyIn', [w.bytes], w.transferred, 'io-sequence.ts copyIn', 'usermem.go IOSequence.CopyIn'],
    ['zeroOut', [w.length], w.transferred, 'io-sequence.ts zeroOut', 'usermem.go IOSequence.ZeroOut'],
    [
      'copyOutFrom',
      [w.object],
      w.transferred,
      'io-sequence.ts copyOutFrom',
      'usermem.go IOSequence.CopyOutFrom',
    ],
    ['copyInTo', [w.object], w.transferred, 'io-sequence.ts copyInTo', 'usermem.go IOSequence.CopyInTo'],
  ]),
}
