// The text of the routines that move many pieces in one call (vectors.ts), in the notation of @jvisor/wasm. Each walks
// page trees (page-tree.ts) itself, and leaves what is out of the ordinary to whoever calls it: it stops there, and says
// how far it got.
//
// Measured, Node 20, for each of 1024 segments of 64 B in as many pages: import 1.2 ns, translate 5.3, move 7.1. For up to 256
// bytes a loop of 16-byte moves is faster than memory.copy, a call of the host's.

/** Constants of {@link VECTOR_TEXT}. */
export const VECTOR_CONSTANTS = {
  /** Allowed in an entry of a page table to whoever reads. */
  READ: 1,
  /** Up to so many bytes the loop is faster. */
  LOOP: 256,
  /** Bits that no address has, nor the length of a range that is one. */
  ADDRESS_BITS: 47,
  MAX_RW_COUNT: 0x7ffff000,
} as const

/**
 * Moves \`n\` bytes, more than 0; 16 to 64 of them without a call, around which WebAssembly keeps nothing in registers (64
 * segments of 64 B: 440 against 390 ns).
 */
const moved = (to: string, from: string, n: string) => `
  if likely ((${n} - 16 <=u 48) & ((${to} - ${from}) + (${n} - 1) >=u ${n} + (${n} - 1))) {
    copy16(${to}, ${from})
    if (${n} >u 32) {
      copy16(${to} + 16, ${from} + 16)
      copy16(${to} + (${n} - 32), ${from} + (${n} - 32))
    }
    copy16(${to} + (${n} - 16), ${from} + (${n} - 16))
  } else {
    move(${to}, ${from}, ${n})
  }`

export const VECTOR_TEXT = `
// Where translate has stopped: blocks in the list, ranges behind, and bytes of the next one that are.
var blocks: i32
var ranges: i32
var in_range: i32

// The leaf of a tree that has the entries of 1024 pages, as an address; 0, a page without entries, if there is none.
fn leaf_of(root: i32, height: i32, leaf_index: i64): i32 {
  if (height == 0 || leaf_index >>> ((height - 1) * 10) != 0) { return 0 }
  let node = root
  while (height > 1) {
    height = height - 1
    node = load32((node << 12) + ((i32(leaf_index >>> ((height - 1) * 10)) & 1023) << 2))
    if (node == 0) { return 0 }
  }
  return node << 12
}

fn move(to: i32, from: i32, n: i32) {
  // Also for places that overlap: a loop is no memmove.
  if rarely (n >u LOOP || (to - from) + (n - 1) <u n + (n - 1)) {
    copy(to, from, n)
    return
  }
  while (n >=u 64) {
    copy64(to, from)
    to = to + 64
    from = from + 64
    n = n - 64
  }
  if (n == 0) { return }
  while (n >=u 16) {
    copy16(to, from)
    to = to + 16
    from = from + 16
    n = n - 16
  }
  if (n & 8) {
    store64(to, load64(from))
    to = to + 8
    from = from + 8
  }
  if (n & 4) {
    store32(to, load32(from))
    to = to + 4
    from = from + 4
  }
  if (n & 2) {
    store16(to, load16(from))
    to = to + 2
    from = from + 2
  }
  if (n & 1) { store8(to, load8(from)) }
}

// Copies an iovec array of a program to \`to\`, and checks it. Gives the bytes of all; -1 if anything is not as it mostly is.
fn import_iovecs(root: i32, height: i32, address: f64, count: i32, end: f64, to: i32): i32 {
  let at = i64_of_f64(address)
  let left = count << 4
  let iovec = to
  while (left) {
    let leaf = leaf_of(root, height, at >>> 22)
    let entry = load32(leaf + ((i32(at >>> 12) & 1023) << 2))
    if ((entry & READ) == 0) { return -1 }
    let in_page = i32(at) & 4095
    let n = left <u 4096 - in_page ? left : 4096 - in_page
    copy(to, (entry & ~4095) | in_page, n)
    at = at + u64(n)
    to = to + n
    left = left - n
  }
  let limit = i64_of_f64(end)
  let total = 0L
  let odd = 0L
  while (iovec != to) {
    let base = load64(iovec)
    let length = load64(iovec + 8)
    odd = odd | base | length | (limit - (base + length))
    total = total + length
    iovec = iovec + 16
  }
  if (odd >>> ADDRESS_BITS != 0 || total >u u64(MAX_RW_COUNT)) { return -1 }
  return i32(total)
}

// What is behind ranges, as a list of blocks, as far as the table allows the access: the rest of one range, then iovecs, up
// to \`limit\` bytes or \`room\` blocks. Gives the bytes; and, before the list, where it has stopped: blocks in the list, ranges
// behind, and bytes of the next one that are. Precondition: the ranges are of less than 2^31 bytes each.
fn translate(root: i32, height: i32, access: i32, start: f64, length: i32, iovec: i32, limit: i32, list: i32, used: i32, room: i32): i32 {
  let begin = i64_of_f64(start)
  let at = begin
  let in_this = length
  let left = limit
  let rest = 0
  let to = list + (used << 3)
  let full = list + (room << 3)
  let leaf_index = -1L
  let leaf = 0
  let first = iovec
  // Where what comes next would be part of the last block.
  let next = -1
  while (left) {
    if (in_this == 0) {
      begin = load64(iovec)
      in_this = load32(iovec + 8)
      at = begin
      iovec = iovec + 16
    }
    if (in_this) {
      if rarely (at >>> 22 != leaf_index) {
        leaf_index = at >>> 22
        leaf = leaf_of(root, height, leaf_index)
      }
      let entry = load32(leaf + ((i32(at >>> 10) & 4092)))
      let in_page = i32(at) & 4095
      let place = (entry & ~4095) | in_page
      let n = 4096 - in_page
      if (in_this <u n) { n = in_this }
      if (left <u n) { n = left }
      if rarely ((entry & access) != access) {
        rest = left
        left = 0
        n = 0
      } else if (place == next) {
        store32(to - 4, load32(to - 4) + n)
      } else if rarely (to == full) {
        rest = left
        left = 0
        n = 0
      } else {
        store64(to, u64(place) | (u64(n) << 32))
        to = to + 8
      }
      next = place + n
      at = at + u64(n)
      in_this = in_this - n
      left = left - n
    }
  }
  store32(list - 12, (to - list) >>> 3)
  store32(list - 8, (iovec - first) >>> 4)
  store32(list - 4, i32(at - begin))
  return limit - rest
}

// Between a list of blocks and a file, whose pages are in a tree, from a position on: \`left\` bytes, no more than the list
// has. A page that is not there is number 0, zeros: for whoever reads.
fn move_file(root: i32, height: i32, position: f64, list: i32, left: i32, to_file: i32) {
  let at = i64_of_f64(position)
  let leaf_index = -1L
  let leaf = 0
  let file = 0
  let in_file = 0
  while (left) {
    let block = load32(list)
    let n = load32(list + 4)
    if (n >u left) { n = left }
    list = list + 8
    left = left - n
    while (n) {
      if (in_file == 0) {
        if rarely (at >>> 22 != leaf_index) {
          leaf_index = at >>> 22
          leaf = leaf_of(root, height, leaf_index)
        }
        let in_page = i32(at) & 4095
        file = (load32(leaf + ((i32(at >>> 12) & 1023) << 2)) << 12) | in_page
        in_file = 4096 - in_page
        at = at + u64(in_file)
      }
      let m = n <u in_file ? n : in_file
      let to = to_file ? file : block
      let from = to_file ? block : file
      ${moved('to', 'from', 'm')}
      block = block + m
      file = file + m
      n = n - m
      in_file = in_file - m
    }
  }
}

// From the blocks of one list to those of another: \`left\` bytes, no more than either has.
fn move_blocks(to_list: i32, from_list: i32, left: i32) {
  let to = 0
  let to_left = 0
  let from = 0
  let from_left = 0
  while (left) {
    if (to_left == 0) {
      to = load32(to_list)
      to_left = load32(to_list + 4)
      to_list = to_list + 8
    }
    if (from_left == 0) {
      from = load32(from_list)
      from_left = load32(from_list + 4)
      from_list = from_list + 8
    }
    let n = to_left <u from_left ? to_left : from_left
    if (n >u left) { n = left }
    ${moved('to', 'from', 'n')}
    to = to + n
    from = from + n
    to_left = to_left - n
    from_left = from_left - n
    left = left - n
  }
}

// Zeros to all blocks of a list.
fn zero_blocks(list: i32, count: i32) {
  let end = list + (count << 3)
  while (list != end) {
    let to = load32(list)
    let n = load32(list + 4)
    if (n >u LOOP) {
      fill(to, 0, n)
    } else {
      while (n >=u 8) {
        store64(to, 0L)
        to = to + 8
        n = n - 8
      }
      while (n) {
        store8(to, 0L)
        to = to + 1
        n = n - 1
      }
    }
    list = list + 8
  }
}
`
