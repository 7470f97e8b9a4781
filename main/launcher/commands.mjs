/** What each command runs, on Node 24, and which bundles it needs first. */
export const commands = {
  start: { script: 'main/index.ts', builds: ['renderer', 'desktop'] },
  test: { script: 'test/run.mjs' },
  check: { script: 'test/check.mjs' },
  headless: { script: 'main/headless.ts', builds: ['renderer'], takesFiles: true },
  dev: { script: 'test/dev/run.ts', takesFiles: true },
  replay: { script: 'main/replay.ts', takesFiles: true },
  data: { script: 'main/data.ts', takesFiles: true },
  simulate: { script: 'main/simulate.ts' },
  backup: { script: 'main/backup.ts', takesFiles: true },
  restore: { script: 'main/restore.ts', takesFiles: true },
  verify: { script: 'main/verify.ts', takesFiles: true },
  bench: { script: 'test/bench/run.ts' },
  mutate: { script: 'test/mutate/run.ts' },
  schema: { script: 'main/schema.ts' },
  docs: { script: 'test/docs/write.ts' },
  format: { script: 'node_modules/prettier/bin/prettier.cjs', args: ['--write', '--log-level', 'warn', '.'] },
};
