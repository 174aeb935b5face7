// Finding and loading the program that `jvisor run` is given: a JavaScript or TypeScript module, or an ELF file.

import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ELF_MAGIC } from '@jvisor/abi'
import type { GuestMain } from 'jvisor'
import type { Failure } from './thread-protocol.ts'

/** A program that cannot be run: the message is for people, the status is what a shell would give. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError'
  readonly status: number

  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

/** By its name: in the bundle, the command's script and the modules that it imports have a class each. */
function isProgramError(error: unknown): error is ProgramError {
  return error instanceof Error && error.name === 'ProgramError'
}

/** Status of a command line that makes no sense. */
export const USAGE = 2
/** Not found, as a shell says it. */
export const NOT_FOUND = 127
/** Found, but it cannot be run. */
export const CANNOT_RUN = 126

const JAVASCRIPT = ['.js', '.mjs']
const TYPESCRIPT = ['.ts', '.mts']

/** Such a file is a module of the host's, whatever root a program is shown. */
export function isModule(name: string): boolean {
  return [...JAVASCRIPT, ...TYPESCRIPT].includes(extname(name))
}

/** import(), of a URL or a package. */
export type ImportModule = (specifier: string) => Promise<unknown>

/** The default export of a module; or the path of an ELF file on the host. @throws ProgramError */
export async function loadProgram(name: string, importModule: ImportModule): Promise<GuestMain | string> {
  const path = resolve(name)
  if (!existsSync(path)) throw new ProgramError(`${name}: no such file`, NOT_FOUND)
  if (!statSync(path).isFile()) throw new ProgramError(`${name}: not a file`, CANNOT_RUN)
  if (isElf(path)) return path
  if (!isModule(path)) {
    throw new ProgramError(
      `${name}: neither an ELF file nor a guest module (${[...JAVASCRIPT, ...TYPESCRIPT].join(', ')})`,
      CANNOT_RUN,
    )
  }
  const load = TYPESCRIPT.includes(extname(path)) ? importTypescript : importJavascript
  const module = await load(path, importModule).catch((error: unknown) => {
    throw new ProgramError(`${name}: cannot be loaded: ${firstLine(error)}`, CANNOT_RUN)
  })
  const main = (module as { default?: unknown }).default
  if (typeof main !== 'function') {
    throw new ProgramError(`${name}: has no default export that is a function (guest) => status`, CANNOT_RUN)
  }
  return main as GuestMain
}

function isElf(path: string): boolean {
  const head = Buffer.alloc(ELF_MAGIC.length)
  const fd = openSync(path, 'r')
  readSync(fd, head, 0, head.length, 0)
  closeSync(fd)
  return head.toString('latin1') === ELF_MAGIC
}

function importJavascript(path: string, importModule: ImportModule): Promise<unknown> {
  return importModule(pathToFileURL(path).href)
}

/**
 * Node 20 cannot read TypeScript by itself. jiti is loaded only here: it looks at process.stdout, which makes the descriptor
 * non-blocking for everybody.
 */
async function importTypescript(path: string, importModule: ImportModule): Promise<unknown> {
  const { createJiti } = (await importModule('jiti')) as typeof import('jiti')
  return createJiti(import.meta.url).import(path)
}

/** The status and message of an error that ends the command before the program could. */
export function failure(error: unknown): Failure {
  return { status: isProgramError(error) ? error.status : 1, message: firstLine(error) }
}

/** What an exception says, in one line; programs may throw anything. */
export function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0]
}
