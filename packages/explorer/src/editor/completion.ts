// Completion: what may be written at a place, by the JSON Schema of the language, its constants, and the names that the
// text has.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { Language } from '../playing/language.ts'
import { type Schema, schemasAt, typedAt } from './schema-path.ts'

const WORD = /[\w.]*$/
const NAME = /^ {2}([A-Za-z_]\w*):/gm

/** The source of completions for a language. */
export function completions(language: Language): (context: CompletionContext) => CompletionResult | null {
  return ({ state, pos, explicit }) => {
    const text = state.doc.toString()
    const word = WORD.exec(text.slice(0, pos))?.[0] ?? ''
    if (word === '' && !explicit) return null
    const options = optionsAt(language, text, pos)
    return options.length === 0 ? null : { from: pos - word.length, options, validFor: /^[\w.]*$/ }
  }
}

/** What may be written at an offset of a text. */
export function optionsAt(language: Language, text: string, offset: number): Completion[] {
  const { path, isKey, keys } = typedAt(text, offset)
  const schemas = schemasAt(language.schema, path)
  // Where only a collection can stand, a word that stands alone becomes a key of it.
  const isBare = schemas.length > 0 && schemas.every(({ properties }) => properties !== undefined)
  if (isKey || isBare) return schemas.flatMap((one) => keyOptions(one, keys, language))
  const values = schemas.flatMap(
    ({ const: only, enum: some }) => some ?? (only === undefined || only === null ? [] : [only]),
  )
  const options = values.map((value): Completion => ({ label: String(value), type: 'enum', boost: 1 }))
  // An array or a string may begin here; keys of what is written in place come after its brace.
  return schemas.some(({ type }) => type === 'string' || type === 'integer') && values.length === 0
    ? [...options, ...names(text), ...language.constants.map(constant)]
    : options
}

const constant = (label: string): Completion => ({ label, type: 'constant', boost: -1 })

function keyOptions(
  { properties = {} }: Schema,
  keys: readonly string[],
  { signatures }: Language,
): Completion[] {
  return Object.entries(properties).flatMap(([label, { description }]): Completion[] => {
    if (keys.includes(label)) return []
    const signature = signatures[label]
    const details = { ...(description === undefined ? {} : { info: description }) }
    return signature === undefined
      ? [{ label, type: 'property', boost: 1, ...details }]
      : [{ label, type: 'function', detail: signature, ...details }]
  })
}

/** What the text itself names: files, descriptors, mappings, results. */
function names(text: string): Completion[] {
  const found = new Set([...text.matchAll(NAME)].map(([, name]) => name ?? ''))
  for (const [, name] of text.matchAll(/\b(?:as|child): ?([A-Za-z_]\w*)/g)) found.add(name ?? '')
  return [...found].map((label) => ({ label, type: 'variable' }))
}
