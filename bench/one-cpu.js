// Imported first: keeps this process, and the peers that it starts, on one processor. On a shared machine one of them may
// be half as fast as another for minutes, and a peer on the faster one would win by that.

import { spawnSync } from 'node:child_process'

// Linux's taskset(1), for all threads. Where it is not there, both sides run where they are put.
spawnSync('taskset', ['-a', '-p', '-c', '0', String(process.pid)], { stdio: 'ignore' })
