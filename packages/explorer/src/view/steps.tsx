// The steps of the scenario: each can be gone to.

import { stepText } from '@jvisor/scenario'
import { tidied } from '../drawing/words.ts'
import { go, linux, played, step } from '../model.ts'

export function Steps() {
  const steps = played.value?.steps ?? []
  const answers = linux.value?.report.steps
  return (
    <ol class="steps" aria-label="Steps">
      {steps.map((told, i) => {
        const at = i + 1
        const answer = answers?.[i]
        const differs = answer !== undefined && stepText(answer) !== stepText(told)
        const wrong = told.expected !== undefined || differs
        return (
          <li key={at}>
            <button
              type="button"
              class={wrong ? 'wrong' : undefined}
              aria-current={at === step.value ? 'step' : undefined}
              onClick={() => go(at)}
            >
              <code>{tidied(told.lines[0] ?? '')}</code>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
