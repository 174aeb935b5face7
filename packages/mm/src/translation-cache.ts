// TranslationCache: a TLB, as mm sees it. A platform that remembers translations (MemoryManager.translate) registers
// one with each address space that it executes in, and forgets what it is told to forget. gVisor: platform.AddressSpace
// Unmap, which mm calls for the same reasons.
//
// The rule: a translation that was good once is good until a notification covers its address. WRITE_PROTECTED takes
// away stores only; every other reason takes away the translation. A page that becomes *more* accessible is not told:
// the fault that follows finds out.

/** The mapping is gone, or was moved away. */
export const UNMAPPED = 'unmapped'
/** The mapping stays, but not its pages: madvise, or the file was truncated. */
export const DISCARDED = 'discarded'
/** mprotect has taken permissions away. */
export const PROTECTED = 'protected'
/** Another page took the place of this one: a copy was made for a write. */
export const REPLACED = 'replaced'
/** Stores must fault again, since pages are now shared with a child: fork. */
export const WRITE_PROTECTED = 'write-protected'

/** Why translations became invalid. */
export type InvalidationReason =
  | typeof UNMAPPED
  | typeof DISCARDED
  | typeof PROTECTED
  | typeof REPLACED
  | typeof WRITE_PROTECTED

export interface TranslationCache {
  /**
   * Translations of [start, end), page-aligned addresses, are not good any more. Called before the call that caused
   * it returns, and before the pages can be used for anything else by another; it must not use the address space.
   */
  invalidate(start: number, end: number, reason: InvalidationReason): void
}
