// Records what the running Linux kernel answers to memory calls, for packages/syscalls/src/memory-linux.test.ts:
//
//   node scripts/record-memory/record.js [count of random sequences] [seed] [file]
//
// Needs gcc, and root for what is recorded about locking. The kernel should have no swap, and give out huge pages to
// those only who ask for them.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { release, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BY_HAND } from './by-hand.js'

const here = dirname(fileURLToPath(import.meta.url))
const count = Number(process.argv[2] ?? 480)
const seed = Number(process.argv[3] ?? 1)
const out = process.argv[4] ?? join(here, '../../packages/syscalls/src/memory-recorded.testing.ts')

let state = seed >>> 0
function random() {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const below = (n) => Math.floor(random() * n)
const chance = (p) => random() < p
/** One of [weight, value] pairs. */
function pick(...pairs) {
  let at = random() * pairs.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, value] of pairs) {
    at -= weight
    if (at < 0) return value
  }
  return pairs[0][1]
}

/** What a family of sequences is about. */
const FAMILIES = {
  /** Everything, anywhere. */
  general: { pages: 24, prelude: () => [] },
  /** Private memory, close together: what is merged with what. */
  dense: { pages: 11, prelude: () => [] },
  /** Over a limit at times. */
  limited: {
    pages: 16,
    prelude: () =>
      pick(
        [3, [`rlimit memlock ${below(8)}`, 'nobody']],
        [2, [`rlimit as ${below(16)}`]],
        [2, [`rlimit data ${below(10)}`]],
      ),
  },
  /** Stacks, with room to grow. */
  stacks: { pages: 40, prelude: () => (chance(0.3) ? [`rlimit stack ${4 + below(300)}`] : []) },
}

/** Makes steps, with a rough idea of what is mapped, so that most of them are about something. */
class Generator {
  #name
  #prelude
  /** By page: what is there, as far as is known. */
  #pages
  #value = 0x10
  #touchesFile = false

  constructor(name) {
    const { pages, prelude } = FAMILIES[name]
    this.#name = name
    this.#prelude = prelude()
    this.#pages = Array(pages).fill('')
  }

  sequence() {
    const steps = [...this.#prelude]
    const length = steps.length + 4 + below(this.#name === 'dense' ? 15 : 11)
    while (steps.length < length) {
      const step =
        steps.length === this.#prelude.length || this.#pages.every((p) => p === '')
          ? this.#mmap()
          : this.#step()
      steps.push(step)
    }
    steps.push('smaps', 'bytes')
    if (this.#touchesFile) steps.push('file f')
    return steps
  }

  #step() {
    if (this.#name === 'dense' && chance(0.7)) return this.#denseStep()
    if (this.#name === 'limited' && chance(0.5)) return this.#limitedStep()
    if (this.#name === 'stacks' && chance(0.6)) return this.#stackStep()
    const make = pick(
      [16, () => this.#mmap()],
      [7, () => this.#munmap()],
      [
        14,
        () =>
          `mprotect ${this.#range()} ${pick([6, 'rw'], [5, 'r'], [2, '-'], [1, 'rx'], [1, 'rwx'], [0.3, 'w'])}`,
      ],
      [16, () => this.#mremap()],
      [18, () => this.#madvise()],
      [
        1,
        () => `msync ${this.#range()} ${pick([2, 's'], [2, 'a'], [2, 'i'], [1, 'si'], [1, 'as'], [1, '-'])}`,
      ],
      [3, () => `mincore ${this.#range()}`],
      [3, () => `mlock ${this.#range()}`],
      [2, () => `mlock2 ${this.#range()} ${below(10) === 0 ? 2 : below(2)}`],
      [2, () => `munlock ${this.#range()}`],
      [
        0.7,
        () =>
          pick([1, 'mlockall 1'], [1, 'mlockall 2'], [1, 'mlockall 5'], [1, 'mlockall 6'], [1, 'munlockall']),
      ],
      [2, () => this.#truncate()],
      [16, () => this.#poke()],
      [3, () => `peek ${this.#at()} 1`],
      [2, () => `pwrite f ${below(9)} 1 ${this.#next()}`],
      [4, () => `fork ${this.#at()} 1 ${this.#next()}`],
      [2, () => 'bytes'],
      [1, () => 'smaps'],
    )
    return make()
  }

  #denseStep() {
    const make = pick(
      [5, () => this.#mmap()],
      [6, () => `mprotect ${this.#range()} ${pick([3, 'rw'], [2, 'r'])}`],
      [7, () => this.#mremap()],
      [7, () => `poke ${this.#at()} 1 ${this.#next()}`],
      [
        2,
        () =>
          `madvise ${this.#range()} ${pick([2, 'dontneed'], [1, 'dontfork'], [1, 'dofork'], [1, 'wipeonfork'])}`,
      ],
      [1, () => `fork ${this.#at()} 1 ${this.#next()}`],
      [1, () => this.#munmap()],
    )
    return make()
  }

  #limitedStep() {
    const make = pick(
      [4, () => this.#mmap()],
      [2, () => `mprotect ${this.#range()} ${pick([3, 'rw'], [1, 'r'])}`],
      [3, () => this.#mremap()],
      [2, () => `mlock ${this.#range()}`],
      [1, () => `mlock2 ${this.#range()} 1`],
      [1, () => `munlock ${this.#range()}`],
      [1, () => pick([1, 'mlockall 1'], [1, 'mlockall 2'], [1, 'mlockall 3'], [1, 'munlockall'])],
      [2, () => `brk ${below(9)}${chance(0.3) ? `+${below(4096)}` : ''}`],
    )
    return make()
  }

  /** A stack is never far above pages that are free; the arena's lower part is for steps like everybody's. */
  #stackStep() {
    const below20 = (n) => 20 + below(n)
    const make = pick(
      [
        4,
        () =>
          `mmap ${pick([2, 30], [1, 300], [1, 600])} ${1 + below(4)} ${pick([4, 'rw'], [1, 'r'], [1, '-'])} pfag${chance(0.1) ? 'l' : ''} - 0`,
      ],
      [
        6,
        () => `poke ${pick([2, below20(12)], [1, 280 + below(24)], [2, 570 + below(34)])} 1 ${this.#next()}`,
      ],
      [1, () => `peek ${pick([2, below20(12)], [1, 280 + below(24)], [2, 570 + below(34)])} #1`],
      [
        1,
        () =>
          `mmap ${pick([1, 20 + below(10)], [1, 40 + below(8)], [2, 340 + below(8)])} 1 ${pick([1, '-'], [1, 'rw'])} pfa - 0`,
      ],
      [
        2,
        () =>
          `mprotect ${pick([1, below20(14)], [1, 296 + below(8)], [1, 598 + below(5)])} ${1 + below(3)} ${pick([2, 'rD'], [2, 'rwD'], [1, 'r'], [1, 'rw'])}`,
      ],
      [1, () => `mlock ${pick([1, below20(14)], [1, 298 + below(6)])} ${1 + below(3)}`],
      [
        1,
        () =>
          `mremap ${pick([1, 30], [1, 300], [1, 600])} ${1 + below(3)} ${1 + below(4)} ${pick([1, '-'], [1, `mf ${320 + below(30)}`])}`,
      ],
      [1, () => `munmap ${pick([1, 30], [1, 300], [1, 600])} 1`],
    )
    return make()
  }

  #next() {
    this.#value = this.#value >= 0xfe ? 0x10 : this.#value + 1
    return this.#value.toString(16)
  }

  /** A page, most often one where something is. */
  #at() {
    if (chance(0.9)) {
      const mapped = this.#pages.flatMap((p, i) => (p === '' ? [] : [i]))
      if (mapped.length > 0) return mapped[below(mapped.length)]
    }
    return below(this.#pages.length)
  }

  /** A page and how many, in pages, most often within what is mapped. */
  #pair() {
    const at = this.#at()
    let length = 1 + below(chance(0.3) ? 7 : 3)
    while (length > 1 && chance(0.85) && this.#pages[at + length - 1] === '') length--
    if (chance(0.15)) {
      // A whole mapping, more or less.
      const kind = this.#pages[at]
      let [start, end] = [at, at + 1]
      while (start > 0 && this.#pages[start - 1] === kind) start--
      while (end < this.#pages.length && this.#pages[end] === kind) end++
      return [start, end - start]
    }
    return [at, Math.min(length, this.#pages.length - at)]
  }

  #range() {
    const [at, length] = this.#pair()
    if (chance(0.03)) return `${at}+${1 + below(4095)} ${length}`
    if (chance(0.03)) return `${at} ${length}-${1 + below(4095)}`
    return `${at} ${length}`
  }

  #set(at, length, kind) {
    for (let i = at; i < Math.min(this.#pages.length, at + length); i++) this.#pages[i] = kind
  }

  #mmap() {
    const kind = pick(
      [50, 'anon'],
      [13, 'shared'],
      [16, 'private file'],
      [16, 'shared file'],
      [5, 'read-only file'],
    )
    const at = below(this.#pages.length - 4)
    const length = 1 + below(6)
    const prot =
      this.#name === 'dense' && chance(0.7) ? 'rw' : pick([7, 'rw'], [2, 'r'], [1, '-'], [0.5, 'rx'])
    let extra = ''
    if (this.#name === 'dense' && chance(0.7)) return this.#plainMmap(at, length, prot)
    if (chance(0.07)) extra += 'u'
    if (chance(0.05)) extra += 'l'
    if (chance(0.04)) extra += 'r'
    if (chance(0.03)) extra += 'k'
    if (chance(0.02)) extra += 'b'
    const noReplace = chance(0.07)
    if (chance(0.02) && kind === 'anon') extra += 'g'
    const fixed = noReplace ? 'n' : 'f'
    if (!noReplace || this.#pages.slice(at, at + length).every((p) => p === '')) {
      this.#set(at, length, kind + prot)
    }
    if (kind === 'anon') return `mmap ${at} ${length} ${prot} p${fixed}a${extra} - 0`
    if (kind === 'shared') return `mmap ${at} ${length} ${prot} s${fixed}a${extra} - 0`
    this.#touchesFile = true
    const fd = kind === 'read-only file' ? 'r' : chance(0.15) ? 'g' : 'f'
    const flag = kind === 'private file' || (fd === 'r' && chance(0.5)) ? 'p' : 's'
    if (chance(0.04)) return `mmap ${at} ${length} ${prot} ${flag}${fixed}${extra} z ${below(3)}`
    return `mmap ${at} ${length} ${prot} ${flag}${fixed}${extra} ${fd} ${below(chance(0.2) ? 9 : 4)}`
  }

  #plainMmap(at, length, prot) {
    this.#set(at, length, `anon${prot}`)
    return `mmap ${at} ${length} ${prot} pfa - 0`
  }

  #munmap() {
    const [at, length] = this.#pair()
    this.#set(at, length, '')
    return `munmap ${at} ${length}`
  }

  #mremap() {
    const [at, oldLength] = this.#pair()
    const length = chance(0.04) ? 0 : oldLength
    const newLength = chance(0.6) ? oldLength : Math.max(chance(0.05) ? 0 : 1, oldLength - 2 + below(5))
    const form = pick([6, 'mf'], [2, 'mfd'], [2, '-'], [1, 'm'], [0.2, 'f'], [0.2, 'md'])
    const old = length === 0 ? '#0' : length
    if (form === '-' || form === 'm') {
      if (newLength < length) this.#set(at + newLength, length - newLength, '')
      return `mremap ${at} ${old} ${newLength} ${form}`
    }
    const target = chance(0.8) ? this.#freePlace(newLength) : below(this.#pages.length - 4)
    const size = form.includes('d') && chance(0.9) ? oldLength : newLength
    const apart = target + size <= at || target >= at + Math.max(length, 1)
    if (apart && form.startsWith('mf') && this.#pages[at] !== '') {
      const moved = this.#pages.slice(at, at + size)
      if (!form.includes('d')) this.#set(at, length, '')
      moved.forEach((kind, i) => {
        this.#set(target + i, 1, kind === '' && size > length ? moved[0] : kind)
      })
    }
    return `mremap ${at} ${old} ${size} ${form} ${target}`
  }

  /** Where so many pages are free, if there is such a place; often one beside something. */
  #freePlace(length) {
    const free = []
    for (let at = 0; at + length <= this.#pages.length; at++) {
      if (this.#pages.slice(at, at + length).some((p) => p !== '')) continue
      free.push(at)
      const beside = (this.#pages[at - 1] ?? '') !== '' || (this.#pages[at + length] ?? '') !== ''
      if (beside) free.push(at, at, at)
    }
    return free.length === 0 ? below(this.#pages.length - 4) : free[below(free.length)]
  }

  #madvise() {
    const advice = pick(
      [10, 'dontneed'],
      [2, 'free'],
      [3, 'remove'],
      [3, 'dontfork'],
      [2, 'dofork'],
      [3, 'wipeonfork'],
      [2, 'keeponfork'],
      [3, 'populateread'],
      [4, 'populatewrite'],
      [1, 'dontneedlocked'],
      [1, 'willneed'],
      [1, 'cold'],
      [0.5, 'pageout'],
      [1, 'sequential'],
      [1, 'random'],
      [1, 'normal'],
      [1, 'dontdump'],
      [1, 'dodump'],
      [0.5, 'mergeable'],
      [0.5, 'unmergeable'],
      [0.5, 'hugepage'],
      [0.5, 'nohugepage'],
      [0.5, '#5'],
    )
    return `madvise ${this.#range()} ${advice}`
  }

  #truncate() {
    this.#touchesFile = true
    return `truncate f ${below(10)}${chance(0.3) ? `+${1 + below(4095)}` : ''}`
  }

  #poke() {
    const [at, length] = this.#pair()
    const value = this.#next()
    if (chance(0.6)) return `poke ${at} 1 ${value}`
    if (chance(0.5)) return `poke ${at}+${below(4000)} #${1 + below(3000)} ${value}`
    return `fill ${at} ${length} ${value}`
  }
}

/** Flags of no interest: what the permissions tell already, what a kernel may have or not have. */
const LEFT_OUT = new Set(['rd', 'wr', 'ex', 'mr', 'me', 'ms', 'sd'])

/** Mappings as the oracle shows them, without such flags. */
function shown(mappings) {
  return mappings
    .split(',')
    .map((m) =>
      m
        .split(' ')
        .filter((word) => !LEFT_OUT.has(word))
        .join(' '),
    )
    .join(', ')
}

/** Mappings without any flags: what /proc/pid/maps shows. */
function places(mappings) {
  return mappings
    .split(',')
    .map((m) => m.split(' ')[0])
    .join(' ')
}

function record(sequences) {
  const folder = mkdtempSync(join(tmpdir(), 'record-memory-'))
  try {
    const oracle = join(folder, 'oracle')
    execFileSync('gcc', ['-O1', '-static', '-o', oracle, join(here, 'oracle.c')])
    const input = sequences.map((steps) => `${steps.join('\n')}\n\n`).join('')
    const output = execFileSync(oracle, { input, encoding: 'utf8', maxBuffer: 1 << 30 })
    return output.split('\n\n').slice(0, sequences.length)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** One sequence with its answers, a clause a step. */
function clauses(steps, output) {
  const lines = output.split('\n')
  if (lines.length !== steps.length)
    throw new Error(`the oracle ended early:\n${steps.join('; ')}\n${output}`)
  let before = ''
  return steps.map((step, i) => {
    const [answer, mappings] = lines[i].split('\t')
    const after = places(mappings)
    const change = after === before ? '' : ` | ${after === '' ? 'nothing' : after}`
    before = after
    const [op] = step.split(' ')
    if (op === 'smaps') return `${step} = ${shown(answer)}${change}`
    if (op !== 'fork') return `${step} = ${answer.trimEnd()}${change}`
    const [child, ...rest] = answer.split(' / ')
    return `${step} = ${[shown(child), ...rest].join(' / ')}${change}`
  })
}

/**
 * What Linux does that is not to be followed: MREMAP_DONTUNMAP of locked memory counts it twice from then on, so that
 * RLIMIT_MEMLOCK is met too early.
 */
function isLeftOut(steps) {
  const has = (pattern) => steps.some((step) => pattern.test(step))
  return has(/^rlimit memlock/) && has(/^mremap .* mf?d .*= [@e]/)
}

/** Clauses in lines of at most 110 characters. */
function wrapped(text) {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1]
    if (last.length + word.length + 1 > 106) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines.join('\n   ')
}

const FAMILY = [
  [10, 'general'],
  [4, 'dense'],
  [3, 'limited'],
  [3, 'stacks'],
]
const byHand = BY_HAND.map((text) => text.trim().split(/;\s*/))
const byChance = Array.from({ length: count }, () => new Generator(pick(...FAMILY)).sequence())
const sequences = [...byHand, ...byChance]
const outputs = record(sequences)
const recorded = sequences
  .map((steps, i) => clauses(steps, outputs[i]))
  .filter((steps, i) => i < byHand.length || !isLeftOut(steps))
  .map((steps) => wrapped(steps.join('; ')))

const HEADER = `// What Linux ${release().replace(/-.*/, '')} (x86-64) answered to memory calls, a process and an empty arena of its own for each entry. Made by
// scripts/record-memory/record.js: first sequences that go for the edges, then random ones, so that nobody's idea of
// the rules is in it. Read by memory-linux.test.ts only. A clause is a call = what it returned, and after a bar the
// lines of /proc/self/maps if the call changed them. Places and lengths are in pages from the arena's start, 4+1 is a
// byte more, #n is n itself. Mappings are "4-6rw-p", with @f2: of file f, from its page 2; @s0.1: page 1 of the first
// piece of shared memory that was seen; @z0: /dev/zero. Files: f has 8 pages of A, B, ...; r is f opened for reading,
// w for writing; g has 3 pages of a, b, c and 100 bytes of d; z is /dev/zero, d a folder, b no file.
//
//   mmap 4 2 rw pfa - 0 = @4        flags: private shared v(alidate) fixed n(oreplace) anonymous g(rowsdown)
//                                   r(noreserve) u(populate) locked k(stack) b(nonblock)
//   mprotect 4 2 rD, mremap 4 2 3 mf 9, msync 4 2 as
//                                   D, U: PROT_GROWSDOWN, UP; mayMove fixed dontunmap; async invalidate sync
//   mincore 4 2 = 0 01              what was written to the vector, a digit a byte
//   poke 4+1 #2 77 = 2              read(2) from a pipe into memory, as many bytes 0x77
//   fill 4 2 77 = 2                 a poke of a whole page with 0x77, one with 0x78, ... = how many succeeded
//   peek 4 1 = 4096                 write(2) from memory to a pipe
//   bytes = 4:77,78*2,-- 9:1a2b     every mapped page: the byte that it is full of, a hash of it, or a fault
//   smaps = 4-6rw-p a1 mw ac        with the count of anonymous pages, and VmFlags but for those that say little
//   fork 4 1 77 = .. / .. / 4096    smaps and bytes of a child, and what a poke in it returned
//   file f = 8192:41,42             its size and pages
//   rlimit as 8, nobody, brk 2      a limit, from what is in use; no privileges from now on; from the break as it was
//
// The hash is FNV-1a, its halves xored.

`
const body = recorded.map((text) => `  \`${text}\`,\n`).join('')
writeFileSync(out, `${HEADER}export const RECORDED: readonly string[] = [\n${body}]\n`)
console.log(`${recorded.length} sequences, ${body.length} bytes`)
