export { FileDescription, type FileStat, NORMAL_WRITE, type WriteOpts } from './file-description.ts'
export type { Clock, HostDirectory, HostFile, HostStat, HostStream, Random } from './host.ts'
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
