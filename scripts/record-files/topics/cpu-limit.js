// The CPU time that a process may take: RLIMIT_CPU. Linux looks at each tick, and counts in ticks: a step that spins ends
// well before or after what it is about.

import { RLIMIT_CPU, SIGXCPU } from '../../../packages/abi/dist/index.js'

const limit = ['getlimit', RLIMIT_CPU]
const NONE = -1
const set = (soft, hard, pid = 0) => ['prlimit64', pid, RLIMIT_CPU, [soft, hard], 0]
const block = ['block', SIGXCPU]
const by = (who, ...calls) => calls.map(([call, ...args]) => [`${who}: ${call}`, ...args])

export default {
  'the soft limit is told each second, and moves on': [
    block,
    limit,
    set(1, 9),
    ['spin', 500],
    ['pending'],
    limit,
    ['spin', 700],
    ['pending'],
    limit,
    ['spin', 1000],
    ['pending'],
    limit,
    ['pending'],
  ],
  'the hard limit kills': [block, set(1, 2), ['spin', 1200], ['pending'], ['spin', 1200]],
  'both limits are one': [block, set(1, 1), limit, ['spin', 1500]],
  'what is not blocked kills': [set(1, NONE), ['spin', 1500]],
  'what is ignored does not': [['ignore', SIGXCPU], set(1, 9), ['spin', 1500], limit, ['pending']],
  'no time at all': [block, set(0, 5), limit, ['spin', 300], limit, ['pending']],
  'none at all, and no more': [set(0, 0), ['spin', 300]],
  'less than has gone by': [
    block,
    ['spin', 1200],
    set(1, 9),
    limit,
    ['spin', 100],
    limit,
    ['pending'],
    set(1, 9),
    ['spin', 100],
    limit,
    ['pending'],
    set(1, 1),
    ['spin', 100],
  ],
  'no limit any more': [
    block,
    set(1, NONE),
    set(NONE, NONE),
    ['spin', 1500],
    limit,
    ['pending'],
    set(NONE, 9),
    set(9, 8),
    limit,
  ],
  'a child has the limit, and its own time': [
    block,
    set(2, 9),
    ['spin', 1100],
    ['fork', 'b'],
    ...by('b', block, limit, ['spin', 1100], ['pending'], limit, ['spin', 1100], ['pending'], limit),
    limit,
    ['pending'],
    ['spin', 1100],
    ['pending'],
  ],
  'the time that waits is not counted': [block, set(1, 9), ['sleep', 1500], ['pending'], limit],
}
