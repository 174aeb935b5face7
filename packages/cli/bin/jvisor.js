#!/usr/bin/env node
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import './v8-flags.js'
import { isFresh } from './fresh.js'

// From Node 22 on what was compiled is kept for the next start, of both threads.
module.enableCompileCache?.()

const bundle = new URL('../dist/bundle/start.js', import.meta.url)
const { start } = await import(isFresh(fileURLToPath(bundle)) ? bundle.href : '../dist/start.js')
await start(process.argv.slice(2))
