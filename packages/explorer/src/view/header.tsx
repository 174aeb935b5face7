// The top of the page: which view; of the scenarios which one, and what can be taken along.

import { EXAMPLES } from '../examples.ts'
import { address, example, open, played } from '../model.ts'
import { TERMINAL_FRAGMENT, view } from '../views.ts'
import { Share } from './share.tsx'

const OWN = 'own'

export function Header() {
  return (
    <header>
      <h1>
        jvisor <span>explorer</span>
      </h1>
      <nav aria-label="Views">
        <a href={address.value} aria-current={view.value === 'scenario' ? 'page' : undefined}>
          Scenario
        </a>
        <a href={TERMINAL_FRAGMENT} aria-current={view.value === 'terminal' ? 'page' : undefined}>
          Terminal
        </a>
      </nav>
      {view.value === 'scenario' && <Chosen />}
    </header>
  )
}

function Chosen() {
  const name = example.value?.name
  return (
    <>
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
    </>
  )
}
