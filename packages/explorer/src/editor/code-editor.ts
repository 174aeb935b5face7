// CodeMirror, set up for scenarios. Loaded when the page has been painted.

import { autocompletion } from '@codemirror/autocomplete'
import { yaml } from '@codemirror/lang-yaml'
import { syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, linter, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'
import { basicSetup } from 'codemirror'
import type { Language } from '../playing/language.ts'
import type { Problem } from '../playing/played.ts'
import { completions } from './completion.ts'

export class CodeEditor {
  readonly #view: EditorView
  #silent = false

  /** `changed` hears of what is typed, not of {@link show}. */
  constructor(parent: Element, text: string, language: Language, changed: (text: string) => void) {
    this.#view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          basicSetup,
          yaml(),
          syntaxHighlighting(classHighlighter),
          autocompletion({ override: [completions(language)] }),
          linter(null),
          lintGutter(),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': 'The scenario, in YAML' }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged && !this.#silent) changed(state.doc.toString())
          }),
        ],
      }),
    })
  }

  /** Shows another text. */
  show(text: string): void {
    const { doc } = this.#view.state
    if (doc.toString() === text) return
    this.#silent = true
    this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: text } })
    this.#silent = false
  }

  /** Marks what is wrong, where it is; undefined takes the mark away. */
  mark(problem: Problem | undefined): void {
    this.#view.dispatch(
      setDiagnostics(this.#view.state, problem === undefined ? [] : [this.#diagnostic(problem)]),
    )
  }

  #diagnostic({ problem, line = 1, column = 1 }: Problem): Diagnostic {
    const { doc } = this.#view.state
    const at = doc.line(Math.max(1, Math.min(line, doc.lines)))
    const from = Math.min(at.to, at.from + column - 1)
    return { from, to: Math.max(from, at.to), severity: 'error', message: problem }
  }

  close(): void {
    this.#view.destroy()
  }
}
