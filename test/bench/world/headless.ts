import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder } from './folder.ts';
import { startProgram } from './process.ts';

export type Headless = {
  readonly port: number;
  readonly webhookSecret: string;
  readonly operatorToken: string;
  stop(): Promise<void>;
};

const SCRIPT = new URL('../../../main/headless.ts', import.meta.url);

/** The product itself, in a process and a data folder of its own, with its demo market running. */
export async function startHeadless(config: unknown): Promise<Headless> {
  const data = join(ownFolder(), 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'config.json'), JSON.stringify(config));
  const { ready, stop } = await startProgram(SCRIPT, [
    '--data',
    data,
    '--http',
    '127.0.0.1:0',
    '--log-level',
    'error',
    '--seed',
    '1',
  ]);
  const { http } = JSON.parse(ready) as { readonly http: string };
  const secrets = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as Record<
    'webhookSecret' | 'operatorToken',
    string
  >;
  return { port: Number(new URL(http).port), webhookSecret: secrets.webhookSecret, operatorToken: secrets.operatorToken, stop };
}
