// Timestamps: when a file was last read, changed, and had its inode changed, and when it was made.
// Linux: fs/inode.c, fs/attr.c notify_change.

import type { FileStat } from './file-description.ts'
import type { Clock } from './host.ts'

const DAY_SEC = 86_400

export interface TimeOfFile {
  /** Seconds since 1970. */
  readonly sec: number
  /** In [0, 1e9). */
  readonly nsec: number
}

export class Timestamps {
  readonly #clock: Clock
  readonly #birthSec: number
  readonly #birthNsec: number
  #atimeSec: number
  #atimeNsec: number
  #mtimeSec: number
  #mtimeNsec: number
  #ctimeSec: number
  #ctimeNsec: number

  /** All of them now. */
  constructor(clock: Clock) {
    const ns = clock.monotonicNs()
    this.#clock = clock
    this.#birthSec = this.#atimeSec = this.#mtimeSec = this.#ctimeSec = seconds(clock, ns)
    this.#birthNsec = this.#atimeNsec = this.#mtimeNsec = this.#ctimeNsec = ns % 1e9
  }

  get now(): TimeOfFile {
    const ns = this.#clock.monotonicNs()
    return { sec: seconds(this.#clock, ns), nsec: ns % 1e9 }
  }

  /** The content was read; 'relative': it moves if it is behind the others, or a day old, as with relatime. */
  read(policy: 'relative' | 'always'): void {
    const ns = this.#clock.monotonicNs()
    const sec = seconds(this.#clock, ns)
    const current =
      policy === 'relative' &&
      this.#readAfter(this.#mtimeSec, this.#mtimeNsec) &&
      this.#readAfter(this.#ctimeSec, this.#ctimeNsec)
    if (current && sec - this.#atimeSec < DAY_SEC) return
    this.#atimeSec = sec
    this.#atimeNsec = ns % 1e9
  }

  /** The content was changed. */
  changed(): void {
    this.inodeChanged()
    this.#mtimeSec = this.#ctimeSec
    this.#mtimeNsec = this.#ctimeNsec
  }

  /** What the inode says of the file was changed. */
  inodeChanged(): void {
    const ns = this.#clock.monotonicNs()
    this.#ctimeSec = seconds(this.#clock, ns)
    this.#ctimeNsec = ns % 1e9
  }

  /** utimensat(2): sets what is given. */
  set(atime: TimeOfFile | undefined, mtime: TimeOfFile | undefined): void {
    if (atime !== undefined) {
      this.#atimeSec = atime.sec
      this.#atimeNsec = atime.nsec
    }
    if (mtime !== undefined) {
      this.#mtimeSec = mtime.sec
      this.#mtimeNsec = mtime.nsec
    }
    this.inodeChanged()
  }

  #readAfter(sec: number, nsec: number): boolean {
    return this.#atimeSec > sec || (this.#atimeSec === sec && this.#atimeNsec > nsec)
  }

  /** The fields of stat(2) and statx(2) about times. */
  get shown(): Pick<
    FileStat,
    'atimeSec' | 'atimeNsec' | 'mtimeSec' | 'mtimeNsec' | 'ctimeSec' | 'ctimeNsec' | 'birthSec' | 'birthNsec'
  > {
    return {
      atimeSec: this.#atimeSec,
      atimeNsec: this.#atimeNsec,
      mtimeSec: this.#mtimeSec,
      mtimeNsec: this.#mtimeNsec,
      ctimeSec: this.#ctimeSec,
      ctimeNsec: this.#ctimeNsec,
      birthSec: this.#birthSec,
      birthNsec: this.#birthNsec,
    }
  }
}

function seconds(clock: Clock, ns: number): number {
  return clock.bootTimeSec + Math.floor(ns / 1e9)
}
