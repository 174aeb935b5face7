import { defineConfig } from 'vite'
import { repository } from './repository.ts'

/** The layers are shown by the names of their classes. How long each plug-in of the build took is of no interest. */
const rolldownOptions = { output: { keepNames: true }, checks: { bundlerTimings: false } }

// The page is built from the sources of the packages it runs. Paths are relative, so that any folder of any host will do.
export default defineConfig({
  base: './',
  plugins: [repository()],
  resolve: { conditions: ['jvisor-source', 'browser', 'module'] },
  worker: { format: 'es', rolldownOptions },
  build: {
    outDir: 'dist/site',
    target: 'es2022',
    // The kernel, and CodeMirror: each is loaded on its own, when the page has been painted.
    chunkSizeWarningLimit: 1000,
    rolldownOptions,
  },
  preview: { host: '127.0.0.1', port: 4173 },
})
