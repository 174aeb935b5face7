// sched_setattr, and what others may ask of the log of the kernel.

const FIFO = 1
const RR = 2
const BATCH = 3
const IDLE = 5
const DEADLINE = 6
const RESET = 1
const KEEP_POLICY = 8
const KEEP_PARAMS = 16
/** A struct sched_attr. */
const attr = ({ size = 56, policy = 0, flags = 0, nice = 0, priority = 0, runtime = 0, more = [0] }) => [
  BigInt.asIntN(64, BigInt(size) + (BigInt(policy) << 32n)),
  flags,
  BigInt.asUintN(32, BigInt(nice)) + (BigInt(priority) << 32n),
  runtime,
  0,
  0,
  ...more,
]
const set = (fields, pid = 0, flags = 0) => ['sched_setattr', pid, attr(fields), flags]
const get = ['getattr', 0, 56]

export default {
  'sched_setattr of root': [
    get,
    ['getattr', 0, 48],
    ['getattr', 0, 47],
    set({ nice: 5 }),
    get,
    set({ nice: -50 }),
    get,
    set({ nice: 50 }),
    get,
    set({ policy: FIFO }),
    set({ policy: FIFO, priority: 10, flags: RESET }),
    get,
    ['sched_getscheduler', 0],
    set({ policy: RR, priority: 99, nice: 3 }),
    get,
    set({ policy: RR, priority: 100 }),
    set({ policy: BATCH, nice: 3 }),
    get,
    set({ policy: BATCH, priority: 1 }),
    set({ policy: IDLE, nice: 2 }),
    get,
    set({ policy: 4 }),
    set({ policy: 8 }),
    set({ policy: 0x80000000 }),
    set({ policy: 99, flags: KEEP_POLICY, nice: 1 }),
    get,
    set({ policy: BATCH, flags: KEEP_PARAMS, nice: 9 }),
    get,
    set({ flags: KEEP_POLICY | KEEP_PARAMS, nice: 9 }),
    get,
    set({ flags: 0x100 }),
    set({ flags: 0x80 }),
    set({ size: 0, nice: 1 }),
    get,
    set({ size: 48, nice: 2 }),
    get,
    set({ size: 47 }),
    set({ size: 64, more: [0, 0] }),
    set({ size: 64, more: [0, 1] }),
    set({ size: 5000 }),
    ['sched_setattr', 0, 0, 0],
    ['sched_setattr', 0, 8, 0],
    set({}, 0, 1),
    set({}, -1),
    set({}, 999_999),
    set({ policy: DEADLINE }),
    set({}),
    get,
  ],
  'sched_setattr of a user': [
    set({ nice: 4 }),
    ['setresuid', 1000, 1000, 1000],
    set({ nice: 4 }),
    set({ nice: 3 }),
    set({ nice: 6 }),
    get,
    set({ policy: BATCH, nice: 6 }),
    set({ policy: IDLE, nice: 6 }),
    set({ policy: FIFO, priority: 1 }),
    set({ policy: DEADLINE, runtime: 1 }),
    set({ flags: RESET, nice: 6 }),
    set({ nice: 6 }),
    get,
    set({ nice: 6 }, 1),
  ],
  'the log of the kernel': [
    ...[-1, 11, 99].map((type) => ['syslog', type, 0, 0]),
    ...[0, 1].map((type) => ['syslog', type, 8, -1]),
    ...[2, 3, 4].flatMap((type) => [
      ['syslog', type, 0, 10],
      ['syslog', type, 8, -1],
      ['syslog', type, 'x', 0],
      ['syslog', type, 0x7fffffffffffffffn, 10],
    ]),
    ['syslog', 8, 0, 0],
    ['syslog', 8, 0, 9],
    ['setresuid', 1000, 1000, 1000],
    ...[0, 1, 2, 4, 5, 6, 7, 8, 9, 11].map((type) => ['syslog', type, 0, 0]),
    ['syslog', 3, 0, 10],
    ['syslog', 3, 'x', 0],
  ],
}
