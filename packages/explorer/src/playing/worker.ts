// The worker in which scenarios are played, so that the page stays fluid meanwhile.

import { expose } from 'comlink'
import { language } from './language.ts'
import { playText } from './played.ts'

const offered = { playText, language }
export type Offered = typeof offered

expose(offered)
