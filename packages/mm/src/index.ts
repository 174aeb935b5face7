export { FAULT_ACCERR, FAULT_BUS, FAULT_MAPERR, FAULT_OOM, type FaultKind } from './fault.ts'
export type { FutexKey } from './futex-key.ts'
export { DEFAULT_LAYOUT, type MmapLayout } from './layout.ts'
export { type MemoryLimits, NO_LIMITS } from './limits.ts'
export type { MappingText } from './maps-text.ts'
export { MemoryManager } from './memory-manager.ts'
export type { MremapOpts } from './mremap.ts'
export type { PinnedPages } from './pin.ts'
export type { Populating } from './populate.ts'
export type { ProgramInfo } from './program-info.ts'
export { SpecialMappable } from './special-mappable.ts'
export {
  DISCARDED,
  type InvalidationReason,
  PROTECTED,
  REPLACED,
  type TranslationCache,
  UNMAPPED,
  WRITE_PROTECTED,
} from './translation-cache.ts'
export type { MemoryUsage } from './usage.ts'
export type { Vma } from './vma.ts'
