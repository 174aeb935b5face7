// Mutants: the mistakes that implementations of these calls make, each as a change of one place in our own sources. The
// comparison must catch every one of them.

/** One wrong rule. */
export interface Mutant {
  /** What is wrong with it. */
  readonly name: string
  /** Path from the repository's root. */
  readonly file: string
  /** Text that is there exactly once, and what takes its place. */
  readonly find: string
  readonly replace: string
}

const READ_WRITE = 'packages/syscalls/src/read-write.ts'
const IO_RESULT = 'packages/syscalls/src/io-result.ts'
const DESCRIPTORS = 'packages/syscalls/src/descriptors.ts'
const MEMORY = 'packages/syscalls/src/memory.ts'
const USERMEM = 'packages/kernel/src/task-usermem.ts'
const FD_TABLE = 'packages/kernel/src/fd-table.ts'
const COPY = 'packages/mm/src/copy.ts'
const MPROTECT = 'packages/mm/src/mprotect.ts'
const MUNMAP = 'packages/mm/src/munmap.ts'
const MADVISE = 'packages/mm/src/madvise.ts'
const FAULT = 'packages/mm/src/fault.ts'
const FILE = 'packages/vfs/src/regular-file.ts'
const PIPE = 'packages/vfs/src/pipe.ts'
const RING = 'packages/vfs/src/pipe-ring.ts'

const CLONE = 'packages/kernel/src/task-clone.ts'
const THREAD_GROUP = 'packages/kernel/src/thread-group.ts'
const SIGNAL_TAKERS = 'packages/kernel/src/signal-takers.ts'
const SIGNAL_SEND = 'packages/syscalls/src/signal-send.ts'
const POSITION = 'packages/syscalls/src/position.ts'
const SPLICE = 'packages/vfs/src/splice.ts'
const EVENTFD = 'packages/vfs/src/eventfd.ts'
const EPOLL = 'packages/vfs/src/epoll.ts'
const TASK_SIGNALS = 'packages/kernel/src/task-signals.ts'

export const MUTANTS: readonly Mutant[] = [
  // Vectored and plain I/O.
  {
    name: 'the count is lost at a fault',
    file: IO_RESULT,
    find: 'if (n > 0 || err === OK) return n',
    replace: 'if (err === OK) return n',
  },
  {
    name: 'EFAULT is forgotten when nothing moved',
    file: IO_RESULT,
    find: 'return -userErrno(t, err)',
    replace: 'return 0 * userErrno(t, err)',
  },
  { name: 'the offset is not advanced by a read', file: FILE, find: 'this.#offset += result.n', replace: '' },
  {
    name: 'the offset is advanced by what was asked for',
    file: FILE,
    find: 'this.#offset += result.n',
    replace: 'this.#offset += dst.numBytes',
  },
  {
    name: 'the offset is not advanced by a write',
    file: FILE,
    find: 'if (result.n > 0) this.#offset = at + result.n',
    replace: '',
  },
  {
    name: 'a positioned read moves the offset',
    file: FILE,
    find: 'return this.#file.readAt(dst, offset)\n',
    replace: '{ const r = this.#file.readAt(dst, offset); this.#offset += r.n; return r }\n',
  },
  {
    name: 'pwrite with O_APPEND does not append',
    file: FILE,
    find: 'opts.append ? this.#file.size : offset, opts)',
    replace: 'offset, opts)',
  },
  {
    name: 'an append begins at the offset',
    file: FILE,
    find: 'const at = opts.append ? this.#file.size : this.#offset',
    replace: 'const at = this.#offset',
  },
  {
    name: 'a file grows by what was asked for',
    file: FILE,
    find: 'if (n > 0) this.#size = Math.max(this.#size, offset + done)',
    replace: 'if (n > 0) this.#size = Math.max(this.#size, offset + src.numBytes)',
  },
  {
    name: 'a read goes past the end of the file',
    file: FILE,
    find: 'dst.takeFirst(left).copyOutFrom',
    replace: 'dst.takeFirst(left + 1).copyOutFrom',
  },
  {
    name: 'no segments is EINVAL',
    file: USERMEM,
    find: 'if (count === 0) return AddrRangeSeq.EMPTY\n    const mm',
    replace: 'if (count === 0) return EINVAL\n    const mm',
  },
  {
    name: '1025 segments are allowed',
    file: USERMEM,
    find: 'count > IOV_MAX) return EINVAL',
    replace: 'count > IOV_MAX + 1) return EINVAL',
  },
  {
    name: '1024 segments are not allowed',
    file: USERMEM,
    find: 'count > IOV_MAX) return EINVAL',
    replace: 'count >= IOV_MAX) return EINVAL',
  },
  {
    name: 'a negative length is EFAULT',
    file: USERMEM,
    find: 'if (iovecWords[checked * 4 + 3] < 0) return EINVAL',
    replace: 'if (iovecWords[checked * 4 + 3] < 0) return EFAULT',
  },
  {
    name: 'a fault in the array comes before a negative length',
    file: USERMEM,
    find: '(checked + 1) * IOVEC_SIZE <= loaded; checked++',
    replace: 'loaded === iovecView.length && (checked + 1) * IOVEC_SIZE <= loaded; checked++',
  },
  {
    name: 'segments are not checked against the top of memory',
    file: USERMEM,
    find: 'if (!mm.checkRange(start, length)) return EFAULT\n',
    replace: '',
  },
  {
    name: 'a plain buffer is not checked against the top of memory',
    file: USERMEM,
    find: 'if (length < 0 || !mm.checkRange(addr, length)) return EFAULT',
    replace: 'if (length < 0) return EFAULT',
  },
  {
    name: 'the first segment alone is moved',
    file: USERMEM,
    find: 'ofCheckedIovecs(this.#imported, count, numBytes)',
    replace: 'ofCheckedIovecs(this.#imported, 1, Math.min(this.#imported[2], numBytes))',
  },
  {
    name: 'a buffer of which a part faults moves nothing',
    file: COPY,
    find: 'if (err === OK && moved === offered) err = stopped',
    replace:
      'if (err === OK && moved === offered) err = stopped\n    if (stopped !== OK) return transfer(0, stopped)',
  },
  {
    name: 'the bytes of a transfer that ends in a fault are not counted',
    file: COPY,
    find: 'done += moved\n',
    replace: 'if (stopped === OK) done += moved\n',
  },
  {
    name: 'preadv2 refuses offset -1',
    file: READ_WRITE,
    find: 'return offset < -1 ? -EINVAL : readVector',
    replace: 'return offset < 0 ? -EINVAL : readVector',
  },
  {
    name: 'preadv takes offset -1 for the own',
    file: READ_WRITE,
    find: 'return offset < 0 ? -EINVAL : readVector',
    replace: 'return offset < -1 ? -EINVAL : readVector',
  },
  { name: 'RWF_NOAPPEND is ignored', file: READ_WRITE, find: ' && !(flags & RWF_NOAPPEND))', replace: ')' },
  {
    name: 'RWF_APPEND is ignored',
    file: READ_WRITE,
    find: '(flags & RWF_APPEND) !== 0 || ((file',
    replace: '((file',
  },
  {
    name: 'unknown flags are let through',
    file: READ_WRITE,
    find: 'if ((flags & ~RWF_SUPPORTED) !== 0) return -EOPNOTSUPP\n',
    replace: '',
  },
  {
    name: 'an empty vector is told its flags are wrong',
    file: READ_WRITE,
    find: 'if (sequence.numBytes === 0) return',
    replace: 'if (sequence.numBytes === 0 && flags === 0) return',
  },
  {
    name: 'pread on a pipe is EBADF',
    file: READ_WRITE,
    find: 'if (!file.positional) return -ESPIPE\n  if (!file.readable)',
    replace: 'if (!file.positional) return -EBADF\n  if (!file.readable)',
  },
  {
    name: 'the access mode is checked before ESPIPE',
    file: READ_WRITE,
    find: 'if (offset >= 0 && !file.positional) return -ESPIPE\n  if (!file.readable) return -EBADF',
    replace: 'if (!file.readable) return -EBADF\n  if (offset >= 0 && !file.positional) return -ESPIPE',
  },
  {
    name: 'the descriptor is checked before the offset',
    file: READ_WRITE,
    find: 'const offset = a.long(3)\n  if (offset < 0) return -EINVAL\n  const file = fileOf(t, a.int(0))\n  if (file === undefined) return -EBADF\n  if (!file.positional) return -ESPIPE\n  if (!file.writable)',
    replace:
      'const file = fileOf(t, a.int(0))\n  if (file === undefined) return -EBADF\n  const offset = a.long(3)\n  if (offset < 0) return -EINVAL\n  if (!file.positional) return -ESPIPE\n  if (!file.writable)',
  },
  // Pipes.
  {
    name: 'an empty pipe without writers is EAGAIN',
    file: PIPE,
    find: 'return this.writers === 0 ? NOTHING : MUST_WAIT',
    replace: 'return MUST_WAIT',
  },
  {
    name: 'a pipe without readers takes bytes',
    file: PIPE,
    find: 'if (this.readers === 0) return BROKEN\n',
    replace: '',
  },
  {
    name: 'a write of nothing to a broken pipe is EPIPE',
    file: PIPE,
    find: 'if (src.numBytes === 0) return NOTHING\n    if (this.readers === 0) return BROKEN',
    replace: 'if (this.readers === 0) return BROKEN\n    if (src.numBytes === 0) return NOTHING',
  },
  {
    name: 'small writes are never put behind others',
    file: RING,
    find: 'if (length === 0 || this.#used === 0) return 0',
    replace: 'if (length >= 0) return 0',
  },
  {
    name: 'the rest of a packet is kept',
    file: RING,
    find: 'if (left >= length || (packets && (this.#flags[slot] & SLOT_PACKET) !== 0)) this.#freeHead()',
    replace: 'if (left >= length) this.#freeHead()',
  },
  {
    name: 'a fault takes bytes out of a pipe',
    file: RING,
    find: 'const whole = this.#wholeSlots(moved.n)',
    replace: 'const whole = moved.n',
  },
  // Descriptors.
  {
    name: 'dup3 of a descriptor to itself is allowed',
    file: DESCRIPTORS,
    find: ' || a.int(0) === a.int(1)) return -EINVAL',
    replace: ') return -EINVAL',
  },
  {
    name: 'F_SETFL changes the access mode',
    file: DESCRIPTORS,
    find: 'const SETTABLE = O_APPEND',
    replace: 'const SETTABLE = 3 | O_APPEND',
  },
  {
    name: 'F_DUPFD begins from 0',
    file: DESCRIPTORS,
    find: 'return duplicate(t, fd, dupFrom, ',
    replace: 'return duplicate(t, fd, 0, ',
  },
  {
    name: 'a descriptor that was closed is not used again',
    file: FD_TABLE,
    find: 'this.#lowestFree = Math.min(this.#lowestFree, fd)\n',
    replace: '',
  },
  // Memory.
  {
    name: 'a mapping need not be readable to be written from',
    file: FAULT,
    find: 'if (!allows(accessIn(tag), access) && ',
    replace: 'if (access !== READ && !allows(accessIn(tag), access) && ',
  },
  {
    name: 'a private mapping writes through to the file',
    file: FAULT,
    find: 'if ((tag & TAG_PRIVATE) !== 0 && (access & WRITE) !== 0) return',
    replace: 'if ((tag & TAG_PRIVATE) !== 0 && (tag & TAG_ANON) !== 0 && (access & WRITE) !== 0) return',
  },
  {
    name: 'mprotect over a hole changes nothing',
    file: MPROTECT,
    find: 'while (at < end) {\n    const vma',
    replace:
      'for (let v = space.vmas.find(addr); ; v = space.vmas.find(v.end)) {\n    if (v === undefined) return ENOMEM\n    if (v.end >= end) break\n  }\n  while (at < end) {\n    const vma',
  },
  {
    name: 'munmap of nothing is EINVAL',
    file: MUNMAP,
    find: 'if (first === undefined) return OK',
    replace: 'if (first === undefined) return EINVAL',
  },
  {
    name: 'MADV_DONTNEED does nothing',
    file: MADVISE,
    find: 'space.dropPages(start, end, DISCARDED)\n',
    replace: '',
  },
  { name: 'madvise stops at a hole', file: MADVISE, find: 'hole = ENOMEM\n', replace: 'return ENOMEM\n' },
  {
    name: 'MAP_FIXED_NOREPLACE replaces',
    file: MEMORY,
    find: 'noReplace: (flags & MAP_FIXED_NOREPLACE) !== 0,',
    replace: 'noReplace: false,',
  },
  {
    name: 'shrinking a file leaves the rest of its last page',
    file: FILE,
    find: 'if (size % PAGE_SIZE !== 0) this.#pages.zeroPart(size, end * PAGE_SIZE)\n',
    replace: '',
  },
  {
    name: 'shrinking a file leaves its mappings',
    file: FILE,
    find: 'this.#mappings.invalidate({ start: end * PAGE_SIZE, end: Infinity }, true)\n',
    replace: '',
  },
  // Several tasks.
  {
    name: 'fork shares descriptors',
    file: CLONE,
    find: 'has(flags, CLONE_FILES) ? t.fdTable.share() : t.fdTable.copy()',
    replace: 't.fdTable.share()',
  },
  {
    name: 'threads have descriptors of their own',
    file: CLONE,
    find: 'has(flags, CLONE_FILES) ? t.fdTable.share() : t.fdTable.copy()',
    replace: 't.fdTable.copy()',
  },
  {
    name: 'fork shares memory',
    file: CLONE,
    find: 'if (!has(flags, CLONE_VM)) return t.mm.fork()\n',
    replace: '',
  },
  {
    name: 'the parent does not wait for vfork',
    file: CLONE,
    find: 'while (child.vforkParent === t && !t.fatalSignalPending) await t.blockUnlessKilled()',
    replace: '',
  },
  {
    name: 'a parent hears nothing of the end of a child',
    file: THREAD_GROUP,
    find: 'if (isSignal) this.signalParent(parent, this.#childInfo(this.exitSignal))\n',
    replace: '',
  },
  {
    name: 'a signal for a process goes to its first task',
    file: SIGNAL_TAKERS,
    find: 'wants(first) ? first : this.#nextThat(wants)',
    replace: '[...this.#group.tasks][0]',
  },
  {
    name: 'kill knows processes only, and no threads',
    file: SIGNAL_SEND,
    find: 'sendTo(t, t.kernel.processOf(pid), info, t.kernel.tasks.get(pid))',
    replace: 'sendTo(t, t.kernel.processes.get(pid), info)',
  },
  {
    name: 'SA_NODEFER is ignored',
    file: TASK_SIGNALS,
    find: 'if ((action.flags & SA_NODEFER) === 0) during.add(info.signal)',
    replace: 'during.add(info.signal)',
  },
  // Between descriptors, and events.
  {
    name: 'splice leaves what it has moved',
    file: SPLICE,
    find: 'freed = from.ring.drop(moved) || freed\n',
    replace: '',
  },
  {
    name: 'sendfile with an offset moves the own one too',
    file: POSITION,
    find: 'if (!this.isGiven) {',
    replace: 'if (n > 0 && this.isGiven) this.#file?.seek(to, SEEK_SET)\n    if (!this.isGiven) {',
  },
  {
    name: 'an eventfd can reach its limit',
    file: EVENTFD,
    find: 'if (this.#count + added >= LIMIT) return WOULD_BLOCK',
    replace: 'if (this.#count + added > LIMIT) return WOULD_BLOCK',
  },
  {
    name: 'EPOLLONESHOT is ignored',
    file: EPOLL,
    find: '(item.events & EPOLLONESHOT) !== 0',
    replace: 'false',
  },
]
