// Runs a program through the bundled command, and keeps what V8 compiled for that (packages/cli/src/code-cache.ts). Each
// of the two threads has a script of its own. V8 takes code only under the flags that it was made under.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import '../packages/cli/bin/v8-flags.js'
import { codeFile, compile, evaluate } from '../packages/cli/dist/code-cache.js'

const root = join(import.meta.dirname, '..')

/** What the script exports. */
function recorded(name) {
  const path = join(root, 'packages/cli/dist/bundle', name)
  const script = compile(path)
  process.on('exit', () => writeFileSync(codeFile(path), script.createCachedData()))
  return evaluate(script, path)
}

if (isMainThread) {
  const { main } = recorded('main.cjs')
  const worker = new Worker(new URL(import.meta.url), { stdout: true, stderr: true })
  const work =
    'echo $(echo a | while read -r x; do echo $x; done) >/tmp/1; tools >/dev/null; scatter-cat /tmp/1 >/dev/null'
  await main(['run', '--root', join(root, 'guests/bin'), '--env', 'PATH=/', 'dash', '-c', work], {}, worker)
} else {
  const { Sentry } = recorded('sentry.cjs')
  new Sentry(parentPort, (specifier) => import(specifier))
}
