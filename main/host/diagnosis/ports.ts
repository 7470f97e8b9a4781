import { createServer } from 'node:net';
import type { DiagnosisCheck } from '#shared/ipc';
import { check } from './check.ts';

export type Door = {
  readonly id: string;
  readonly title: string;
  readonly host: string;
  readonly port: number;
  readonly option: string;
};

/** Whether an address can be listened on. `isOurs`: this cockpit listens there itself. */
export async function portCheck({ id, title, host, port, option }: Door, isOurs: boolean): Promise<DiagnosisCheck> {
  const at = `${host}:${port}`;
  if (isOurs) return check(id, title, 'good', `${at}, this cockpit listens there`);
  if (port === 0) return check(id, title, 'good', `${host}, any free port`);
  const code = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
  if (code === null) return check(id, title, 'good', `${at} is free`);
  const remedy = `Choose another port: ${option} ${host}:PORT.`;
  if (code === 'EADDRINUSE') return check(id, title, 'bad', `${at} is taken by another program`, remedy);
  if (code === 'EACCES') return check(id, title, 'bad', `${at} is kept by the system for itself`, remedy);
  return check(id, title, 'bad', `${at} cannot be listened on (${code})`, remedy);
}
