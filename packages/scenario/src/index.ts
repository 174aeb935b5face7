export {
  AGENT,
  AGENT_BYTES,
  ARENA,
  SCRATCH,
  SCRATCH_BYTES,
  SIGNAL_HANDLER,
  SIGNAL_RESTORER,
} from './arena.ts'
export { complete } from './complete.ts'
export { CONSTANTS } from './constants.ts'
export { type Content, contentBytes, digest } from './content.ts'
export { JvisorMachine, type JvisorMachineOpts } from './jvisor-machine.ts'
export { JvisorSubject } from './jvisor-subject.ts'
export { hopTree } from './layers/draw.ts'
export { Explainer } from './layers/explainer.ts'
export type { Hop, Place } from './layers/hop.ts'
export { type Watched, withDoorsWatched } from './layers/watch.ts'
export type { Words } from './layers/words.ts'
export { parseMaps } from './maps.ts'
export { parseScenario, ScenarioError } from './parse.ts'
export { PlayError } from './play-error.ts'
export { type MadeCall, type Observer, Player, play } from './player.ts'
export { compareReports, type Difference, type Report, type StepReport, stepText } from './report.ts'
export {
  type Argument,
  actionOf,
  DESCRIPTOR_CALLS,
  type Descriptor,
  isOtherAction,
  type Mapping,
  SCENARIO_SCHEMA,
  type Scenario,
  type ScenarioInput,
  type Step,
  scenarioJsonSchema,
  type Value,
} from './schema.ts'
export {
  type BufferRange,
  buffersOf,
  isRead,
  isTransfer,
  type SegmentPart,
  segmentsOver,
  type TransferSegment,
} from './segments.ts'
export { BLOCKS, GONE, type MapLine, type Returned, type Subject, type TaskState } from './subject.ts'
export { symbolWords } from './symbol-words.ts'
export { type Telling, type TellOpts, type ToldStep, tell } from './telling.ts'
export { type CallFacts, why } from './why.ts'
