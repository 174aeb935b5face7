import { expect, test } from 'vitest'
import { language } from '../playing/language.ts'
import { optionsAt } from './completion.ts'

const LANGUAGE = language()

/** What is offered at the "|" of a text. */
function offered(text: string): string[] {
  const at = text.indexOf('|')
  return optionsAt(LANGUAGE, text.slice(0, at) + text.slice(at + 1), at).map(({ label }) => label)
}

const HEAD = 'title: x\nfiles: { data: abc }\nfds:\n  f: { open: data }\nmemory:\n  buf: { pages: 1 }\n'

test.each<[where: string, text: string, has: readonly string[], hasNot: readonly string[]]>([
  ['at the top', `${HEAD}st|`, ['steps', 'teaches'], ['title', 'readv', 'pages']],
  ['in an empty text', '|', ['title', 'steps'], ['readv']],
  ['a step', `${HEAD}steps:\n  - re|`, ['readv', 'read', 'poke', 'expect'], ['title', 'execve']],
  [
    'another key of a step',
    `${HEAD}steps:\n  - readv: [f, buf, 1]\n    ex|`,
    ['expect', 'note', 'by'],
    ['readv'],
  ],
  [
    'an argument',
    `${HEAD}steps:\n  - lseek: [f, 0, SEEK_|]`,
    ['SEEK_CUR', 'f', 'buf', 'NULL'],
    ['title', 'pages'],
  ],
  [
    'what is written in place',
    `${HEAD}steps:\n  - readv: [f, { i|: 1 }, 1]`,
    ['iov', 'string', 'bytes', 'out'],
    ['readv'],
  ],
  [
    'a mapping',
    `${HEAD}  b: { pages: 2, p|: 1 }`,
    ['prot', 'page', 'fill', 'times', 'apart'],
    ['pages', 'open'],
  ],
  ['a protection', `${HEAD}  b: { prot: r| }`, ['r', 'rw', 'rwx', 'none'], ['buf', 'O_RDONLY']],
  ['a result', `${HEAD}steps:\n  - read: [f, buf, 3]\n    as: got\n  - close: [g|]`, ['got', 'f'], ['steps']],
])('%s: %j', (_where, text, has, hasNot) => {
  const labels = offered(text)
  expect(labels).toEqual(expect.arrayContaining([...has]))
  expect(labels.filter((label) => hasNot.includes(label))).toEqual([])
})

test('calls come with their parameters', () => {
  const text = 'title: x\nsteps:\n  - preadv'
  const option = optionsAt(LANGUAGE, text, text.length).find(({ label }) => label === 'preadv2')
  expect(option?.detail).toBe(LANGUAGE.signatures.preadv2)
  expect(option?.detail).toBe('(int fd, const struct iovec *iov, int iovcnt, off_t offset, int flags)')
})
