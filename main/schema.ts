import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { config } from '#shared/config';
import { signal } from '#shared/domain';
import { EVENT_TYPES, payloadSchema } from '#shared/events';
import { fromEa, hello, toEa } from '#shared/bridge';
import { readArguments, runProgram } from './host/index.ts';
import { clientFrame, COMMANDS, contract, liveFrame } from '#shared/ipc';

/** Writes the JSON Schema of every contract into dist/schema: one file each, so that other programs can check what they send and read. */
const HELP = `npm run schema      writes the JSON Schema of every contract into dist/schema

  --help   this text`;

function main(): void {
  if (readArguments(process.argv.slice(2), {}, HELP) === null) return;
  const dir = resolve(import.meta.dirname, '..', 'dist', 'schema');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const write = (name: string, schema: z.ZodType, io: 'input' | 'output'): void => {
    const json = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
    writeFileSync(join(dir, `${name}.json`), `${JSON.stringify({ $id: `mikrobot-cockpit/${name}.json`, ...json }, null, 2)}\n`);
  };
  write('config', config, 'input');
  write('signal', signal, 'output');
  write('live-frame', liveFrame, 'output');
  write('socket-client-frame', clientFrame, 'input');
  write('bridge.hello', hello, 'output');
  write('bridge.from-ea', fromEa, 'output');
  write('bridge.to-ea', toEa, 'output');
  for (const name of COMMANDS) {
    write(`command.${name}.request`, contract[name].request, 'input');
    write(`command.${name}.reply`, contract[name].reply, 'output');
  }
  for (const type of EVENT_TYPES) write(`record.${type}`, payloadSchema(type), 'output');
  process.stdout.write(`${7 + COMMANDS.length * 2 + EVENT_TYPES.length} schemas in ${dir}\n`);
}

await runProgram(main);
