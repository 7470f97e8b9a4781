import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rewritten } from './rewrite.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const EA_SOURCE = join(ROOT, 'assets', 'mql5', 'MikrobotBridge.mq5');
const SHIM = join(import.meta.dirname, 'shim');
/** A library that fakes the time has to be loaded first, and so do the sanitizers: not both. */
const SANITIZERS =
  process.env['EA_WITHOUT_SANITIZERS'] === '1' ? ['-O1'] : ['-O1', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
/** What an ordinary Expert Advisor may look like to g++, and is no fault: unused parameters of events. */
const WARNINGS = ['-Wall', '-Wextra', '-Werror', '-Wno-unused-parameter', '-Wno-unused-function'];

/** A build that takes longer than this has ended without its program. */
const BUILD_MAX_MS = 300_000;

export const hasCompiler = spawnSync('g++', ['--version'], { stdio: 'ignore' }).status === 0;

let known: string | null = null;

/** The shipped source as a program of this machine, with address and undefined-behaviour sanitizers; built once a change. */
export function compiledEa(): string {
  // Many terminals are started in one run: what they are made of is read once.
  known ??= current();
  return known;
}

function current(): string {
  const source = readFileSync(EA_SOURCE, 'utf8');
  const shim = readdirSync(SHIM).map((name) => readFileSync(join(SHIM, name), 'utf8'));
  const cpp = rewritten(source, 'MikrobotBridge.mq5');
  const name = createHash('sha256')
    .update([cpp, ...shim, ...SANITIZERS].join('\0'))
    .digest('hex')
    .slice(0, 16);
  const folder = join(ROOT, '.cache', 'ea');
  const program = join(folder, name);
  mkdirSync(folder, { recursive: true });
  const lock = `${program}.lock`;
  if (isThere(program, lock)) return program;
  try {
    return built(program, cpp);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether the program is there; if not, this process is to build it. While another one builds it, it is waited for. */
function isThere(program: string, lock: string): boolean {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; waitedMs < BUILD_MAX_MS; waitedMs += 200) {
    if (existsSync(program)) return true;
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return existsSync(program);
    } catch {
      // Who was killed while it built will never be done.
      if (isGone(lock)) rmSync(lock, { force: true });
      Atomics.wait(sleeper, 0, 0, 200);
    }
  }
  return existsSync(program);
}

function isGone(lock: string): boolean {
  try {
    const builder = Number(readFileSync(lock, 'utf8'));
    if (builder > 0) process.kill(builder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function built(program: string, cpp: string): string {
  writeFileSync(`${program}.cpp`, cpp);
  const making = `${program}.${process.pid}`;
  const end = spawnSync('g++', ['-std=c++17', ...WARNINGS, ...SANITIZERS, '-g', '-I', SHIM, '-o', making, `${program}.cpp`], {
    encoding: 'utf8',
  });
  if (end.status !== 0) throw new Error(`The Expert Advisor does not compile:\n${end.stderr.slice(0, 4_000)}`);
  renameSync(making, program);
  return program;
}
