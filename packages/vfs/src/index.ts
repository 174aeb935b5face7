export {
  changeMode,
  changeOwner,
  changeTimes,
  mayAccess,
  type NewTime,
  truncateAt,
} from './attributes.ts'
export { bareStat } from './bare-stat.ts'
export {
  ALL_CAPABILITIES,
  type CapabilitySet,
  type CredentialParts,
  Credentials,
  capabilities,
  NO_CAPABILITIES,
} from './credentials.ts'
export { DescriptionInode, placeOf } from './description-inode.ts'
export { createDevFilesystem, DEV_TTY } from './dev-filesystem.ts'
export { type DeviceOpener, DeviceRegistry, makeDevice } from './device-registry.ts'
export { DirectoryDescription } from './directory.ts'
export {
  type DirectoryEntries,
  type DirectoryEntry,
  ListedEntries,
} from './directory-entries.ts'
export { Epoll, type EpollItem, type EpollWatches } from './epoll.ts'
export { EventFile } from './eventfd.ts'
export { openExecutable } from './executable.ts'
export {
  FileDescription,
  type FileStat,
} from './file-description.ts'
export { FileLocks, LAST_OFFSET, LockWaits, type RangeLock } from './file-locks.ts'
export type { FileOwner } from './file-owner.ts'
export { bareUsage, type FilesystemUsage } from './filesystem-usage.ts'
export type {
  AlarmClock,
  Clock,
  HostDirectory,
  HostFile,
  HostNames,
  HostStat,
  HostStream,
  Random,
} from './host.ts'
export { HostFilesystem } from './host-directory.ts'
export { HostStreamFile } from './host-stream.ts'
export { type FilesystemContext, Inode } from './inode.ts'
export { linkAt, makeDirectoryAt, makeNodeAt, makeSymlinkAt } from './making.ts'
export { Mount } from './mount.ts'
export { type Filesystem, MAX_MOUNTS, MountNamespace } from './mount-namespace.ts'
export { type FilesystemType, findUnused, type MountArgs, unmountAt } from './mounting.ts'
export { type OpenOpts, openPath, refuseOpenFlags } from './opening.ts'
export { OverlayFilesystem } from './overlay.ts'
export { walkPath } from './path-walk.ts'
export { checkPermission, dropSuid, isOwner, MAY_EXEC, MAY_READ, MAY_WRITE } from './permissions.ts'
export { createPipe, type Pipe, pipeOf, pipeToSplice } from './pipe.ts'
export type { PipeRing } from './pipe-ring.ts'
export { eventsFor, pollFile } from './poll.ts'
export { type ContentAt, ContentDescription, PseudoDescription, type PseudoWriter } from './pseudo-file.ts'
export {
  MagicLink,
  PseudoDirectory,
  PseudoFile,
  PseudoFilesystem,
  PseudoInode,
  type PseudoInodeOpts,
  PseudoLink,
  StaticDirectory,
} from './pseudo-filesystem.ts'
export { removeDirectoryAt, renameAt, unlinkAt } from './removing.ts'
export { oneRecord, SeqDescription, type SeqRecord, type SeqSource } from './seq-file.ts'
export { Shm } from './shm.ts'
export {
  FileSplice,
  type PageParts,
  roomToSplice,
  spliceFromFile,
  splicePages,
  splicePipes,
  spliceToFile,
  spliceToMemory,
  teePipes,
} from './splice.ts'
export { copySplice } from './splice-copy.ts'
export { type TimeBase, Timer, TimerQueue } from './timer-queue.ts'
export { Tmpfs, type TmpfsOpts } from './tmpfs.ts'
export { FlipBuffer, type TerminalInput } from './tty/flip-buffer.ts'
export { LineDiscipline, type LineDisciplineHost } from './tty/line-discipline.ts'
export { UnixAddress } from './unix/address.ts'
export {
  acceptSocket,
  autobindSocket,
  bindSocket,
  connectDatagram,
  connectSocket,
  createPair,
  createSocket,
  findSocket,
  listenSocket,
  SOCKET_TYPES,
} from './unix/connecting.ts'
export type { FilesInFlight } from './unix/messages.ts'
export { newOptions, type SocketOptions } from './unix/options.ts'
export { Incoming, type Outgoing, type Owner, UnixSocket } from './unix/socket.ts'
export { UnixSockets } from './unix/unix-sockets.ts'
export { VirtualFilesystem } from './vfs.ts'
export { type PathContext, VirtualDentry } from './virtual-dentry.ts'
export {
  EVENT_ALWAYS,
  EVENT_ERR,
  EVENT_HUP,
  EVENT_IN,
  EVENT_OUT,
  EVENT_PRI,
  WaitEntry,
  WaitQueue,
} from './waiter.ts'
export { NORMAL_WRITE, type Ucred, type WriteOpts } from './write-opts.ts'
