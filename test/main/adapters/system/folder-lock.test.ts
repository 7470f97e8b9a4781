import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { lockFolder } from '#main/adapters/system/index.ts';

const root = mkdtempSync(join(tmpdir(), 'folder-lock-'));
afterEach(() => {
  for (const name of ['data', 'link', 'other']) rmSync(join(root, name), { recursive: true, force: true });
});
const HOLDER = `
  import { lockFolder } from ${JSON.stringify(new URL('../../../../main/adapters/system/index.ts', import.meta.url).href)};
  await lockFolder(process.argv[1]);
  console.log('held');
  setInterval(() => undefined, 1_000);
`;

test.skipIf(process.platform !== 'linux' && process.platform !== 'win32')(
  'a folder is held by whichever path it is reached, until it is given back, and a new folder of the same name is another',
  async () => {
    const data = join(root, 'data');
    mkdirSync(data);
    const held = await lockFolder(data);
    symlinkSync(data, join(root, 'link'), 'junction');
    expect([await lockFolder(data), await lockFolder(join(root, 'link'))]).toEqual([null, null]);
    // Emptied, renamed, made again: nothing of that is the same folder.
    renameSync(data, join(root, 'other'));
    expect(await lockFolder(join(root, 'other'))).toBeNull();
    mkdirSync(data);
    const second = await lockFolder(data);
    expect(second).not.toBeNull();
    await held?.release();
    const again = await lockFolder(join(root, 'other'));
    expect(again).not.toBeNull();
    await again?.release();
    await second?.release();
  },
);

test.skipIf(process.platform !== 'linux' && process.platform !== 'win32')('the system drops it with the process', async () => {
  const data = join(root, 'data');
  mkdirSync(data);
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, data], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  expect(await lockFolder(data)).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'close');
  const free = await lockFolder(data);
  expect(free).not.toBeNull();
  await free?.release();
});
