// How V8 is to run: imported before anything that it matters to.

import { setFlagsFromString } from 'node:v8'

// Generated code says which of its branches are rare (metadata.code.branch_hint). V8 heeds that by itself from 13.7 on, in
// Node 25; before, it has to be asked to. Programs for riscv64 take up to twice as long without.
const [major, minor] = (process.versions.v8 ?? '').split('.').map(Number)
if (major < 13 || (major === 13 && minor < 7)) setFlagsFromString('--experimental-wasm-branch-hinting')

// A thread's new space begins with less than a start fills: it would be collected eight times before a program runs.
setFlagsFromString('--min-semi-space-size=16')
