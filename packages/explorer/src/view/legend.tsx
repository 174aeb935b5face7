// What the looks in the drawing of an address space mean.

/** Classes of a shape, as mappings.tsx gives them, and what it stands for. */
const LOOKS = [
  ['mapping anonymous writable', 'anonymous'],
  ['mapping file writable', 'of a file'],
  ['mapping shared writable', 'shared'],
  ['mapping anonymous readable', 'read only'],
  ['mapping closed', 'not readable'],
  ['page', 'page in memory'],
  ['page copied', 'copied when written'],
] as const
const [WIDTH, HEIGHT] = [18, 12]

export function Legend() {
  return (
    <ul class="legend" aria-label="What is drawn how">
      {LOOKS.map(([looks, meaning]) => (
        <li key={looks}>
          <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
            <rect class={looks} x={0.5} y={0.5} width={WIDTH - 1} height={HEIGHT - 1} />
          </svg>
          {meaning}
        </li>
      ))}
    </ul>
  )
}
