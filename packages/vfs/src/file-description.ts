// FileDescription: an open file, as descriptors refer to it. gVisor: pkg/sentry/vfs/file_description.go.
//
// The base class answers as Linux does for a file that lacks an operation; each kind of file overrides what it has.
// Files see user memory only as an IOSequence. Checks that are the same for every file (access mode, ESPIPE of
// pread, RWF flags) are made once, by the system calls, from the properties declared here.

import { EBADF, EINVAL, ENODEV, ENOTTY, ENXIO, EOPNOTSUPP, EPERM, type Errno, ESPIPE, OK } from '@jvisor/abi'
import type { MappingIdentity, MmapOpts } from '@jvisor/memmap'
import { allows, EXECUTE, type IOSequence, type Transfer, transfer } from '@jvisor/usermem'
import type { Credentials } from './credentials.ts'
import type { FileStat } from './file-stat.ts'
import { OpenFile } from './open-file.ts'
import type { PipeRing } from './pipe-ring.ts'
import { EVENT_IN, EVENT_OUT, type WaitEntry } from './waiter.ts'
import type { WriteOpts } from './write-opts.ts'

export type { FileStat } from './file-stat.ts'

export abstract class FileDescription extends OpenFile implements MappingIdentity {
  /** open(2) goes on only when this is false: a FIFO waits for its other end. Events tell when to look again. */
  get awaitsPartner(): boolean {
    return false
  }

  /** pread(2) and pwrite(2) work; otherwise they are ESPIPE (FMODE_PREAD, FMODE_PWRITE). */
  get positional(): boolean {
    return true
  }

  /** RWF_NOWAIT works; otherwise it is EOPNOTSUPP (FMODE_NOWAIT). */
  get supportsNowait(): boolean {
    return false
  }

  /** Of those who wait to read, an event wakes one, which then wakes the next. */
  get wakesOneReader(): boolean {
    return false
  }

  /** O_NONBLOCK that is set while a call waits counts when it looks again (pipe_read, n_tty_read in Linux). */
  get noticesNonblock(): boolean {
    return false
  }

  /** Called by a reader that has waited and waits no more. Precondition: {@link wakesOneReader}. */
  wakeNextReader(): void {}

  /** O_DIRECT may be set (FMODE_CAN_ODIRECT, or a pipe); otherwise it is EINVAL. */
  get supportsDirect(): boolean {
    return false
  }

  /** O_ASYNC stays when it is set (the file operation fasync); otherwise nothing comes of it. */
  get supportsAsync(): boolean {
    return false
  }

  /**
   * preadv2(2) or, with `write`, pwritev2(2) takes per-call flags; otherwise any but RWF_HIPRI is EOPNOTSUPP (files
   * that have only the plain read or write operation in Linux: directories, writes to /dev/full).
   */
  acceptsRwfFlags(_write: boolean): boolean {
    return true
  }

  /** There is such an operation; otherwise it is EINVAL, whatever the buffer (FMODE_CAN_READ, FMODE_CAN_WRITE). */
  get hasRead(): boolean {
    return true
  }

  get hasWrite(): boolean {
    return true
  }

  /**
   * Reads from the file's own offset, which moves by the count.
   * @returns bytes moved; 0 and OK at the end; WOULD_BLOCK if there is nothing yet. The buffer is not touched when
   *   there is nothing to put in it.
   */
  read(_dst: IOSequence): Transfer {
    return transfer(0, EINVAL)
  }

  /**
   * Reads on, for a caller who waits: `done` bytes were moved to the beginning of `dst` already, and more of what is to
   * come. At the end it may say so where {@link read}, whose caller may not wait, says WOULD_BLOCK.
   */
  readOn(dst: IOSequence, done: number): Transfer {
    return this.read(done === 0 ? dst : dst.dropFirst(done))
  }

  /** How long a read waits before it is EAGAIN, nanoseconds (SO_RCVTIMEO). */
  get readTimeoutNs(): number {
    return Infinity
  }

  /**
   * How long a read that has moved `_done` bytes waits for the next, nanoseconds; then it is over, and no error (VTIME of
   * a terminal).
   */
  readGapNs(_done: number): number {
    return Infinity
  }

  /** How long a write waits before it is EAGAIN, nanoseconds (SO_SNDTIMEO). */
  get writeTimeoutNs(): number {
    return Infinity
  }

  /** A write must say who sends. */
  get asksWho(): boolean {
    return false
  }

  /** EPIPE comes with SIGPIPE, after `moved` bytes of the same call. */
  raisesSigpipe(_moved: number): boolean {
    return true
  }

  /** Reads from `offset` and leaves the file's own alone. Precondition: positional, offset >= 0. */
  pread(_dst: IOSequence, _offset: number): Transfer {
    return transfer(0, ESPIPE)
  }

  /** Writes at the file's own offset, which moves by the count. */
  write(_src: IOSequence, _opts: WriteOpts): Transfer {
    return transfer(0, EINVAL)
  }

  /** Writes at `offset` (at the end if `opts.append`) and leaves the file's own alone. Precondition: as pread. */
  pwrite(_src: IOSequence, _offset: number, _opts: WriteOpts): Transfer {
    return transfer(0, ESPIPE)
  }

  /** Transfers move the offset; devices of memory have all offsets, and none. */
  get hasOffset(): boolean {
    return this.positional
  }

  /**
   * Puts up to `length` bytes from `offset` on into a pipe, as far as there are slots: the file's own pages, or copies.
   * The file's own offset stays; one without positions reads on. EINVAL for what cannot (the file operation
   * splice_read). Preconditions: a slot is free; length > 0; opened for reading.
   */
  spliceTo(_ring: PipeRing, _offset: number, _length: number): Transfer {
    return transfer(0, EINVAL)
  }

  /** What is in a pipe can be spliced into it (the file operation splice_write); otherwise that is EINVAL. */
  get acceptsSplice(): boolean {
    return false
  }

  /** lseek(2). `whence` is one of SEEK_*, checked by the caller. @returns the new offset, or -errno. */
  seek(_offset: number, _whence: number): number {
    return -ESPIPE
  }

  /** fstat(2). */
  abstract stat(): FileStat

  /** ftruncate(2). Precondition: size >= 0; the caller has checked for write access. `who`: on whose behalf. */
  truncate(_size: number, _sizeLimit: number, _who?: Credentials): Errno {
    return EINVAL
  }

  /**
   * fallocate(2) of [start, end): what was checked is that the mode makes sense, and that it is a regular file, opened
   * for writing. EOPNOTSUPP for a mode, or a file, that cannot; EXCEEDS_FILE_SIZE_LIMIT.
   */
  allocate(_mode: number, _start: number, _end: number, _sizeLimit: number): Errno {
    return EOPNOTSUPP
  }

  /** What it holds is read through a cache, so that readahead(2) makes sense. */
  get isCached(): boolean {
    return false
  }

  /** Offsets at and above this cannot be mapped: EOVERFLOW. What has no size of its own ends with the numbers. */
  get mapLimit(): number {
    return 2 ** 64
  }

  /**
   * Makes `opts` map this file: sets mappable, mappingIdentity, and restricts maxPerms. EPERM: what is in no file system
   * is on mounts that are noexec, which is looked at before ENODEV (do_mmap in Linux 6.18 mm/mmap.c).
   */
  configureMmap(opts: MmapOpts): Errno {
    return this.location === undefined && allows(opts.perms, EXECUTE) ? EPERM : ENODEV
  }

  /** ENODEV comes from the file, not from there being nobody to ask: after MAP_FIXED has taken away what was there. */
  get refusesMmapItself(): boolean {
    return false
  }

  /** The EVENT_* bits of `mask` that hold now. A file that never makes anyone wait is always ready. */
  readiness(mask: number): number {
    return mask & (EVENT_IN | EVENT_OUT)
  }

  /**
   * POLLRDNORM and POLLWRNORM hold when EVENT_IN and EVENT_OUT do, as of almost every file; eventfd, timerfd and
   * signalfd know only the latter.
   */
  get hasNormalBand(): boolean {
    return true
  }

  /** It tells of events, so epoll can watch it; otherwise that is EPERM (the file operation poll). */
  get pollable(): boolean {
    return this.eventRegister !== FileDescription.prototype.eventRegister
  }

  /** Begins to tell `entry` of events. */
  eventRegister(_entry: WaitEntry): void {}

  /** Ends it. Precondition: it was registered. */
  eventUnregister(_entry: WaitEntry): void {}

  /** Of a pipe, the bytes in each slot that is in use, for who draws it; undefined for what is no pipe. */
  pipeSlots(): readonly number[] | undefined {
    return undefined
  }

  /** F_GETPIPE_SZ: bytes of the pipe's ring, or -EBADF for what is no pipe. */
  pipeSize(): number {
    return -EBADF
  }

  /**
   * F_SETPIPE_SZ: room for `bytes` and perhaps more; past pipe-max-size if `unlimited` (CAP_SYS_RESOURCE).
   * @returns the new size, or -EBADF for what is no pipe.
   */
  setPipeSize(_bytes: number, _unlimited: boolean): number {
    return -EBADF
  }

  /** F_GET_SEALS: F_SEAL_* bits, or -EINVAL for what has none. */
  seals(): number {
    return -EINVAL
  }

  /** F_ADD_SEALS. EINVAL for what cannot have any. Precondition: F_SEAL_* bits; opened for writing. */
  addSeals(_seals: number): Errno {
    return EINVAL
  }

  /** FIONREAD: bytes that a read could give now, negative behind the end; undefined for what does not tell. */
  bytesToRead(): number | undefined {
    return undefined
  }

  /** What FIONREAD says where {@link bytesToRead} does not tell. */
  get uncounted(): Errno {
    return this.unknownIoctl
  }

  /** TIOCOUTQ (SIOCOUTQ): bytes that were written and not read yet; undefined for what does not tell. */
  bytesUnread(): number | undefined {
    return undefined
  }

  /** What ioctl(2) says of a request that the file does not know. */
  get unknownIoctl(): Errno {
    return ENOTTY
  }

  /** Path of the file, as /proc/self/fd and /proc/self/maps show it. */
  abstract mappedName(): string

  /** Opens the file anew, which is in no file system, as a link of /proc does. ENXIO: that cannot be. */
  reopen(_flags: number): FileDescription | Errno {
    return ENXIO
  }

  /** What /proc/[pid]/fdinfo tells besides offset and flags: whole lines. */
  fdInfo(): string {
    return ''
  }

  deviceId(): number {
    return this.stat().dev
  }

  inodeId(): number {
    return this.stat().ino
  }

  /** fsync(2) and fdatasync(2). */
  sync(): Errno {
    return OK
  }
}
