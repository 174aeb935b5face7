// What an access does to memory, and what a mapping allows. gVisor: pkg/hostarch/access_type.go.

import { PROT_EXEC, PROT_READ, PROT_WRITE } from '@jvisor/abi'

declare const accessBrand: unique symbol

/** A set of read, write and execute; its bits are those of mmap(2)'s protection argument. */
export type AccessType = number & { readonly [accessBrand]: true }

export const NO_ACCESS = 0 as AccessType
export const READ = PROT_READ as AccessType
export const WRITE = PROT_WRITE as AccessType
export const EXECUTE = PROT_EXEC as AccessType
export const READ_WRITE = (PROT_READ | PROT_WRITE) as AccessType
export const ANY_ACCESS = (PROT_READ | PROT_WRITE | PROT_EXEC) as AccessType

/** The access that a mmap(2) protection asks for; other bits are ignored. */
export function accessFromProt(prot: number): AccessType {
  return (prot & ANY_ACCESS) as AccessType
}

/** True if everything in `needed` is in `have`. */
export function allows(have: AccessType, needed: AccessType): boolean {
  return (have & needed) === needed
}

/** What is in both. */
export function intersectAccess(a: AccessType, b: AccessType): AccessType {
  return (a & b) as AccessType
}

/** What is in either. */
export function unionAccess(a: AccessType, b: AccessType): AccessType {
  return (a | b) as AccessType
}

/**
 * What the hardware really grants for these protections: no machine we model can write or execute a page without
 * being able to read it, so each of them implies read.
 */
export function effectiveAccess(a: AccessType): AccessType {
  return a === NO_ACCESS ? a : ((a | PROT_READ) as AccessType)
}

/** "rwx" with "-" for what is missing, as /proc/pid/maps prints it. */
export function accessString(a: AccessType): string {
  return (a & READ ? 'r' : '-') + (a & WRITE ? 'w' : '-') + (a & EXECUTE ? 'x' : '-')
}
