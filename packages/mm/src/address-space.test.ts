// Random operations on address spaces that fork from each other, against a naive model: every return value, every
// byte, the list of mappings, and after each step the invariants, the accounting, and what a TLB remembers.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Family } from './family.testing.ts'
import { operation } from './operations.testing.ts'

const steps = (maxLength: number) =>
  fc.array(fc.tuple(operation, fc.nat(3)), { minLength: 1, maxLength, size: 'max' })

test('address spaces are what the model says, after any operations', () => {
  fc.assert(
    fc.property(steps(50), (operations) => {
      const family = new Family()
      for (const [o, who] of operations) {
        const [real, model] = family.step(o, who)
        expect(real).toEqual(model)
        family.expectSound()
      }
      family.expectSame()
      family.expectSound()
      family.end()
      expect(family.file.pagesInUse).toBe(1)
    }),
    { numRuns: 1500 },
  )
})

test('address spaces that run out of memory stay sound', () => {
  fc.assert(
    fc.property(steps(40), fc.nat(150), (operations, taken) => {
      const family = new Family()
      for (let i = 0; i < taken; i++) family.file.allocate()
      for (const [o, who] of operations) {
        if (o.op === 'write') continue // the test's own file needs its memory
        family.step(o, who)
        family.expectSound(taken)
      }
      family.end()
      expect(family.file.pagesInUse).toBe(1 + taken)
    }),
    { numRuns: 500 },
  )
})
