// Debian's programs for riscv64, fetched once.

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const root = join(here, '../../node_modules/.cache/debian-riscv64-bench')

/** The file of a program. */
export function debianProgram(name) {
  if (!existsSync(root)) {
    const fetch = join(here, '../../guests/riscv64/fetch-debian.sh')
    execFileSync('bash', [fetch, root, 'busybox-static', 'bash-static'])
  }
  return join(root, 'usr/bin', name)
}
