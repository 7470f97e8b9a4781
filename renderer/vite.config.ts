import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page: relative addresses and no inlined script, style or asset, so that a strict content security policy holds. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  build: {
    target: 'chrome130',
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      output: {
        // Chunks run before what imports them: what tells zod to do without code made at run time has to be in zod's own.
        advancedChunks: { groups: [{ name: 'validation', test: /renderer[\\/]validation\.ts$|node_modules[\\/]zod[\\/]/ }] },
      },
    },
  },
});
