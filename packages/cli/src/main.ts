// The jvisor command: what it understands, and what it does about what it does not.

import { createRequire } from 'node:module'
import type { Worker } from 'node:worker_threads'
import { Command, Option } from 'commander'
import type { DiffOptions } from './diff.ts'
import type { LabOptions } from './lab.ts'
import {
  collect,
  parseCount,
  parseDirectory,
  parseNames,
  parseSeed,
  parseShard,
  parseSize,
  parseVariable,
  parseVolume,
} from './options.ts'
import { failure, ProgramError, USAGE } from './program.ts'
import { run } from './run.ts'
import { LOG_LEVELS, type RunOptions } from './run-options.ts'
import { startSentry } from './sentry-worker.ts'
import { writeLine } from './write-line.ts'

/** What not every command needs, imported when it is. */
export interface Commands {
  readonly diff: () => Promise<typeof import('./diff.ts')>
  readonly lab: () => Promise<typeof import('./lab.ts')>
  readonly syscalls: () => Promise<typeof import('./syscalls-command.ts')>
  readonly syscallOptions: () => Promise<typeof import('./syscall-options.ts')>
}

function command(commands: Commands, sentry: Worker | undefined): Command {
  const { version } = createRequire(import.meta.url)('@jvisor/cli/package.json')
  const program = new Command('jvisor')
    .description("gVisor's sentry, the user-space Linux kernel, in TypeScript")
    .version(version)
    .enablePositionalOptions()
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))
    .configureOutput({ outputError: (text, write) => write(`jvisor: ${text.replace(/^error: /, '')}`) })
    .showSuggestionAfterError()
  program
    .command('run')
    .description(
      'run a program: a JavaScript or TypeScript module whose default export is (guest) => status, or an ELF file for riscv64',
    )
    .argument('<program>', 'path of the program; with --root, its path there, or a name to be found on PATH')
    .argument('[args...]', "the program's arguments")
    .passThroughOptions()
    .addOption(new Option('--strace [=file]', 'show every system call, on standard error or in a file'))
    .addOption(
      new Option(
        '--inject <expr>',
        "tamper with system calls, as strace's --inject does: SET:error=, retval=, signal=, delay_enter=, delay_exit=, " +
          'when=; short=N moves at most N bytes, fault=N lets memory fail after N bytes; repeatable',
      )
        .argParser(collect)
        .default([], 'none'),
    )
    .addOption(
      new Option('--root <dir>', 'the root of the file tree; what is written stays above it').argParser(
        parseDirectory,
      ),
    )
    .option('--isolated', 'show nothing of the host but the standard streams')
    .addOption(
      new Option(
        '--volume <host:guest[:mode]>',
        'show a host directory: ro (default), rw, or overlay (writes stay above it); repeatable',
      )
        .argParser(parseVolume)
        .default([], 'the current directory, read-only, unless --root'),
    )
    .addOption(
      new Option('--env <name=value>', 'set a variable; repeatable')
        .argParser(parseVariable)
        .default({}, 'HOME=/, PATH=/bin:/usr/bin and TERM as it is'),
    )
    .option('--workdir <dir>', "the program's working directory (default: the current one)")
    .addOption(
      new Option('--memory <size>', 'most memory for programs and their files, 64K to 4G')
        .argParser(parseSize)
        .default(2 ** 30, '1G'),
    )
    .addOption(new Option('--seed <n>', 'make random numbers the same in every run').argParser(parseSeed))
    .option('--summary', 'say at the end what was done, on standard error')
    .option('--stats', 'say at the end what it took: instructions, system calls, page faults, pages, time')
    .addOption(
      new Option('--log-level <level>', 'what of the kernel to log; trace adds every system call')
        .choices(LOG_LEVELS)
        .default('warn'),
    )
    .action(async (name: string, args: string[], options: RunOptions) => {
      // At once: when Node takes itself down in order it lets go of its signal handlers first, and a signal that comes
      // late would end the command as if the program had died of it.
      if (options.inject.length > 0) (await commands.syscallOptions()).checkInjections(options.inject)
      process.exit(await run(sentry ?? startSentry(), name, args, options))
    })
  program
    .command('lab')
    .description('play a scenario of system calls (YAML or JSON), and show what each of them did')
    .argument('[file]', 'the scenario; - for standard input')
    .option('--host', 'play it on the kernel of this machine too; fails if the two differ')
    .option('--explain', 'show the way of each call through the layers')
    .option('--json', 'for programs')
    .option('--schema', 'print the JSON Schema of scenarios, for editors')
    .action(async (file: string | undefined, options: LabOptions & { schema?: true }) => {
      if (options.schema === true) {
        const { schema } = await commands.lab()
        return console.log(schema())
      }
      if (file === undefined)
        throw new ProgramError('lab: which scenario? (a file, or - for standard input)', USAGE)
      const { lab } = await commands.lab()
      process.exitCode = await lab(file, options)
    })
  program
    .command('diff')
    .description('play random scenarios on jvisor and on the kernel of this machine, and show what differs')
    .addOption(new Option('--cases <n>', 'how many (default: 10000)').argParser(parseCount))
    .addOption(new Option('--seconds <n>', 'how long, instead').argParser(parseCount).conflicts('cases'))
    .addOption(new Option('--seed <n>', 'play the same ones again').argParser(parseSeed))
    .addOption(
      new Option('--shard <i/n>', 'the i-th of n parts of the cases')
        .argParser(parseShard)
        .default([1, 1], '1/1'),
    )
    .addOption(
      new Option(
        '--family <calls>',
        'only these calls: readv,mmap,...; or tasks: several processes and threads',
      ).argParser(parseNames),
    )
    .option('--record <file>', 'write a corpus of cases with what Linux answered')
    .option('--output <dir>', 'where to put scenarios that differ', '.')
    .option('--json', 'for programs')
    .action(async (options: DiffOptions) => {
      if (options.family !== undefined) (await commands.syscallOptions()).checkCalls(options.family)
      const { diff } = await commands.diff()
      process.exitCode = await diff(options)
    })
  program
    .command('syscalls')
    .description('list the system calls that are implemented')
    .option('--all', 'those that are not, too')
    .option('--json', 'for programs')
    .action(async ({ all = false, json = false }: { all?: boolean; json?: boolean }) => {
      const { syscallJson, syscallTable } = await commands.syscalls()
      console.log(json ? syscallJson(all) : syscallTable(all))
    })
  return program
}

/** Options of `run` whose value is the next argument. */
const WITH_VALUE = [
  '--inject',
  '--root',
  '--volume',
  '--env',
  '--workdir',
  '--memory',
  '--seed',
  '--log-level',
]

/** Makes `--strace` of run's own options `--strace=`, so that what follows it is not taken for its file. */
export function withExplicitStrace(args: readonly string[]): string[] {
  const changed = [...args]
  for (let i = 1; i < changed.length && args[0] === 'run'; i++) {
    if (!changed[i].startsWith('-') || changed[i] === '--') break
    if (changed[i] === '--strace') changed[i] = '--strace='
    else if (WITH_VALUE.includes(changed[i])) i++
  }
  return changed
}

/**
 * Runs the command with these arguments, and leaves the exit status with the process. `sentry`: the thread for a program,
 * if it was started already.
 */
export async function main(args: readonly string[], commands: Commands, sentry?: Worker): Promise<void> {
  try {
    await command(commands, sentry).parseAsync(withExplicitStrace(args), { from: 'user' })
  } catch (error) {
    const { status, message } = failure(error)
    writeLine(2, `jvisor: ${message}`)
    process.exitCode = status
  }
}
