import { spawn } from 'node:child_process';

export type Running = {
  /** The line the program printed when it was ready. */
  readonly ready: string;
  stop(): Promise<void>;
};

const READY_MS = 30_000;

/** Starts one of our programs and waits for its first line on stdout. It is ended with this process at the latest. */
export function startProgram(script: URL, args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, ['--no-warnings', script.pathname, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  process.on('exit', () => child.kill('SIGKILL'));
  let out = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2_000)));
  return new Promise((resolve, reject) => {
    const overdue = setTimeout(() => reject(new Error(`${script.pathname} was not ready in time: ${complaint}`)), READY_MS);
    child.once('close', (code) => reject(new Error(`${script.pathname} ended with ${String(code)}: ${complaint}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (!out.includes('\n')) return;
      clearTimeout(overdue);
      const stop = (): Promise<void> => {
        child.kill('SIGTERM');
        return closed;
      };
      resolve({ ready: out.slice(0, out.indexOf('\n')), stop });
    });
  });
}
