import { PROT_EXEC, PROT_GROWSDOWN, PROT_READ, PROT_WRITE } from '@jvisor/abi'
import { expect, test } from 'vitest'
import {
  ANY_ACCESS,
  accessFromProt,
  accessString,
  allows,
  EXECUTE,
  effectiveAccess,
  intersectAccess,
  NO_ACCESS,
  READ,
  READ_WRITE,
  unionAccess,
  WRITE,
} from './access-type.ts'

const ALL = [0, 1, 2, 3, 4, 5, 6, 7].map(accessFromProt)

test.each([
  { prot: 0, access: NO_ACCESS, text: '---', effective: '---' },
  { prot: PROT_READ, access: READ, text: 'r--', effective: 'r--' },
  { prot: PROT_WRITE, access: WRITE, text: '-w-', effective: 'rw-' },
  { prot: PROT_READ | PROT_WRITE, access: READ_WRITE, text: 'rw-', effective: 'rw-' },
  { prot: PROT_EXEC, access: EXECUTE, text: '--x', effective: 'r-x' },
  { prot: PROT_WRITE | PROT_EXEC, access: 6, text: '-wx', effective: 'rwx' },
  { prot: 0xffff_ffff, access: ANY_ACCESS, text: 'rwx', effective: 'rwx' },
  { prot: PROT_GROWSDOWN | PROT_READ, access: READ, text: 'r--', effective: 'r--' },
])('protection $prot is $text', ({ prot, access, text, effective }) => {
  expect(accessFromProt(prot)).toBe(access)
  expect(accessString(accessFromProt(prot))).toBe(text)
  expect(accessString(effectiveAccess(accessFromProt(prot)))).toBe(effective)
})

test('accesses are sets', () => {
  for (const a of ALL) {
    for (const b of ALL) {
      expect(allows(a, b)).toBe(unionAccess(a, b) === a)
      expect(allows(a, intersectAccess(a, b))).toBe(true)
      expect(allows(unionAccess(a, b), b)).toBe(true)
    }
  }
})
