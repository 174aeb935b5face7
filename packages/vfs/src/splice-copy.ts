// Splicing from a file whose bytes are in no pages of ours: they are read into new ones. Linux: fs/splice.c
// copy_splice_read.

import { ENOMEM, OK, PAGE_SIZE } from '@jvisor/abi'
import { type MemoryFile, NO_PAGE } from '@jvisor/memmap'
import { BlockSeq, blocksIOSequence, type Transfer, transfer } from '@jvisor/usermem'
import type { FileDescription } from './file-description.ts'
import { type PipeRing, SLOT_FIXED } from './pipe-ring.ts'

/** @see FileDescription.spliceTo */
export function copySplice(file: FileDescription, ring: PipeRing, offset: number, length: number): Transfer {
  const memory = ring.memoryFile
  const wanted = Math.min(length, ring.free * PAGE_SIZE)
  const pages = takePages(memory, Math.ceil(wanted / PAGE_SIZE))
  const blocks = new BlockSeq(memory, pages.length)
  for (const page of pages) blocks.push(page * PAGE_SIZE, PAGE_SIZE)
  const dst = blocksIOSequence(blocks).takeFirst(wanted)
  const { n, err } = file.positional ? file.pread(dst, offset) : file.read(dst)
  for (let i = 0; i < pages.length; i++) {
    const left = n - i * PAGE_SIZE
    if (left > 0) ring.push(pages[i], 0, Math.min(PAGE_SIZE, left), SLOT_FIXED)
    else memory.decRef(pages[i])
  }
  return pages.length === 0 ? transfer(0, ENOMEM) : transfer(n, n > 0 ? OK : err)
}

function takePages(memory: MemoryFile, count: number): number[] {
  const pages: number[] = []
  for (let i = 0; i < count; i++) {
    const page = memory.allocateDirty()
    if (page === NO_PAGE) break
    pages.push(page)
  }
  return pages
}
