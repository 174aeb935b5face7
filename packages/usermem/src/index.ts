export {
  type AccessType,
  ANY_ACCESS,
  accessFromProt,
  accessString,
  allows,
  EXECUTE,
  effectiveAccess,
  intersectAccess,
  NO_ACCESS,
  READ,
  READ_WRITE,
  unionAccess,
  WRITE,
} from './access-type.ts'
export {
  ADDR_LIMIT,
  type Addr,
  addLength,
  addr,
  INVALID_ADDR,
  isPageAligned,
  pageOffset,
  roundDown,
  roundUp,
  roundUpLength,
  toRange,
} from './addr.ts'
export {
  type AddrRange,
  canSplitRangeAt,
  intersectRanges,
  isPageAlignedRange,
  isWellFormedRange,
  rangeContains,
  rangeIsSupersetOf,
  rangeLength,
  rangeString,
  rangesOverlap,
} from './addr-range.ts'
export { AddrRangeSeq } from './addr-range-seq.ts'
export { Block, copyBlock, moveBytes, zeroBlock } from './block.ts'
export {
  FromIOReader,
  FromIOWriter,
  FromVecReaderFunc,
  FromVecWriterFunc,
  ReaderFunc,
  ToIOReader,
  ToIOWriter,
  WriterFunc,
} from './block-adapters.ts'
export {
  type BlockReader,
  BlockSeqReader,
  BlockSeqWriter,
  type BlockWriter,
  readFullToBlocks,
  writeFullFromBlocks,
} from './block-io.ts'
export { BlockSeq, copySeq, zeroSeq } from './block-seq.ts'
export { compareAndSwapUint32, loadUint32, swapUint32, swapUint64 } from './block-word.ts'
export { BlocksIO, blocksIOSequence } from './blocks-io.ts'
export type { ByteReader, ByteWriter } from './byte-io.ts'
export { BytesIO, bytesIOSequence } from './bytes-io.ts'
export {
  type CopyContext,
  copyStructArrayIn,
  copyStructArrayOut,
  copyStructIn,
  copyStructOut,
  IOCopyContext,
  type StructArrayIn,
  type StructIn,
} from './copy-context.ts'
export { type CopiedString, copyStringIn } from './copy-string.ts'
export { copyInVec, copyOutVec, zeroOutVec } from './copy-vec.ts'
export { copyInt32StringInVec, copyInt32StringsInVec } from './int32-strings.ts'
export { IGNORE_PERMISSIONS, type IO, type IOOpts, NORMAL_IO } from './io.ts'
export { IOReadWriter } from './io-read-writer.ts'
export { IOSequence } from './io-sequence.ts'
export { IOVEC_WORDS, IovecArray, setIovec } from './iovec-array.ts'
export { type BlockLists, HostMemory, type Memory } from './memory.ts'
export { NOTHING, type Transfer, transfer, type Word } from './transfer.ts'
export { decodeUtf8, encodeUtf8 } from './utf8.ts'
