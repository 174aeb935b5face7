export { VirtualClock } from '@jvisor/kernel'
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
export { SeededRandom } from './seeded-random.ts'
export { InputStream, OutputStream } from './streams.ts'
