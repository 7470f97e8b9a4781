import { resolve } from 'node:path';
import { SCENE_NAMES, SCENES, type SceneName } from './scenes.ts';

const PORT = 5173;
export const HELP = `npm run dev -- [options] [options of npm run headless]      engine and window while you work on them

  --scene NAME   start with a data folder of its own in which something has happened:
${SCENE_NAMES.map((name) => `                   ${name.padEnd(10)} ${SCENES[name].title}`).join('\n')}
  --data DIR     the data folder (default .cache/dev/own); not with --scene
  --port N       where the page is served (default ${PORT}, or the next free one)
  --help         this text

Saving under renderer/ or shared/ reloads the window; saving under main/
or shared/ restarts the engine on the same data. One address is printed; open it in a browser.`;

export type DevOptions = {
  readonly scene: SceneName | null;
  readonly port: number;
  /** Null: a folder of its own below .cache/dev. */
  readonly data: string | null;
  /** Handed to the headless cockpit as they are. */
  readonly rest: readonly string[];
};

/** What was asked for; null where help was, or something that cannot be done, which is printed. */
export function readOptions(argv: readonly string[]): DevOptions | null {
  const rest: string[] = [];
  let scene: SceneName | null = null;
  let port = PORT;
  let data: string | null = null;
  const words = argv.flatMap((word) => (/^--(scene|port|data)=/.test(word) ? word.split(/=(.*)/s, 2) : [word]));
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--help' || word === '-h') return told(HELP, 0);
    if (word === '--scene') {
      const wanted = words[(at += 1)] ?? '';
      scene = SCENE_NAMES.find((name) => name === wanted) ?? null;
      if (scene === null) return told(`--scene: there is no "${wanted}"; there are ${SCENE_NAMES.join(', ')}`, 2);
    } else if (word === '--port') {
      const wanted = words[(at += 1)] ?? '';
      if (!/^\d{1,5}$/.test(wanted) || Number(wanted) > 65_535)
        return told(`--port: "${wanted}" is not a port from 0 to 65535`, 2);
      port = Number(wanted);
    } else if (word === '--data') data = resolve(words[(at += 1)] ?? '');
    else rest.push(word);
  }
  const taken = scene === null ? undefined : rest.find((word) => /^--(config|http)(=|$)/.test(word));
  if (taken !== undefined || (scene !== null && data !== null)) return told(`${taken ?? '--data'}: a scene brings its own`, 2);
  return { scene, port, data, rest };
}

function told(text: string, code: number): null {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = code;
  return null;
}
