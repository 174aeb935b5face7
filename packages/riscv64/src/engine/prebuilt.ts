// The interpreter for the usual place of a hart, when somebody has generated it beforehand: to do so takes longer than
// everything else before the first instruction. Whoever bundles the packages puts it here (scripts/bundle.js does, for the
// command); in the packages themselves there is none.

/** Where the hart begins in a memory that nobody has used before. */
export const USUAL_BASE = 4096

/** The module for {@link USUAL_BASE}, a character for each byte. */
const MODULE = undefined as string | undefined

/** The interpreter's module for a hart at `base`, if it is there. */
export function prebuiltInterpreter(base: number): Uint8Array | undefined {
  if (MODULE === undefined || base !== USUAL_BASE) return undefined
  const bytes = new Uint8Array(MODULE.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = MODULE.charCodeAt(i)
  return bytes
}
