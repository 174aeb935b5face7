// From text to a scenario, with one clear line when it is not one.

import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { SCENARIO_SCHEMA, type Scenario } from './schema.ts'

/** A document that is not a scenario: one line that says where and what. */
export class ScenarioError extends Error {
  /** What is wrong, without where. */
  readonly reason: string
  /** Counted from 1. */
  readonly line: number
  readonly column: number

  constructor(name: string, { line, col }: { line: number; col: number }, reason: string) {
    super(`${name}:${line}:${col}: ${reason}`)
    this.name = 'ScenarioError'
    this.reason = reason
    this.line = line
    this.column = col
  }
}

/** A path of keys as people write it: "steps[2].readv[1]". */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
}

/** The last node on a path that the document has. */
function nodeAt(root: Node | null, path: readonly PropertyKey[]): Node | null {
  let node = root
  for (const key of path) {
    let next: unknown
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
      next = isPair(pair) ? (pair.value ?? pair.key) : undefined
    } else if (isSeq(node)) next = node.items[Number(key)]
    if (next === undefined || next === null) return node
    node = next as Node
  }
  return node
}

/**
 * Reads a scenario in YAML or JSON. `name` is that of the file, for messages.
 * @throws ScenarioError
 */
export function parseScenario(text: string, name: string): Scenario {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const fail = (offset: number | undefined, reason: string): never => {
    throw new ScenarioError(name, lineCounter.linePos(offset ?? 0), reason)
  }
  const [problem] = document.errors
  if (problem !== undefined) {
    fail(problem.pos[0], problem.message.split('\n')[0].replace(/ at line .*/, ''))
  }
  const result = SCENARIO_SCHEMA.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {})
  if (result.success) return result.data
  const [issue] = result.error.issues
  const node = nodeAt(document.contents, issue.path)
  const path = pathText(issue.path)
  const said = issue.code === 'invalid_key' ? issue.issues[0].message : issue.message
  return fail(node?.range?.[0], `${path === '' ? '' : `${path}: `}${said}`)
}
