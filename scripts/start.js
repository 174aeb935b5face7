// The main job: `npx -y pnpm@12 start [FILE…]` runs guests/bin/scatter-cat, a Linux program for riscv64, on real files, with strace and a summary on
// standard error. The program sees the directories that the files are in, read-only, and nothing else of the host.

import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { start } from '../packages/cli/dist/start.js'

const root = join(import.meta.dirname, '..')
/** Where the caller stands: package managers run scripts in the directory of the package. */
const from = process.env.INIT_CWD ?? process.cwd()
const names = process.argv.slice(2).filter((name, i) => i > 0 || name !== '--')
if (names[0] === '--help' || names[0] === '-h') {
  console.log(
    'Usage: npx -y pnpm@12 start [FILE…]\n\nCopies files (README.md by default) to standard output through jvisor.',
  )
  process.exit(0)
}

/** The real path of a file, or the end of this script with one line that says what is wrong. */
function fileAt(name) {
  try {
    const path = realpathSync(resolve(from, name))
    if (!statSync(path).isFile()) throw Object.assign(new Error(), { code: 'not a regular file' })
    accessSync(path, constants.R_OK)
    return path
  } catch (error) {
    const messages = { ENOENT: 'no such file', EACCES: 'permission denied' }
    console.error(`start: ${name}: ${messages[error.code] ?? error.code}`)
    return process.exit(1)
  }
}

const files = names.length > 0 ? names.map(fileAt) : [join(root, 'README.md')]
const volumes = [...new Set(files.map(dirname))].flatMap((d) => ['--volume', `${d}:${d}:ro`])
const program = join(root, 'guests/bin/scatter-cat')
await start(['run', '--isolated', '--strace', '--summary', ...volumes, program, ...files])
