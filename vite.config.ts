import { defineConfig } from 'vite';
import { enginesDigest } from './scripts/engines-digest.mjs';
import { offline } from './scripts/vite-offline.mjs';

/** Served, but nothing needs them: they only allow finer timers and shared memory. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  define: { ENGINES_BUILD: JSON.stringify(enginesDigest()) },
  plugins: [offline()],
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    // The app, and the page without a screen that the command line drives.
    rolldownOptions: { input: { main: 'index.html', headless: 'headless.html' } },
  },
  worker: { format: 'es' },
  server: { headers: isolation },
  preview: { headers: isolation },
});
