// Picture: how the processes of a scenario stand between two of its steps, in numbers and words that can be drawn, and be
// sent from a worker to a page.

import {
  PAGE_SIZE,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  SEEK_CUR,
} from '@jvisor/abi'
import type { MemoryManager } from '@jvisor/mm'
import { JvisorSubject, type MapLine, type Player } from '@jvisor/scenario'
import { type AccessType, allows, WRITE } from '@jvisor/usermem'
import type { FileDescription } from '@jvisor/vfs'

/** Neighbouring pages that are alike. Those of a mapping that are in no run are not in memory. */
export interface PageRun {
  /** Addresses. */
  readonly start: number
  end: number
  /** In memory; and a store first makes a copy, although the mapping may be written. */
  readonly copyOnWrite: boolean
}

export interface MappingPicture extends MapLine {
  readonly pages: readonly PageRun[]
}

export interface FilePicture {
  readonly fd: number
  /** What the scenario calls it. */
  readonly names: readonly string[]
  /** "regular file", "pipe", "EventFd". */
  readonly kind: string
  /** Bytes; undefined for what has no positions. */
  readonly offset: number | undefined
  readonly size: number | undefined
  /** Of a pipe: bytes in each slot that is in use, and how many the pipe has room for. */
  readonly slots: readonly number[] | undefined
  readonly capacity: number | undefined
}

export interface ProcessPicture {
  /** Its first task. */
  readonly name: string
  readonly mappings: readonly MappingPicture[]
  readonly files: readonly FilePicture[]
}

export type Picture = readonly ProcessPicture[]

/** The end of the addresses that a program can have. */
const TOP = 2 ** 47
/** Those before it are /dev/null in every scenario. */
const FIRST_FD = 3

const KINDS = new Map([
  [S_IFREG, 'regular file'],
  [S_IFDIR, 'directory'],
  [S_IFIFO, 'pipe'],
  [S_IFSOCK, 'socket'],
  [S_IFCHR, 'character device'],
  [S_IFBLK, 'block device'],
])

/**
 * Takes a picture of all processes, of which none is in the middle of anything. What is as it was in the picture
 * `before` is the same object: it is sent to the page once.
 */
export function takePicture(player: Player, before: Picture = []): Picture {
  const seen = new Set<number>()
  const names = namesOfFiles(player)
  return player.actors.flatMap(({ name, subject }): ProcessPicture[] => {
    if (!(subject instanceof JvisorSubject) || subject.state === 'gone' || seen.has(subject.pid)) return []
    seen.add(subject.pid)
    const earlier = before.find((process) => process.name === name)?.mappings ?? []
    return [{ name, mappings: mappingsOf(subject, earlier), files: filesOf(subject, names) }]
  })
}

/** What the scenario calls its descriptors, by their numbers. */
function namesOfFiles({ scenario, symbols }: Player): ReadonlyMap<number, string[]> {
  const names = new Map<number, string[]>()
  for (const own of Object.keys(scenario.fds)) {
    for (const name of [own, `${own}.r`, `${own}.w`]) {
      const fd = symbols.get(name)
      if (fd !== undefined) names.set(Number(fd), [...(names.get(Number(fd)) ?? []), name])
    }
  }
  return names
}

function mappingsOf(subject: JvisorSubject, earlier: readonly MappingPicture[]): readonly MappingPicture[] {
  let at = 0
  let kept = 0
  const mappings = subject.maps(0, TOP).map((map): MappingPicture => {
    const pages = runsOf(subject.task.mm, map)
    while (at < earlier.length && earlier[at].start < map.start) at++
    const then = earlier.at(at)
    if (then === undefined || !isSame(map, then) || !areSame(pages, then.pages)) return { ...map, pages }
    kept++
    return then
  })
  return kept === mappings.length && kept === earlier.length ? earlier : mappings
}

const isSame = (now: MapLine, then: MapLine): boolean =>
  now.start === then.start &&
  now.end === then.end &&
  now.perms === then.perms &&
  now.inode === then.inode &&
  now.offset === then.offset &&
  now.name === then.name

const areSame = (now: readonly PageRun[], then: readonly PageRun[]): boolean =>
  now.length === then.length &&
  now.every((run, i) => {
    const other = then[i]
    return run.start === other.start && run.end === other.end && run.copyOnWrite === other.copyOnWrite
  })

/** No page of a mapping is in memory. */
const NOTHING: readonly PageRun[] = []

function runsOf({ pageTable }: MemoryManager, { start, end, perms }: MapLine): readonly PageRun[] {
  const last = end / PAGE_SIZE
  const first = pageTable.next(start / PAGE_SIZE, last)
  if (first >= last) return NOTHING
  const runs: PageRun[] = []
  const copied = perms[1] === 'w' && perms[3] === 'p'
  for (let page = first; page < last; page = pageTable.next(page + 1, last)) {
    const copyOnWrite = copied && !allows(pageTable.effective(page) as AccessType, WRITE)
    const at = page * PAGE_SIZE
    const before = runs.at(-1)
    if (before?.end === at && before.copyOnWrite === copyOnWrite) before.end = at + PAGE_SIZE
    else runs.push({ start: at, end: at + PAGE_SIZE, copyOnWrite })
  }
  return runs
}

function filesOf({ task }: JvisorSubject, names: ReadonlyMap<number, readonly string[]>): FilePicture[] {
  return [...task.fdTable.fds()].flatMap((fd): FilePicture[] => {
    const file = task.fdTable.get(fd)
    return fd < FIRST_FD || file === undefined ? [] : [filePicture(fd, names.get(fd) ?? [], file)]
  })
}

function filePicture(fd: number, names: readonly string[], file: FileDescription): FilePicture {
  const { mode, size } = file.stat()
  const type = mode & S_IFMT
  const capacity = file.pipeSize()
  return {
    fd,
    names,
    kind: KINDS.get(type) ?? file.constructor.name.replace(/Description$/, ''),
    offset: type === S_IFREG && file.hasOffset ? file.seek(0, SEEK_CUR) : undefined,
    size: type === S_IFREG ? size : undefined,
    slots: file.pipeSlots(),
    capacity: capacity > 0 ? capacity : undefined,
  }
}
