// The shell of the explorer's terminal and its tools: on jvisor they print what they print under qemu-riscv64, and end with
// the same status. Needs qemu-user-static.

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BesideQemu } from './beside-qemu.testing.ts'

const BIN = join(import.meta.dirname, '../bin')
/** Called by a name that is none of its own, it prints those. */
const names = execFileSync('qemu-riscv64-static', [join(BIN, 'tools')], { encoding: 'utf8' })
  .trim()
  .split('\n')

const beside = new BesideQemu()
beside.add('tools', join(BIN, 'tools'), names)
beside.add('dash', join(BIN, 'dash'))
afterAll(() => beside.close())

test.each([
  [
    'lines',
    'seq 30 | sort -r | head -n 3; seq 3 -1 1 | sort -n; grep -c 1 file; grep -iv TWO <file; wc file -',
  ],
  [
    'ends',
    'seq 30 | head -3; seq 30 | tail -2; seq 9 | tail -n 3; seq 9 | tail -n +8; seq 3 | tail -n 0; seq 30 | tail | head -n 1;' +
      'head -x; tail -5x; tail -n; printf "a\nb" | tail -1; printf "a\nb" | tail -n 5; head -1 file -; tail -1 nothing file',
  ],
  [
    'copies',
    'tee copy; tee -a copy <file; cat copy - file; cp copy other; wc -c other copy; cp -x; cp file file',
  ],
  [
    'entries',
    'mkdir -p a/b; cp file a; mv a/file a/b/other; ls -1 a a/b; rm a; rm -r a; ls -a | wc -l; cat a file',
  ],
  [
    'failures',
    'cat nothing; head -n x; sleep -1; cp file; mkdir file; mv nothing file; echo $?; rm -f nothing',
  ],
  [
    'the shell',
    'f() { echo "$#: $*"; }; f a "b c"; x=$(echo 7); echo $((x * 6)) "$x$x"; sleep 0.01 & wait; exit 3',
  ],
])('%s', async (_name, script) => {
  const files = { file: 'one\ntwo\n' }
  const { stdout } = await beside.compare({ program: 'dash', args: ['-c', script], files, stdin: 'a b\n' })
  expect(stdout).not.toBe('')
})
