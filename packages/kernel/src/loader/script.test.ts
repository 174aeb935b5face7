// The first lines of scripts. What an interpreter gets was recorded on Linux 6.18, with a program that prints its
// arguments as the interpreter.

import { BINPRM_BUF_SIZE } from '@jvisor/abi'
import { decodeUtf8, encodeUtf8 } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { parseScriptLine } from './script.ts'

const long = (bytes: number) => `/${'/'.repeat(bytes - 6)}tmp/p`

test.each<[name: string, text: string, want: string[] | undefined]>([
  ['an interpreter', '#!/tmp/p\n', ['/tmp/p']],
  ['one argument', '#!/tmp/p a b  c\n', ['/tmp/p', 'a b  c']],
  ['blanks', '#! \t /tmp/p \t a b \t\n', ['/tmp/p', 'a b']],
  ['no newline', '#!/tmp/p a', ['/tmp/p', 'a']],
  ['no newline, and nothing else', '#!/tmp/p', ['/tmp/p']],
  ['nothing', '#!\n', undefined],
  ['blanks alone', '#!  \t\n', undefined],
  ['a NUL after the path', '#!/tmp/p\0 a\n', ['/tmp/p']],
  ['a NUL in the argument', '#!/tmp/p a\0b\n', ['/tmp/p', 'a']],
  ['a NUL at once', '#!\0/tmp/p\n', ['']],
  ['only the magic', '#!', ['']],
  ['the magic and blanks', `#!${' '.repeat(300)}`, undefined],
  ['a path of 253 bytes', `#!${long(253)}\n`, [long(253)]],
  ['a path of 254 bytes', `#!${long(254)}\n`, undefined],
  ['a path of 252 bytes, a blank, no newline', `#!${long(252)} x`, [long(252)]],
  ['a path of 253 bytes, a blank, no newline', `#!${long(253)} xyz`, [long(253)]],
  ['a long argument', `#!/tmp/p ${'a'.repeat(300)}\n`, ['/tmp/p', 'a'.repeat(246)]],
  ['an argument that just fits', `#!/tmp/p ${'a'.repeat(246)}\n`, ['/tmp/p', 'a'.repeat(246)]],
  ['a carriage return', '#!/tmp/p\r\n', ['/tmp/p\r']],
  ['no script', 'x#!/tmp/p\n', undefined],
])('%s', (_name, text, want) => {
  const head = new Uint8Array(BINPRM_BUF_SIZE)
  head.set(encodeUtf8(text).subarray(0, BINPRM_BUF_SIZE))
  const line = parseScriptLine(head)
  const got = line && [line.interpreter, ...(line.argument === undefined ? [] : [line.argument])]
  expect(got?.map(decodeUtf8)).toEqual(want)
})
