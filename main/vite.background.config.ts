import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The process for replays beside Electron's main one, in one file that needs nothing but Node. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  build: {
    target: 'node20',
    outDir: 'dist/desktop',
    emptyOutDir: false,
    minify: false,
    sourcemap: true,
    lib: { entry: 'main/background.ts', formats: ['es'], fileName: () => 'background.js' },
    rolldownOptions: {
      output: { codeSplitting: false },
      platform: 'node',
      checks: { eval: false },
      // Modules of Node do nothing by being imported: those that only the cockpit needs stay out.
      treeshake: { moduleSideEffects: (id: string) => !id.startsWith('node:') },
      external: [/^electron(\/|$)/, /^node:/, ...builtinModules],
    },
  },
});
