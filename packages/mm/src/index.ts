export { FAULT_ACCERR, FAULT_BUS, FAULT_MAPERR, FAULT_OOM, type FaultKind } from './fault.ts'
export { DEFAULT_LAYOUT, type MmapLayout } from './layout.ts'
export { MemoryManager } from './memory-manager.ts'
export type { Vma } from './vma.ts'
