import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Electron's main process in one ESM file: packages inside, Electron and Node's own modules outside. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  build: {
    target: 'node20',
    outDir: 'dist/desktop',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    lib: { entry: 'main/index.ts', formats: ['es'], fileName: () => 'main.js' },
    // One file: what is imported later is evaluated later.
    rolldownOptions: {
      output: { codeSplitting: false },
      platform: 'node',
      checks: { eval: false },
      external: [/^electron(\/|$)/, /^node:/, ...builtinModules],
    },
  },
});
