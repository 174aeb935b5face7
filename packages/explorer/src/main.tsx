import { render } from 'preact'
import { App } from './app.tsx'
import { fetchLinux, openAddress } from './model.ts'
import { showAddress } from './views.ts'

/** A scenario is played, and what Linux made of it fetched, when it is to be seen. */
function show(): void {
  if (showAddress() === 'scenario') void openAddress().then(fetchLinux)
}

const root = document.getElementById('app')
if (root !== null) render(<App />, root)
show()
window.addEventListener('hashchange', show)
