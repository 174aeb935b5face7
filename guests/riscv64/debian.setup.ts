// Before the tests: Debian's programs for riscv64, with what they are linked with. They are fetched once.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

const PACKAGES = [
  'busybox-static',
  'bash-static',
  'dash',
  'coreutils',
  ...[
    'libc6',
    'libgcc-s1',
    'libstdc++6',
    'libselinux1',
    'libcap2',
    'libpcre2-8-0',
    'libacl1',
    'libattr1',
    'libgmp10',
  ],
  ...['libssl3t64', 'libzstd1', 'zlib1g'],
]

declare module 'vitest' {
  interface ProvidedContext {
    /** The root of a tree with the packages unpacked. */
    debian: string
  }
}

export default function setup(project: TestProject): void {
  const key = createHash('sha256').update(PACKAGES.join()).digest('hex').slice(0, 12)
  const root = join(import.meta.dirname, `../../node_modules/.cache/debian-riscv64-${key}`)
  if (!existsSync(root))
    execFileSync('bash', [join(import.meta.dirname, 'fetch-debian.sh'), root, ...PACKAGES])
  project.provide('debian', root)
}
