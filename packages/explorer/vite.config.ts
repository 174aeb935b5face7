import { defineConfig } from 'vite'
import { repository } from './repository.ts'

// The page is built from the sources of the packages it runs. Paths are relative, so that any folder of any host will do.
export default defineConfig({
  base: './',
  plugins: [repository()],
  resolve: { conditions: ['jvisor-source', 'browser', 'module'] },
  worker: { format: 'es', rolldownOptions: { output: { keepNames: true } } },
  build: {
    outDir: 'dist/site',
    target: 'es2022',
    // The kernel, and CodeMirror: each is loaded on its own, when the page has been painted.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { output: { keepNames: true } },
  },
  preview: { host: '127.0.0.1', port: 4173 },
})
