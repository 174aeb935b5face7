// The order of a region's blocks: loops within loops, as WebAssembly has them, and within each what comes later stands
// later, so that every branch is one forward out of a block, or one back to the start of a loop.
//
// A loop is a set of blocks that reach each other (a strongly connected component: Tarjan, 1972). Where it is entered at
// one block, that one begins it; where at several, it begins by going to the one that is meant. Without the ways back to
// where it begins, the loops in it are found in the same way.

/** A loop: blocks and loops, each before those that it goes to. */
export interface Scope {
  readonly items: readonly (number | Scope)[]
  /** The blocks at which it is entered; branches back go to the first. */
  readonly entries: readonly number[]
}

/** All blocks that are reached from the entries. `next[b]` are the blocks after block b; a block's own loop does not count. */
export function structure(next: readonly (readonly number[])[], entries: readonly number[]): Scope {
  return new Structure(next).scope(undefined, entries, -1)
}

class Structure {
  readonly #next: readonly (readonly number[])[]
  /** Which set of blocks each block belongs to. */
  readonly #set: Int32Array
  #sets = 0

  constructor(next: readonly (readonly number[])[]) {
    this.#next = next
    this.#set = new Int32Array(next.length)
  }

  /** The blocks of `set` that are reached from `entries`; what goes to `header` goes back. */
  scope(set: number | undefined, entries: readonly number[], header: number): Scope {
    const within = set ?? 0
    const inside = (from: number) =>
      this.#next[from].filter((to) => to !== from && to !== header && this.#set[to] === within)
    const components = stronglyConnected(entries, inside)
    const loops = components.filter((blocks) => blocks.length > 1)
    for (const blocks of loops) {
      const own = ++this.#sets
      for (const block of blocks) this.#set[block] = own
    }
    // Where each loop is entered: from here, or from what stands before it.
    const entered = new Map<number, Set<number>>()
    const enter = (to: number) => {
      const own = this.#set[to]
      if (own === within) return
      const known = entered.get(own)
      if (known === undefined) entered.set(own, new Set([to]))
      else known.add(to)
    }
    for (const entry of entries) enter(entry)
    for (const blocks of components)
      for (const block of blocks)
        for (const to of this.#next[block]) if (to !== header && this.#set[to] !== this.#set[block]) enter(to)
    const items = components.map((blocks) => {
      if (blocks.length === 1) return blocks[0]
      const own = this.#set[blocks[0]]
      const at = [...(entered.get(own) ?? [])].toSorted((a, b) => a - b)
      return this.scope(own, at, at[0])
    })
    return { items, entries }
  }
}

/** The components that are reached, each before those that it goes to. */
function stronglyConnected(roots: readonly number[], next: (block: number) => readonly number[]): number[][] {
  const order = new Map<number, number>()
  const stack: number[] = []
  const open = new Set<number>()
  const components: number[][] = []
  const visit = (block: number): number => {
    const number = order.size
    order.set(block, number)
    let lowest = number
    stack.push(block)
    open.add(block)
    for (const to of next(block)) {
      if (!order.has(to)) lowest = Math.min(lowest, visit(to))
      else if (open.has(to)) lowest = Math.min(lowest, order.get(to) ?? 0)
    }
    if (lowest === number) {
      const component: number[] = []
      for (let last = -1; last !== block; ) {
        last = stack.pop() ?? block
        open.delete(last)
        component.push(last)
      }
      components.push(component)
    }
    return lowest
  }
  for (const root of roots.toReversed()) if (!order.has(root)) visit(root)
  return components.toReversed()
}
