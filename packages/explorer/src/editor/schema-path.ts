// Where in a document something is typed, and what the language has at that place: its JSON Schema, followed along a path.

import { isMap, isPair, isScalar, isSeq, type Node, parseDocument } from 'yaml'

/** The part of JSON Schema that the language's own uses. */
export interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema | boolean
  readonly prefixItems?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

/** What is typed at a place. */
export interface Typed {
  /** Keys and indices from the root of the document to the collection that the place lies in. */
  readonly path: readonly (string | number)[]
  /** A key is typed, not a value. */
  readonly isKey: boolean
  /** The keys that the collection has already. */
  readonly keys: readonly string[]
}

/** What is typed at an offset of a text, which need not be right yet. */
export function typedAt(text: string, offset: number): Typed {
  // A word is put where the cursor is, so that there is something to find.
  const word = /[\w.+-]*$/.exec(text.slice(0, offset))?.[0] ?? ''
  const start = offset - word.length
  const marked = `${text.slice(0, start)}${MARK}${text.slice(offset)}`
  const { contents } = parseDocument(marked, { strict: false })
  return find(contents, []) ?? { path: [], isKey: true, keys: [] }
}

const MARK = 'ZZtypedZZ'

const isMark = (node: unknown) =>
  isScalar(node) && typeof node.value === 'string' && node.value.includes(MARK)

function find(node: Node | null, path: readonly (string | number)[]): Typed | undefined {
  if (isMap(node)) {
    const keys = node.items.flatMap(({ key }) => (isScalar(key) && !isMark(key) ? [String(key.value)] : []))
    for (const item of node.items) {
      if (!isPair(item)) continue
      if (isMark(item.key)) return { path, isKey: true, keys }
      const key = isScalar(item.key) ? String(item.key.value) : ''
      if (isMark(item.value)) return { path: [...path, key], isKey: false, keys }
      const below = find(item.value as Node | null, [...path, key])
      if (below !== undefined) return below
    }
  }
  if (isSeq(node)) {
    for (const [i, item] of node.items.entries()) {
      if (isMark(item)) return { path: [...path, i], isKey: false, keys: [] }
      const below = find(item as Node | null, [...path, i])
      if (below !== undefined) return below
    }
  }
  return isMark(node) ? { path, isKey: path.length === 0, keys: [] } : undefined
}

/** The schemas that may hold at a path; a choice gives several. */
export function schemasAt(root: Schema, path: readonly (string | number)[]): Schema[] {
  let here = choices(root, root)
  for (const part of path) {
    here = here.flatMap((schema) => choices(root, below(schema, part)))
  }
  return here
}

function below(
  { properties, additionalProperties, items, prefixItems }: Schema,
  part: string | number,
): Schema {
  const rest = (schema: Schema | boolean | undefined) => (typeof schema === 'object' ? schema : {})
  if (typeof part === 'number') return prefixItems?.[part] ?? rest(items)
  return properties?.[part] ?? rest(additionalProperties)
}

/** A schema without references and choices. */
function choices(root: Schema, schema: Schema): Schema[] {
  const { $ref, anyOf, allOf, ...own } = schema
  if ($ref !== undefined) {
    const target = root.$defs?.[$ref.slice($ref.lastIndexOf('/') + 1)]
    if (target === undefined) return [own]
    return choices(root, target).map((one) => ({ ...one, ...own }))
  }
  const several = anyOf ?? allOf
  return several === undefined ? [schema] : several.flatMap((one) => choices(root, one))
}
