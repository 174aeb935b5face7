import { render } from 'preact'
import { App } from './app.tsx'
import { fetchLinux, openAddress } from './model.ts'

const root = document.getElementById('app')
if (root !== null) render(<App />, root)
void openAddress().then(fetchLinux)
window.addEventListener('hashchange', () => void openAddress())
