export { NodeClock, NodeRandom } from './host/node-clock.ts'
export { NodeDirectory } from './host/node-directory.ts'
export { openInput, openOutput } from './host/node-stream.ts'
export { start } from './start.ts'
