// boot: the front door of embedders. A machine with real time and randomness, and files and streams as the web platform
// has them; in Node, in a page, in a worker.

import { errnoName, MS_RDONLY, OK } from '@jvisor/abi'
import { type Logger, VirtualClock } from '@jvisor/kernel'
import { type HostDirectory, Tmpfs } from '@jvisor/vfs'
import * as z from 'zod'
import { Machine, type Volume } from './machine.ts'
import { addDevice, type DeviceHandlers, plant, type Tree } from './plain-files.ts'
import { SeededRandom } from './seeded-random.ts'
import { Vm } from './vm.ts'
import { nextTurn, WebClock, WebRandom } from './web-clock.ts'

/** What is shown at a path: files of a plain object, in memory of the machine; or a directory of the host. */
export type MountSource =
  | { readonly tree: Tree; readonly readOnly?: boolean }
  | { readonly directory: HostDirectory; readonly readOnly?: boolean; readonly overlay?: boolean }

/** Options of {@link boot}. */
export interface BootOptions {
  /** Most bytes of guest memory, programs and files together: 64 KiB to 4 GiB. Default 1 GiB; what is not used costs nothing. */
  readonly memory?: number
  /** By absolute path. */
  readonly mounts?: Readonly<Record<string, MountSource>>
  /** Devices of your own, by absolute path: "/dev/led". */
  readonly devices?: Readonly<Record<string, DeviceHandlers>>
  /** Default: nothing is logged. pino's will do. */
  readonly logger?: Logger
  /** Random bytes are the same in every run with the same seed. Default: the host's randomness. */
  readonly seed?: number
  /** 'virtual': time passes only while every program waits for it, so that runs repeat. Default 'real'. */
  readonly clock?: 'real' | 'virtual'
  /** Ends everything when it aborts. */
  readonly signal?: AbortSignal
}

const path = z.string().startsWith('/', 'must be an absolute path')
const readOnly = z.boolean().optional()
const tree: z.ZodType<Tree> = z.lazy(() =>
  z.record(
    z.string(),
    z.union([
      z.string(),
      z.instanceof(Uint8Array),
      z.custom<Tree[string]>((value) => typeof value === 'function'),
      tree,
    ]),
  ),
) as unknown as z.ZodType<Tree>
const methods = (...names: string[]) =>
  z.custom<object>(
    (value) =>
      names.every((name) => typeof (value as Record<string, unknown> | undefined)?.[name] === 'function'),
    `must have the methods ${names.join(', ')}`,
  )

const SCHEMA = z.strictObject({
  memory: z
    .number()
    .int()
    .min(65536)
    .max(2 ** 32)
    .optional(),
  mounts: z
    .record(
      path,
      z.union(
        [
          z.strictObject({ tree, readOnly }),
          z.strictObject({
            directory: methods('stat', 'readlink', 'readdir', 'open'),
            readOnly,
            overlay: z.boolean().optional(),
          }),
        ],
        'must be { tree } of strings, bytes, functions and directories, or { directory } of the host',
      ),
    )
    .default({}),
  devices: z.record(path, z.custom<DeviceHandlers>(isDevice, 'must be { read?, write? }')).default({}),
  logger: methods('debug', 'info', 'warn', 'error', 'child').optional(),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional(),
  clock: z.enum(['real', 'virtual']).default('real'),
  signal: methods('addEventListener', 'removeEventListener').optional(),
})

function isDevice(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(
    ([name, f]) => ['read', 'write'].includes(name) && typeof f === 'function',
  )
}

/** @throws TypeError, one line, naming what is wrong */
function parseOptions(
  options: BootOptions,
): BootOptions & Pick<Required<BootOptions>, 'mounts' | 'devices' | 'clock'> {
  const result = SCHEMA.safeParse(options)
  if (result.success) return { ...options, ...result.data } as ReturnType<typeof parseOptions>
  const [issue] = result.error.issues
  const { message } = issue.code === 'invalid_key' ? issue.issues[0] : issue
  throw new TypeError(`boot options: ${issue.path.join('.') || 'value'}: ${message}`)
}

/**
 * Boots a machine: a root of its own, /tmp, /dev, /proc and what `mounts` say. Programs reach nothing else of the host.
 * Rejects with a TypeError, one line, that names the option that is wrong; with the reason of `signal` if it has aborted.
 */
export async function boot(options: BootOptions = {}): Promise<Vm> {
  const { memory, mounts, devices, logger, seed, clock, signal } = parseOptions(options)
  signal?.throwIfAborted()
  const machine = new Machine({
    memoryBytes: memory,
    logger,
    clock: clock === 'real' ? new WebClock() : new VirtualClock(1_767_225_599, 1e9),
    random: seed === undefined ? new WebRandom() : new SeededRandom(seed),
    yieldToHost: nextTurn,
    volumes: volumesOf(mounts),
  })
  for (const [at, source] of outerFirst(mounts)) {
    if ('tree' in source) plantMount(machine, at, source.tree, source.readOnly === true)
  }
  Object.entries(devices).forEach(([at, handlers], minor) => {
    addDevice(machine.kernel.vfs, at, minor, handlers)
  })
  const vm = new Vm(machine)
  signal?.addEventListener('abort', () => void vm.dispose(), { once: true })
  return vm
}

function volumesOf(mounts: Readonly<Record<string, MountSource>>): Volume[] {
  return Object.entries(mounts).flatMap(([at, source]) => {
    if (!('directory' in source)) return []
    const { directory, readOnly, overlay } = source
    return [{ path: at, directory, readOnly: readOnly ?? true, overlay: overlay ?? false }]
  })
}

const outerFirst = (mounts: Readonly<Record<string, MountSource>>) =>
  Object.entries(mounts).sort(([a], [b]) => a.length - b.length)

/** Files at "/" lie in the root itself; elsewhere they are a file system of their own. */
function plantMount(machine: Machine, at: string, content: Tree, isReadOnly: boolean): void {
  const { vfs } = machine.kernel
  if (at !== '/') {
    const refused = vfs.makeDirectories(at) || vfs.mount(at, new Tmpfs(vfs), { readOnly: false })
    if (refused !== OK) throw new TypeError(`boot options: mounts.${at}: ${errnoName(refused)}`)
  }
  plant(machine, at, content)
  const found = vfs.lookupDirectory({ root: vfs.root, start: vfs.root }, at)
  if (isReadOnly && typeof found !== 'number') found.mount.flags |= MS_RDONLY
}
