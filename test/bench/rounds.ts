import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import type { Figures, Suite } from './suite.ts';

/** Figures by candidate, one entry a round; null where the candidate crashed or could not run. */
export type Rounds = {
  readonly figures: ReadonlyMap<string, readonly (Figures | null)[]>;
  readonly loads: readonly number[];
  readonly crashes: readonly string[];
  readonly skipped: readonly string[];
};

const CHILD = new URL('child.ts', import.meta.url).pathname;
const CHILD_MS = 120_000;

/** Runs a suite: each round every candidate in a fresh process, so that none is measured in code another one has shaped. */
export async function runRounds(suite: Suite, rounds: number, folder: string, progress: (text: string) => void): Promise<Rounds> {
  const skipped = suite.candidates.flatMap(({ name, needs }) => {
    const why = needs?.() ?? null;
    return why === null ? [] : [`${name}: ${why}`];
  });
  const able = suite.candidates.filter(({ needs }) => (needs?.() ?? null) === null).map(({ name }) => name);
  const figures = new Map<string, (Figures | null)[]>(able.map((name) => [name, []]));
  const loads: number[] = [];
  const crashes: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    loads.push(Number((loadavg()[0] ?? 0).toFixed(2)));
    const first = round % Math.max(1, able.length);
    for (const name of [...able.slice(first), ...able.slice(0, first)]) {
      progress(`${suite.name} ${round + 1}/${rounds}: ${name}`);
      const ended = await runChild(suite.name, name, folder);
      figures.get(name)?.push(ended.figures);
      if (ended.figures === null) crashes.push(`${suite.name}/${name}: ${ended.why}`);
    }
  }
  return { figures, loads, crashes, skipped };
}

type Ended = { readonly figures: Figures; readonly why?: never } | { readonly figures: null; readonly why: string };

function runChild(suite: string, candidate: string, folder: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--expose-gc', '--no-warnings', CHILD, suite, candidate], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, BENCH_FOLDER: folder },
    });
    let out = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4_000)));
    const overdue = setTimeout(() => child.kill('SIGKILL'), CHILD_MS);
    child.on('close', (code) => {
      clearTimeout(overdue);
      const line = out.trimEnd().split('\n').at(-1) ?? '';
      try {
        if (code === 0) return resolve({ figures: JSON.parse(line) as Figures });
      } catch {
        complaint += `no figures in: ${line.slice(0, 200)}`;
      }
      return resolve({ figures: null, why: complaint.trim() || `ended with ${String(code)}` });
    });
  });
}
