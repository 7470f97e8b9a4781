import { mkdirSync, rmSync } from 'node:fs';
import { messageOf } from '#shared/lib';
import { join } from 'node:path';
import { root, say } from '#main/launcher/project.mjs';
import { Cockpit } from '../screen/cockpit.ts';
import { readOptions, type DevOptions } from './options.ts';
import { servePage } from './page-server.ts';
import { onSavedSource } from './restarts.ts';
import { play, SCENES, type Scene } from './scenes.ts';

/** `npm run dev`: the engine headless, started again when its sources are saved, and the window with hot reload. */
async function develop({ scene, port, data, rest }: DevOptions): Promise<void> {
  const folder = join(root, '.cache', 'dev', scene ?? 'own');
  if (scene !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(folder, { recursive: true });
  const chosen: Scene | null = scene === null ? null : SCENES[scene];
  const onLog = (text: string): void => void process.stderr.write(text);
  const cockpit = new Cockpit(chosen?.config ?? null, [...(chosen?.args ?? []), ...rest], {
    folder,
    onLog,
    page: false,
    ...(data === null ? {} : { data }),
  });
  const leave = (code: number): void => void cockpit.end().finally(() => process.exit(code));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leave(0));
  try {
    await cockpit.start();
    const page = await servePage(cockpit.http, port);
    if (scene !== null) await play(cockpit, scene);
    onSavedSource([join(root, 'main'), join(root, 'shared')], () => restarted(cockpit));
    say(`engine at ${cockpit.http}, data in ${data ?? folder}; Ctrl+C ends it.`);
    process.stdout.write(`${page}/${new URL(cockpit.address).hash}\n`);
  } catch (error) {
    say(messageOf(error));
    leave(1);
  }
}

/** A source that does not run leaves the cockpit ended until the next one is saved. */
async function restarted(cockpit: Cockpit): Promise<void> {
  await cockpit.end();
  try {
    await cockpit.start();
    say('engine restarted.');
  } catch (error) {
    say(`${messageOf(error)}\nthe engine starts again when a file is saved.`);
  }
}

const options = readOptions(process.argv.slice(2));
if (options !== null) await develop(options);
