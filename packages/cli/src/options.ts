// What the command line says, checked: sizes, volumes, variables. Each mistake is one line that says what and where.

import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { InvalidArgumentError } from 'commander'
import * as z from 'zod'
import type { VolumeMode, VolumeOption } from './run-options.ts'

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }

/** What `--memory` may be, in bytes. */
const MEMORY = z
  .number()
  .min(65536, 'less than 64K')
  .max(2 ** 32, 'more than 4G')

/** "64K", "256M", "1G", or a number of bytes. */
export function parseSize(text: string): number {
  const match = /^(\d+)([kmg]?)(i?b)?$/i.exec(text)
  if (match === null) throw new InvalidArgumentError(`"${text}" is not a size such as 64K, 256M or 1G.`)
  const size = MEMORY.safeParse(Number(match[1]) * UNITS[match[2].toLowerCase()])
  if (!size.success) throw new InvalidArgumentError(`${text} is ${size.error.issues[0].message}.`)
  return size.data
}

const VOLUME = /^(.+):(\/.*?)(?::(ro|rw|overlay))?$/
const RELATIVE_VOLUME = /^([^:]+):([^:]+)(?::(ro|rw|overlay))?$/

/** "HOST:GUEST", and ":ro", ":rw" or ":overlay" behind it. GUEST begins at the last ":/", so that a HOST may have colons. */
export function parseVolume(text: string, before: readonly VolumeOption[] = []): VolumeOption[] {
  const match = VOLUME.exec(text) ?? RELATIVE_VOLUME.exec(text)
  if (match === null)
    throw new InvalidArgumentError(
      `"${text}" is not HOST:GUEST, HOST:GUEST:ro, HOST:GUEST:rw or HOST:GUEST:overlay.`,
    )
  const [, host, guest, mode] = match
  if (!guest.startsWith('/')) throw new InvalidArgumentError(`the guest's path ${guest} is not absolute.`)
  return [...before, { host: parseDirectory(host), guest, mode: (mode as VolumeMode | undefined) ?? 'ro' }]
}

/** A directory of the host. @returns its absolute path */
export function parseDirectory(host: string): string {
  if (!existsSync(host)) throw new InvalidArgumentError(`${host} does not exist.`)
  if (!statSync(host).isDirectory()) throw new InvalidArgumentError(`${host} is not a directory.`)
  return resolve(host)
}

/** "NAME=VALUE". */
export function parseVariable(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError(`"${text}" is not NAME=VALUE.`)
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
}

/** Values of an option that may be given several times, in order. */
export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text]
}

/** A whole number from 0 to 2^32-1. */
export function parseSeed(text: string): number {
  const seed = z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .safeParse(text.trim() === '' ? 'x' : text)
  if (!seed.success) throw new InvalidArgumentError(`"${text}" is not a whole number from 0 to 4294967295.`)
  return seed.data
}

/** A number of something, at least 1. @throws InvalidArgumentError */
export function parseCount(text: string): number {
  const result = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).safeParse(text)
  if (!result.success) throw new InvalidArgumentError('must be a whole number, at least 1.')
  return result.data
}

/** "2/4": the second of four parts. @throws InvalidArgumentError */
export function parseShard(text: string): [index: number, count: number] {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  const shard: [number, number] = [Number(index), Number(count)]
  if (!(shard[0] >= 1 && shard[0] <= shard[1]))
    throw new InvalidArgumentError('must be i/n, with i from 1 to n.')
  return shard
}

/** "readv,mmap". */
export function parseNames(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}
