export { VirtualClock } from '@jvisor/kernel'
export { type BootOptions, boot, type MountSource } from './boot.ts'
export { FsError } from './fs-error.ts'
export {
  Guest,
  type GuestIovec,
  type GuestMain,
  type GuestProgram,
  type GuestSignalHandler,
  TaskExit,
} from './guest.ts'
export { JsFormat } from './js-format.ts'
export { JsPlatform } from './js-platform.ts'
export { Machine, type MachineOpts, type Process, type SpawnOpts, type Volume } from './machine.ts'
export type { DeviceHandlers, Tree } from './plain-files.ts'
export { SeededRandom } from './seeded-random.ts'
export { InputStream, OutputStream } from './streams.ts'
export { Terminal, type TerminalOpts } from './terminal.ts'
export { type SyscallListener, Vm, type VmSpawnOptions } from './vm.ts'
export { VmFs, type WriteFileOptions } from './vm-fs.ts'
export { VmProcess } from './vm-process.ts'
export { VmDirent, VmStats } from './vm-stats.ts'
export { WebClock, WebRandom } from './web-clock.ts'
export type { Chunk } from './web-streams.ts'
export { bootInWorker, serveVm, type WorkerBootOptions, type WorkerProcess, type WorkerVm } from './worker.ts'
