import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rewritten } from './rewrite.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const EA_SOURCE = join(ROOT, 'assets', 'mql5', 'MikrobotBridge.mq5');
const SHIM = join(import.meta.dirname, 'shim');
/** A library that fakes the time has to be loaded first, and so do the sanitizers: not both. */
const SANITIZERS =
  process.env['EA_WITHOUT_SANITIZERS'] === '1' ? ['-O1'] : ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
/** What an ordinary Expert Advisor may look like to g++, and is no fault: unused parameters of events. */
const WARNINGS = ['-Wall', '-Wextra', '-Werror', '-Wno-unused-parameter', '-Wno-unused-function'];

export const hasCompiler = spawnSync('g++', ['--version'], { stdio: 'ignore' }).status === 0;

/** The shipped source as a program of this machine, with address and undefined-behaviour sanitizers; built once a change. */
export function compiledEa(): string {
  const source = readFileSync(EA_SOURCE, 'utf8');
  const shim = readdirSync(SHIM).map((name) => readFileSync(join(SHIM, name), 'utf8'));
  const cpp = rewritten(source, 'MikrobotBridge.mq5');
  const name = createHash('sha256')
    .update([cpp, ...shim, ...SANITIZERS].join('\0'))
    .digest('hex')
    .slice(0, 16);
  const folder = join(ROOT, '.cache', 'ea');
  const program = join(folder, name);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${program}.cpp`, cpp);
  const making = `${program}.${process.pid}`;
  const built = spawnSync('g++', ['-std=c++17', ...WARNINGS, ...SANITIZERS, '-g', '-I', SHIM, '-o', making, `${program}.cpp`], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`The Expert Advisor does not compile:\n${built.stderr.slice(0, 4_000)}`);
  renameSync(making, program);
  return program;
}
