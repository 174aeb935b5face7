// The table of the layers: what each package may import and touch, and why. The one place where it is written down;
// docs/architecture.md explains it, and test/layering.ts holds the sources to it.

/**
 * What surrounds a package when it runs: nothing but the language; what Node, pages and workers have alike; Node; or a web
 * page.
 */
export type Host = 'language' | 'web' | 'node' | 'page'

/** The place of a package. */
export interface Layer {
  /** Folders of the packages below it. */
  readonly imports: readonly string[]
  /** Packages of others. */
  readonly others: readonly string[]
  readonly host: Host
  /** Why it may import no more than that. */
  readonly why: string
}

const words = (text: string) => text.split(/\s+/).filter(Boolean)
const layer = (imports: string, why: string, others = '', host: Host = 'language'): Layer => ({
  imports: words(imports),
  others: words(others),
  host,
  why,
})

const UPWARD = 'nothing imports upward'
const NEIGHBOURS = 'mm and vfs are neighbours that do not know each other: they meet at memmap'

/** The layers, ground floor first. */
export const LAYERS: Readonly<Record<string, Layer>> = {
  abi: layer('', 'the ABI is facts, and stands on nothing'),
  wasm: layer('', 'what makes code knows not what the code is for'),
  usermem: layer('abi', UPWARD),
  memmap: layer('abi wasm usermem', UPWARD),
  mm: layer('abi usermem memmap', NEIGHBOURS),
  vfs: layer('abi usermem memmap', NEIGHBOURS),
  kernel: layer('abi usermem memmap mm vfs', UPWARD, 'zod'),
  syscalls: layer('abi usermem memmap mm vfs kernel', UPWARD),
  riscv64: layer('abi wasm usermem memmap mm kernel', 'a platform knows neither files nor system calls'),
  jvisor: layer(
    'abi usermem memmap mm vfs kernel syscalls riscv64',
    'the front door has time, randomness and streams, as Node and pages have them alike',
    'comlink zod',
    'web',
  ),
  scenario: layer('abi usermem memmap mm vfs kernel syscalls jvisor', UPWARD, 'yaml zod'),
  truth: layer(
    'abi usermem memmap mm vfs kernel syscalls jvisor scenario',
    'random scenarios are made with fast-check, which needs the timers of a host',
    'fast-check',
    'node',
  ),
  cli: layer(
    'abi usermem memmap mm vfs kernel syscalls riscv64 jvisor scenario truth',
    UPWARD,
    'cli-progress commander jiti koffi pino yaml zod',
    'node',
  ),
  explorer: layer(
    'abi usermem memmap mm vfs kernel syscalls riscv64 jvisor scenario',
    'the explorer is a web page, and the command no library',
    '*',
    'page',
  ),
}

/** What tests may import on top of that, and of Node. */
export const TEST_LIBRARIES: readonly string[] = ['vitest', 'fast-check']

/**
 * Globals of the language that give the same result in every run. What is missing here does not: the clock, the
 * garbage collector, the locale; and what is not of the language belongs to a host.
 */
export const DETERMINISTIC: ReadonlySet<string> = new Set(
  words(
    `undefined NaN Infinity Object Symbol Boolean Number BigInt String RegExp Math JSON Array Map Set WeakMap
    WeakSet Promise Proxy Reflect Iterator ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array
    Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array Error AggregateError
    RangeError SyntaxError TypeError WebAssembly arguments isFinite isNaN parseFloat parseInt`,
  ),
)

/** What a package that runs wherever the web platform is may use besides. */
export const WEB: ReadonlySet<string> = new Set(
  words(`AbortSignal Date MessageChannel MessagePort ReadableStream ReadableStreamDefaultController WritableStream
    WritableStreamDefaultController TextDecoder clearTimeout crypto globalThis performance setTimeout Transferable`),
)

/** Of what is deterministic otherwise, the parts that are not. `Math` alone: whoever passes it on passes on all. */
export const NOT_DETERMINISTIC: ReadonlySet<string> = new Set([
  'Math',
  'Math.random',
  '.localeCompare',
  '.toLocaleString',
  '.toLocaleLowerCase',
  '.toLocaleUpperCase',
])

/** The name under which the package in a folder is published. */
export const packageName = (folder: string) => (folder === 'jvisor' ? 'jvisor' : `@jvisor/${folder}`)

/** The folder of one of our packages; undefined for a package of others. */
export function folderOf(name: string): string | undefined {
  if (name === 'jvisor') return name
  return name.startsWith('@jvisor/') ? name.slice('@jvisor/'.length) : undefined
}
