import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../', import.meta.url))

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY
}

/** Whether a bundle is there, and nothing was built after it. Where the package is installed, nothing ever is. */
export function isFresh(bundle) {
  const made = modified(bundle)
  if (made < 0) return false
  if (modified(fileURLToPath(new URL('../tsconfig.tsbuildinfo', import.meta.url))) < 0) return true
  return readdirSync(packages).every((name) => modified(`${packages}${name}/tsconfig.tsbuildinfo`) <= made)
}
