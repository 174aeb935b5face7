// The text of the scenario. What is typed is played as soon as nothing more is typed for a moment.

import { effect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { CodeEditor } from '../editor/code-editor.ts'
import { fetchLanguage, open, problem, step, text } from '../model.ts'

/** Milliseconds without a key until the text is played. */
const PAUSE = 250

export function Editor() {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const parent = ref.current
    if (parent === null) return
    let editor: CodeEditor | undefined
    let timer = 0
    let stopped = false
    let dispose = () => {}
    void Promise.all([import('../editor/code-editor.ts'), fetchLanguage()]).then(([module, language]) => {
      if (stopped) return
      parent.replaceChildren()
      editor = new module.CodeEditor(parent, text.peek(), language, (typed) => {
        clearTimeout(timer)
        timer = window.setTimeout(() => void open(typed, step.peek()), PAUSE)
      })
      const endShow = effect(() => {
        clearTimeout(timer) // what was typed into another text
        editor?.show(text.value)
      })
      const endMark = effect(() => editor?.mark(problem.value))
      dispose = () => {
        endShow()
        endMark()
      }
    })
    return () => {
      stopped = true
      clearTimeout(timer)
      dispose()
      editor?.close()
    }
  }, [])
  const wrong = problem.value
  return (
    <>
      <div ref={ref} class="editor">
        <pre>{text.value}</pre>
      </div>
      {wrong !== undefined && (
        <p class="problem" role="alert">
          {wrong.line === undefined ? '' : `Line ${wrong.line}: `}
          {wrong.problem}
        </p>
      )}
    </>
  )
}
