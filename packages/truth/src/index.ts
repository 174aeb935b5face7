export { randomScenario } from './arbitrary/scenario.ts'
export { kindOf } from './arbitrary/world.ts'
export {
  type BatchResult,
  type BegunBatch,
  Comparison,
  type ComparisonOpts,
  type Divergence,
  type Failure,
  type Judge,
} from './comparison.ts'
export { CorpusChooser, type CorpusHeader, formatCorpus, parseCorpus, type RecordedCase } from './corpus.ts'
export { Coverage, type CoverageCell } from './coverage.ts'
export { KNOWN, type KnownDifference, knownReason } from './known.ts'
