#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { isFresh } from './fresh.js'

const bundle = new URL('../dist/bundle/start.js', import.meta.url)
const { start } = await import(isFresh(fileURLToPath(bundle)) ? bundle.href : '../dist/start.js')
await start(process.argv.slice(2))
