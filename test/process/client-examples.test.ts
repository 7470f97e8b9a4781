import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import { patience } from '../time/pace.ts';
import { DataFolder, Headless } from './headless-process.ts';

const page = readFileSync(join(root, 'assets', 'help', 'clients.md'), 'utf8');
/** The program in the manual under a heading. */
function programOf(heading: string): string {
  const section = page.split(`\n## ${heading}\n`)[1] ?? '';
  const [, program] = /^```\w+\n([\s\S]*?)^```/m.exec(section) ?? [];
  if (program === undefined) throw new Error(`clients.md has no program under ${heading}`);
  return program;
}
const isThere = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

// They sign with the machine's time, so the cockpit runs on it too, whatever the day: no state is asked for that needs one.
const folder = new DataFolder();
let cockpit: Headless;
beforeAll(async () => {
  cockpit = await Headless.start(folder, ['--speed', '1']);
});
afterAll(async () => {
  await cockpit.terminate();
  folder.remove();
});

async function run(command: string, name: string, program: string, args: readonly string[] = []): Promise<readonly string[]> {
  const file = join(folder.dir, name);
  writeFileSync(file, program);
  const token = await cockpit.ask('POST', '/tokens', { name: name.replace(/\W/g, '_'), role: 'operate' });
  const { stdout } = await promisify(execFile)(command, [file, ...args], {
    env: { ...process.env, COCKPIT: cockpit.ready.http, TOKEN: String(token.body['token']) },
    timeout: patience(60_000),
  });
  return stdout.trimEnd().split('\n');
}

/** On some days and hours a rule refuses what the program sends (a closed market, a wide spread): its copy is then judged again. */
async function isRefusedByRule(name: string): Promise<boolean> {
  const prefix = name === 'client.py' ? 'python-' : 'node-';
  return (await cockpit.events()).some(
    ({ type, payload }) =>
      type === 'signal.moved' && payload['state'] === 'rejected' && String(payload['signalId']).startsWith(prefix),
  );
}

describe('the clients of the manual do what they say', () => {
  test.for([
    ['Python', 'python3', 'client.py'],
    ['Node', process.execPath, 'client.mjs'],
  ] as const)(
    '%s: status, a signal that is taken once, and its record from the stream',
    async ([heading, command, name], { skip }) => {
      skip(!isThere(command), `there is no ${command} on this machine`);
      const [mode, first, again, ...stream] = await run(command, name, programOf(heading), [folder.data, cockpit.ready.http]);
      const copy = (await isRefusedByRule(name)) ? /^202 accepted/ : /^200 duplicate/;
      expect([mode, first, again, stream]).toEqual([
        ...['paper active', expect.stringMatching(/^202 accepted/), expect.stringMatching(copy)],
        ['signal.accepted EURUSD'],
      ]);
    },
  );

  test('curl: status, a stop under the name of its token, and the stream', async ({ skip }) => {
    const missing = ['sh', 'curl', 'head'].find((command) => spawnSync(command, ['--help']).error !== undefined);
    skip(missing !== undefined, `there is no ${missing ?? ''} on this machine`);
    const lines = await run('sh', 'client.sh', programOf('curl'));
    expect(lines[1]).toContain('"mode":"paper"');
    expect(JSON.parse(lines[3] ?? '')).toMatchObject({ status: 'halted' });
    expect(lines.slice(4)).toEqual(expect.arrayContaining(['retry: 2000', 'id: 1', 'event: record']));
    const stops = (await cockpit.events()) as unknown as readonly { readonly type: string; readonly actor: string }[];
    expect(stops.filter(({ type, actor }) => type === 'halt.asked' && actor === 'operator:client_sh')).toHaveLength(1);
  });
});
