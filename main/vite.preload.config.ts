import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** A sandboxed preload script must be a single CommonJS file. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  build: {
    target: 'chrome130',
    outDir: 'dist/desktop',
    emptyOutDir: false,
    minify: false,
    lib: { entry: 'main/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: [/^electron(\/|$)/] },
  },
});
