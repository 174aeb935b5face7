// Scripts of the bundle with what V8 made of them when it last ran them, so that they need not be compiled at every start.
// From Node 22 on Node does that by itself (module.enableCompileCache), for whoever starts the command a second time.

import { existsSync, readFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

/** Where the code of a script is, for this version of V8. */
export function codeFile(path: string): string {
  return `${path}.${process.arch}-${process.versions.v8}`
}

/** The script at a path, of CommonJS and in ASCII. It cannot use import(): Node lets nobody else provide that. */
export function compile(path: string): Script {
  const code = codeFile(path)
  return new Script(Module.wrap(readFileSync(path, 'latin1')), {
    filename: path,
    ...(existsSync(code) ? { cachedData: readFileSync(code) } : {}),
  })
}

/** Runs it. @returns what it exports */
export function evaluate(script: Script, path: string): unknown {
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path))
  return module.exports
}

/** What a script exports. Its code is taken if it is there and is of this version, and does not matter otherwise. */
export function load(url: URL): unknown {
  const path = fileURLToPath(url)
  return existsSync(codeFile(path)) ? evaluate(compile(path), path) : createRequire(path)(path)
}
