export { bareStat } from './bare-stat.ts'
export { createDevFilesystem } from './dev-filesystem.ts'
export { type DeviceOpener, DeviceRegistry, makeDevice } from './device-registry.ts'
export { Epoll, type EpollItem, type EpollWatches } from './epoll.ts'
export { EventFile } from './eventfd.ts'
export { FileDescription, type FileStat, NORMAL_WRITE, type WriteOpts } from './file-description.ts'
export type { AlarmClock, Clock, HostDirectory, HostFile, HostStat, HostStream, Random } from './host.ts'
export { HostFilesystem } from './host-directory.ts'
export { HostStreamFile } from './host-stream.ts'
export { createPipe } from './pipe.ts'
export { eventsFor, pollFile } from './poll.ts'
export { Shm } from './shm.ts'
export { Timer, TimerQueue } from './timer-queue.ts'
export { Tmpfs } from './tmpfs.ts'
export { type Filesystem, VirtualFilesystem } from './vfs.ts'
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
