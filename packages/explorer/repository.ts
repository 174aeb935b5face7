// A plug-in of the build: what the page shows of the repository besides its packages, as modules. They are declared in
// src/virtual.d.ts.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { readDeclarations } from '../../test/syntax.ts'

const ROOT = join(import.meta.dirname, '../..')
const EXAMPLES = join(ROOT, 'examples/scenarios')
const GUESTS = join(ROOT, 'guests')
/** What the machine of the terminal has to begin with, by name there. */
const GUEST_FILES: Readonly<Record<string, string>> = {
  sh: 'bin/dash',
  tools: 'bin/tools',
  'scatter-cat': 'bin/scatter-cat',
  'scatter-cat.c': 'riscv64/scatter-cat.c',
  'dash.licences.txt': 'bin/dash.licences.txt',
}
/** The packages that have doors. */
const PACKAGES = ['usermem', 'memmap', 'mm', 'vfs', 'kernel', 'syscalls']

const read = (path: string) => readFileSync(path, 'utf8')

/** The lines on which the packages declare what they declare: by "path#symbol". */
function sourceLines(): Record<string, number> {
  return Object.fromEntries(
    PACKAGES.flatMap((name) => {
      const folder = `packages/${name}/src`
      const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      return files
        .filter((file) => file.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(file))
        .flatMap((file) => {
          const path = `${folder}/${file}`
          return readDeclarations(path, read(join(ROOT, path))).map(({ name, line }) => [
            `${path}#${name}`,
            line,
          ])
        })
    }),
  )
}

/** The texts of the teaching scenarios, by the names of their files. */
function examples(): Record<string, string> {
  const names = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'))
  return Object.fromEntries(names.map((name) => [name, read(join(EXAMPLES, name))]))
}

const MODULES: Readonly<Record<string, () => unknown>> = {
  'virtual:source-lines': sourceLines,
  'virtual:examples': examples,
  'virtual:linux': () => JSON.parse(read(join(ROOT, 'conformance/examples.json'))),
}

/** The addresses of files that the page fetches when it needs them. */
const GUEST_MODULE = 'virtual:guest-files'

export function repository(): Plugin {
  return {
    name: 'repository',
    resolveId: (id) => (id in MODULES || id === GUEST_MODULE ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${GUEST_MODULE}`) {
        const addresses = Object.entries(GUEST_FILES).map(([name, path]) => {
          const source = readFileSync(join(GUESTS, path))
          const file = this.emitFile({ type: 'asset', name: `${name}.guest`, source })
          return `${JSON.stringify(name)}: import.meta.ROLLUP_FILE_URL_${file}`
        })
        return `export default { ${addresses.join(', ')} }`
      }
      const make = MODULES[id.slice(1)]
      return make === undefined ? undefined : `export default ${JSON.stringify(make())}`
    },
  }
}
