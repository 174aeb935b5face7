// How epolls may watch each other: no loops, no deeper than five, and not by too many ways from one file, since each
// event goes all of them. Linux: fs/eventpoll.c ep_loop_check, reverse_path_check.

import { EINVAL, ELOOP, type Errno, OK } from '@jvisor/abi'
import { FileDescription } from './file-description.ts'

/** Epolls in a row, each watching the next. */
const MAX_DEPTH = 5
/** Ways from one file to epolls that nobody watches, by how many epolls are in between. */
const WAYS = [Infinity, 500, 100, 50, 10]

/** A file that watches others: an epoll. */
export abstract class WatchingFile extends FileDescription {
  override get hasRead(): boolean {
    return false
  }

  override get hasWrite(): boolean {
    return false
  }

  /** What it watches. */
  abstract get files(): Iterable<FileDescription>
}

/** Whether `epoll` may watch `file`: ELOOP if that makes a loop, or too long a row. */
export function checkDepth(epoll: WatchingFile, file: FileDescription): Errno {
  if (!(file instanceof WatchingFile)) return OK
  return depthBelow(file, epoll, new Map()) + heightOf(epoll, new Map()) > MAX_DEPTH ? ELOOP : OK
}

/** Whether `epoll` may go on watching `file`: EINVAL if there are too many ways from what is behind the file. */
export function checkWays(epoll: WatchingFile, file: FileDescription): Errno {
  if (epoll.watchers.size === 0 && !(file instanceof WatchingFile)) return OK
  for (const source of sourcesOf(file, new Set())) {
    const counts = WAYS.map(() => 0)
    if (!countWays(source, 0, counts)) return EINVAL
  }
  return OK
}

/** Epolls in the longest row that begins with this one; Infinity if `loop` is in one. `known` is what was found. */
function depthBelow(epoll: WatchingFile, loop: WatchingFile, known: Map<WatchingFile, number>): number {
  if (epoll === loop) return Infinity
  let depth = known.get(epoll)
  if (depth === undefined) {
    depth = 1
    for (const file of epoll.files) {
      if (file instanceof WatchingFile) depth = Math.max(depth, 1 + depthBelow(file, loop, known))
    }
    known.set(epoll, depth)
  }
  return depth
}

/** Epolls in the longest row that ends with this one. */
function heightOf(epoll: FileDescription, known: Map<FileDescription, number>): number {
  let height = known.get(epoll)
  if (height === undefined) {
    height = 1
    for (const { watchedBy } of epoll.watchers) height = Math.max(height, 1 + heightOf(watchedBy, known))
    known.set(epoll, height)
  }
  return height
}

/** The files, other than epolls, that are watched by way of this one; or the file itself. */
function* sourcesOf(file: FileDescription, seen: Set<FileDescription>): Generator<FileDescription> {
  if (seen.has(file)) return
  seen.add(file)
  if (!(file instanceof WatchingFile)) yield file
  else for (const watched of file.files) yield* sourcesOf(watched, seen)
}

/** Counts the ways up from a file that is `between` epolls away from the source. @returns false if they are too many */
function countWays(file: FileDescription, between: number, counts: number[]): boolean {
  for (const { watchedBy } of file.watchers) {
    const more =
      watchedBy.watchers.size > 0
        ? countWays(watchedBy, between + 1, counts)
        : ++counts[between] <= WAYS[between]
    if (!more) return false
  }
  return true
}
