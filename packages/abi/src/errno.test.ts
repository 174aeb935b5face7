import { expect, test } from 'vitest'
import * as abi from './errno.ts'
import { type Errno, errnoName, errnoText, isInternal } from './errno.ts'
import { signalName } from './signal.ts'

const constants = Object.entries(abi).filter(([, value]) => typeof value === 'number') as [string, Errno][]

test.each(constants.filter(([name]) => !['OK', 'EWOULDBLOCK', 'ENOTSUP'].includes(name)))(
  '%s knows its own name and has a text',
  (name, err) => {
    expect(errnoName(err)).toBe(name)
    expect(errnoText(err)).not.toMatch(/^Unknown/)
    expect(isInternal(err)).toBe(err >= 512)
  },
)

test.each([4096, 2 ** 32])('%d is a value, and no reason of ours', (value) => {
  expect(isInternal(value as Errno)).toBe(false)
})

test.each([0, 41, 58, 134, 511, 515, -14])('%d is no error', (err) => {
  expect(errnoName(err)).toBe(String(err))
  expect(errnoText(err)).toBe(`Unknown error ${err}`)
})

test.each([
  [1, 'SIGHUP'],
  [11, 'SIGSEGV'],
  [31, 'SIGSYS'],
  [32, 'SIGRTMIN'],
  [64, 'SIGRT_32'],
  [65, '65'],
  [0, '0'],
  [-1, '-1'],
])('signal %d prints as %s', (signal, name) => {
  expect(signalName(signal)).toBe(name)
})
