import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HELP, readOptions, type BenchOptions } from './arguments.ts';
import { machineNow } from './report/machine.ts';
import { summarize, type SuiteReport } from './report/summary.ts';
import { machineText, suiteText } from './report/text.ts';
import { runRounds } from './rounds.ts';
import { loadSuite } from './suite-list.ts';

async function bench({ json, rounds, suites }: BenchOptions): Promise<number> {
  const began = performance.now();
  const startedAt = new Date().toISOString();
  const folder = mkdtempSync(join(tmpdir(), 'mikrobot-bench-'));
  const reports: SuiteReport[] = [];
  try {
    const loaded = await Promise.all(suites.map((name) => loadSuite(name)));
    const machine = machineNow(loaded.flatMap(({ peers = [] }) => peers));
    if (!json) process.stdout.write(`${machineText(machine, rounds)}\n`);
    for (const suite of loaded) {
      const report = summarize(suite, await runRounds(suite, rounds, folder, progress));
      clearProgress();
      reports.push(report);
      if (!json) process.stdout.write(`${suiteText(report)}\n`);
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    if (json) process.stdout.write(`${JSON.stringify({ startedAt, seconds, rounds, machine, suites: reports })}\n`);
    else process.stdout.write(`${seconds} s\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return reports.some(({ crashes }) => crashes.length > 0) ? 1 : 0;
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(70)}`);
  else process.stderr.write(`${text}\n`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${''.padEnd(70)}\r`);
}

const options = readOptions(process.argv.slice(2));
if (options === 'help') process.stdout.write(`${HELP}\n`);
else if ('problem' in options) {
  process.stderr.write(`${options.problem}\n`);
  process.exitCode = 2;
} else process.exitCode = await bench(options);
