// The main job: `npx -y pnpm@12 start [FILE…]` runs examples/scatter-cat.ts on real files, with strace and a summary on
// standard error. Files outside the current directory are shown to the program by a read-only volume.

import { spawn } from 'node:child_process'
import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const from = process.env.INIT_CWD ?? process.cwd()
const names = process.argv.slice(2)
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
    console.error(`start: ${name}: ${error.code === 'ENOENT' ? 'no such file' : error.code}`)
    return process.exit(1)
  }
}

const files = names.length > 0 ? names.map(fileAt) : [join(root, 'README.md')]
const volumes = [...new Set(files.map(dirname))].flatMap((d) => ['--volume', `${d}:${d}:ro`])
const options = ['run', '--isolated', '--strace', '--summary', ...volumes]
const command = [
  join(root, 'packages/cli/bin/jvisor.js'),
  ...options,
  join(root, 'examples/scatter-cat.ts'),
  ...files,
]
const child = spawn(process.execPath, command, { stdio: 'inherit', cwd: from })
// Ctrl-C reaches the child from the terminal; it decides what comes of it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1
})
