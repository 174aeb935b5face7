// The top of the page: which scenario, and what can be taken along.

import { EXAMPLES } from '../examples.ts'
import { example, open, played } from '../model.ts'
import { Share } from './share.tsx'

const OWN = 'own'

export function Header() {
  const name = example.value?.name
  return (
    <header>
      <h1>
        jvisor <span>explorer</span>
      </h1>
      <label>
        <span class="label">Scenario</span>
        <select
          value={name ?? OWN}
          onChange={({ currentTarget: { value } }) => {
            const chosen = EXAMPLES.find((one) => one.name === value)
            if (chosen !== undefined) void open(chosen.text, 1)
          }}
        >
          {name === undefined && <option value={OWN}>{played.value?.scenario.title ?? 'your own'}</option>}
          {EXAMPLES.map((one) => (
            <option key={one.name} value={one.name}>
              {one.title}
            </option>
          ))}
        </select>
      </label>
      <Share />
    </header>
  )
}
