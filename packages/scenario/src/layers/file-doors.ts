// The doors of files: open files, what can be mapped, and what fills or takes blocks. Each kind is a class of its own,
// most of them known to vfs only; a class that this table does not have is told under its own name, with the place of
// what it implements.

import { type Door, doorsOf } from './doors.ts'
import type { Place } from './hop.ts'
import * as w from './words.ts'

const FILE = 'file-description.ts'

/** By the methods of the interfaces; a source or counterpart here is that of a class that the table below lacks. */
export const FILE_DOORS: Readonly<Record<'file' | 'mappable' | 'blocks', readonly Door[]>> = {
  file: doorsOf('vfs', undefined, 'pkg/sentry/vfs', [
    ['read', [w.sequence], w.transferred, `${FILE} read`, 'file_description.go Read'],
    ['pread', [w.sequence, w.offset], w.transferred, `${FILE} pread`, 'file_description.go PRead'],
    ['write', [w.sequence], w.transferred, `${FILE} write`, 'file_description.go Write'],
    ['pwrite', [w.sequence, w.offset], w.transferred, `${FILE} pwrite`, 'file_description.go PWrite'],
    ['seek', [w.offset, w.plain], w.valueOrErrno, `${FILE} seek`, 'file_description.go Seek'],
    ['stat', [], () => 'OK', `${FILE} stat`, 'file_description.go Stat'],
    ['truncate', [w.length], w.errno, `${FILE} truncate`, 'file_description.go SetStat'],
    [
      'configureMmap',
      [w.mapping],
      w.errno,
      `${FILE} configureMmap`,
      'file_description.go ConfigureMMap',
      { reveals: ([opts]) => [['mappable', (opts as { mappable?: unknown } | undefined)?.mappable]] },
    ],
    ['readiness', [w.hexadecimal], w.hexadecimal, `${FILE} readiness`, 'file_description.go Readiness'],
    ['eventRegister', [], w.nothing, `${FILE} eventRegister`, 'file_description.go EventRegister'],
    ['eventUnregister', [], w.nothing, `${FILE} eventUnregister`, 'file_description.go EventUnregister'],
    ['pipeSize', [], w.valueOrErrno, `${FILE} pipeSize`],
    ['seals', [], w.valueOrErrno, `${FILE} seals`],
    ['addSeals', [w.hexadecimal], w.errno, `${FILE} addSeals`],
    ['bytesToRead', [], w.valueOrErrno, `${FILE} bytesToRead`, 'file_description.go Ioctl'],
    ['sync', [], w.errno, `${FILE} sync`, 'file_description.go Sync'],
    ['release', [], w.nothing, 'open-file.ts release', 'file_description.go Release'],
  ]),
  mappable: doorsOf('memmap', undefined, 'pkg/sentry/memmap', [
    [
      'addMapping',
      [() => 'space', w.range, w.offset],
      w.errno,
      'mappable.ts addMapping',
      'memmap.go AddMapping',
    ],
    [
      'removeMapping',
      [() => 'space', w.range, w.offset],
      w.nothing,
      'mappable.ts removeMapping',
      'memmap.go RemoveMapping',
    ],
    ['translate', [w.offset, w.access], w.pageOrErrno, 'mappable.ts translate', 'memmap.go Translate'],
    ['punchHole', [w.offset, w.offset], w.errno, 'mappable.ts punchHole'],
    ['sync', [w.offset, w.offset], w.errno, 'mappable.ts sync'],
    ['isResident', [w.offset], w.plain, 'mappable.ts isResident'],
  ]),
  blocks: doorsOf('usermem', undefined, 'pkg/safemem', [
    ['readToBlocks', [w.blocks], w.transferred, 'block-io.ts readToBlocks', 'io.go ReadToBlocks'],
    ['writeFromBlocks', [w.blocks], w.transferred, 'block-io.ts writeFromBlocks', 'io.go WriteFromBlocks'],
  ]),
}

/** Where a class is written, and the type in gVisor that does the same. */
interface Kind {
  readonly layer: string
  readonly path: string
  readonly gvisor: Place
}

function kind(file: string, gvisorPath: string, gvisorType: string, layer = 'vfs'): Kind {
  return {
    layer,
    path: `packages/${layer}/src/${file}`,
    gvisor: { path: `pkg/sentry/${gvisorPath}`, symbol: gvisorType },
  }
}

const MEMDEV = 'devices/memdev'

/** The classes that have such doors. */
export const KINDS: Readonly<Record<string, Kind>> = {
  FileDescription: kind(FILE, 'vfs/file_description.go', 'FileDescription'),
  RegularFileDescription: kind('regular-file.ts', 'fsimpl/tmpfs/regular_file.go', 'regularFileFD'),
  PipeEnd: kind('pipe.ts', 'kernel/pipe/vfs.go', 'VFSPipeFD'),
  MemoryDevice: kind('devices.ts', `${MEMDEV}/memdev.go`, ''),
  NullDevice: kind('devices.ts', `${MEMDEV}/null.go`, 'nullFD'),
  ZeroDevice: kind('devices.ts', `${MEMDEV}/zero.go`, 'zeroFD'),
  FullDevice: kind('devices.ts', `${MEMDEV}/full.go`, 'fullFD'),
  UrandomDevice: kind('devices.ts', `${MEMDEV}/random.go`, 'randomFD'),
  RandomDevice: kind('devices.ts', `${MEMDEV}/random.go`, 'randomFD'),
  DirectoryDescription: kind('directory.ts', 'fsimpl/tmpfs/directory.go', 'directoryFD'),
  PathDescription: kind('path-description.ts', 'vfs/opath.go', 'opathFD'),
  HostStreamFile: kind('host-stream.ts', 'fsimpl/host/host.go', 'fileDescription'),
  HostFileDescription: kind('host-directory.ts', 'fsimpl/gofer/regular_file.go', 'regularFileFD'),
  RegularFile: kind('regular-file.ts', 'fsimpl/tmpfs/regular_file.go', 'regularFile'),
  SpecialMappable: kind('special-mappable.ts', 'mm/special_mappable.go', 'SpecialMappable', 'mm'),
  FilePages: kind('file-pages.ts', 'fsimpl/tmpfs/regular_file.go', 'regularFileReadWriter'),
  PipeRing: kind('pipe-ring.ts', 'kernel/pipe/pipe.go', 'Pipe'),
}

/** The door as it is in a class: whose layer, and where its method is written. */
export function doorIn(door: Door, owner: string): Pick<Door, 'layer' | 'source' | 'gvisor'> {
  const { layer, path, gvisor } = Object.hasOwn(KINDS, owner)
    ? KINDS[owner]
    : { ...door, path: undefined, gvisor: undefined }
  if (door.of !== undefined || path === undefined || gvisor === undefined) return door
  const method = door.gvisor?.symbol
  const symbol = [gvisor.symbol, method].filter(Boolean).join('.')
  return {
    layer,
    source: { path, symbol: `${owner}.${door.method}` },
    gvisor: { path: gvisor.path, symbol },
  }
}
