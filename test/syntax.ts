// What a source imports, uses and declares: for the tests of the layers and of the documentation. The parser is oxc's,
// as rolldown ships it: it knows types, so neither comments, strings nor regular expressions can hide a thing.

import { parseSync } from 'rolldown/utils'

/** A module that a source imports, re-exports, augments or refers to in a type. */
export interface Import {
  /** As written; undefined if it is computed while the program runs. */
  readonly specifier: string | undefined
  readonly line: number
}

/** A value of a name that the file does not declare. */
export interface Use {
  /** "Date"; "Math.max" where a property of it is used; ".sort" for a property of anything. */
  readonly name: string
  readonly line: number
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

/** Nodes of TypeScript that hold values; all others are types. (Enums and namespaces do not compile here.) */
const VALUE_NODES = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
])
/** Nodes that have a key, which is no use of a name unless it is computed. */
const KEYED = new Set(['Property', 'MethodDefinition', 'PropertyDefinition', 'AccessorProperty'])
/** Nodes that declare a member of a class, an interface or a type. */
const MEMBERS = new Set([
  'MethodDefinition',
  'PropertyDefinition',
  'AccessorProperty',
  'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition',
  'TSMethodSignature',
  'TSPropertySignature',
])
/** Nodes that declare a name of a module. */
const DECLARATIONS = new Set([
  'FunctionDeclaration',
  'TSDeclareFunction',
  'ClassDeclaration',
  'VariableDeclarator',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
])
/** Nodes whose names are not looked up in a scope. */
const OTHER_NAMES = new Set([
  'MetaProperty',
  'ImportSpecifier',
  'ImportAttribute',
  'ExportSpecifier',
  'ExportAllDeclaration',
])

/** A name that a module declares: at its top, or as a member of a class, an interface or a type. */
export interface Declaration {
  readonly name: string
  readonly line: number
  readonly isMember: boolean
}

/** Parses a source. `lineOf` counts from 1. @throws if it is not one. */
function parse(file: string, text: string) {
  const { program, comments, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`)
  const lineOf = (node: { readonly start: number }) => text.slice(0, node.start).split('\n').length
  return { root: program as unknown as Node, comments, lineOf }
}

/** What a source imports, and which names it uses without declaring them. @throws if it is no source. */
export function readSource(file: string, text: string): { readonly imports: Import[]; readonly uses: Use[] } {
  const { root, comments, lineOf } = parse(file, text)
  const declared = new Set<string>()
  const used: Use[] = []
  const imports: Import[] = comments.flatMap((comment) => {
    const name = /^\/\s*<reference\s+types\s*=\s*["'](.+)["']/.exec(comment.value)?.[1]
    if (name === undefined) return []
    return [{ specifier: name === 'node' ? 'node:*' : name, line: lineOf(comment) }]
  })

  /** Reads a node and what is below it. In a type, only imports count. */
  const visit = (node: Node, parent: Node, key: string, inType: boolean): void => {
    const module = importedBy(node)
    if (module !== undefined) imports.push({ specifier: literal(module), line: lineOf(module) })
    const isType =
      inType || node.declare === true || (node.type.startsWith('TS') && !VALUE_NODES.has(node.type))
    if (!isType) {
      for (const name of declaredBy(node)) declared.add(name)
      const name = usedBy(node, parent, key)
      if (name !== undefined) used.push({ name, line: lineOf(node) })
    }
    for (const [childKey, child] of childrenOf(node)) visit(child, node, childKey, isType)
  }
  visit(root, root, '', false)
  return { imports, uses: used.filter((use) => !declared.has(use.name.split('.')[0])) }
}

/** What a source declares, in the order of its lines. @throws if it is no source. */
export function readDeclarations(file: string, text: string): Declaration[] {
  const { root, lineOf } = parse(file, text)
  const found: Declaration[] = []
  const visit = (node: Node, depth: number): void => {
    if (MEMBERS.has(node.type) && node.computed !== true) {
      const { name, value } = node.key as Node
      found.push({ name: String(name ?? value), line: lineOf(node.key as Node), isMember: true })
    }
    // Program, perhaps an export, perhaps a list of variables, and the declaration.
    else if (depth <= 3 && DECLARATIONS.has(node.type)) {
      for (const name of namesIn(node.id as Node | null)) {
        found.push({ name, line: lineOf(node.id as Node), isMember: false })
      }
    }
    for (const [, child] of childrenOf(node)) visit(child, depth + 1)
  }
  visit(root, 0)
  return found
}

/** The expression that names the module which `node` imports, if it does. */
function importedBy(node: Node): Node | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return (node.source as Node | null) ?? undefined
    case 'TSExternalModuleReference':
      return node.expression as Node
    case 'TSModuleDeclaration':
      return node.kind === 'module' && (node.id as Node).type === 'Literal' ? (node.id as Node) : undefined
    default:
      return undefined
  }
}

/** The text of a string or of a template without expressions. */
function literal(node: Node): string | undefined {
  if (node.type === 'Literal') return String(node.value)
  const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[] | undefined
  return node.type === 'TemplateLiteral' && quasis?.length === 1 ? quasis[0].value.cooked : undefined
}

/** The names that a declaration brings in, wherever in the file they hold. */
function declaredBy(node: Node): string[] {
  switch (node.type) {
    case 'VariableDeclarator':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return namesIn(node.id as Node | null)
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...namesIn(node.id as Node | null), ...(node.params as Node[]).flatMap(namesIn)]
    case 'CatchClause':
      return namesIn(node.param as Node | null)
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return namesIn(node.local as Node)
    default:
      return []
  }
}

/** The names that a pattern binds. */
function namesIn(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name as string]
    case 'ObjectPattern':
      return (pattern.properties as Node[]).flatMap((p) =>
        namesIn(p.type === 'Property' ? (p.value as Node) : p),
      )
    case 'ArrayPattern':
      return (pattern.elements as (Node | null)[]).flatMap(namesIn)
    case 'AssignmentPattern':
      return namesIn(pattern.left as Node)
    case 'RestElement':
      return namesIn(pattern.argument as Node)
    default:
      return []
  }
}

/** What an identifier stands for as a value, in the form of `Use.name`; undefined if it is no identifier or no value. */
function usedBy(node: Node, parent: Node, key: string): string | undefined {
  if (node.type !== 'Identifier' || node.name === 'this') return undefined
  const name = node.name as string
  if (parent.type === 'MemberExpression' && parent.computed !== true) {
    return key === 'property' ? `.${name}` : `${name}.${(parent.property as Node).name}`
  }
  if (key === 'label' || OTHER_NAMES.has(parent.type)) return undefined
  if (KEYED.has(parent.type) && key === 'key' && parent.computed !== true) return undefined
  return name
}

/** The nodes right below a node, with the key that each is under. */
function childrenOf(node: Node): [key: string, child: Node][] {
  return Object.entries(node).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((child): child is Node => typeof child?.type === 'string')
      .map((child): [string, Node] => [key, child]),
  )
}
