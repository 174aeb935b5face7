// The files where the shell is: others can be brought, and each can be taken along.

import { useRef } from 'preact/hooks'
import { sizeText } from '../drawing/words.ts'
import { bring, directory, files, focusScreen, state, take, unlisted } from './session.ts'

export function FilesPanel() {
  const input = useRef<HTMLInputElement>(null)
  return (
    <section class="panel guest-files" aria-labelledby="guest-files-title">
      <div class="title">
        <h2 id="guest-files-title">
          Files in <code>{directory.value || '/home'}</code>
        </h2>
        <button type="button" disabled={state.value !== 'running'} onClick={() => input.current?.click()}>
          Add files…
        </button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Files to add"
          onChange={({ currentTarget }) => {
            void bring([...(currentTarget.files ?? [])]).then(focusScreen)
            currentTarget.value = ''
          }}
        />
      </div>
      <ul>
        {files.value.map(({ name, size }) => (
          <li key={name}>
            <button type="button" title={`Download ${name}`} onClick={() => void take(name)}>
              <span aria-hidden="true">⤓</span> {name}
            </button>
            <span class="kind">{sizeText(size)}</span>
          </li>
        ))}
        {unlisted.value > 0 && <li class="kind">and {unlisted.value} more</li>}
      </ul>
    </section>
  )
}
