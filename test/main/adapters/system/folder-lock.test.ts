import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { lockFolder } from '#main/adapters/system/index.ts';
import { patience } from '../../../time/pace.ts';
import { canLink } from '../../files/links.ts';

const root = mkdtempSync(join(tmpdir(), 'folder-lock-'));
afterEach(() => {
  for (const name of ['data', 'link', 'other']) rmSync(join(root, name), { recursive: true, force: true });
});
const HOLDER = `
  import { writeFileSync } from 'node:fs';
  import { lockFolder } from ${JSON.stringify(new URL('../../../../main/adapters/system/folder-lock.ts', import.meta.url).href)};
  if ((await lockFolder(process.argv[1])) !== null) writeFileSync(process.argv[1] + '/told', '');
  setInterval(() => undefined, 1_000);
`;
const WINDOWS = process.platform === 'win32';
const IS_KNOWN = WINDOWS || process.platform === 'linux';

describe.runIf(IS_KNOWN)('a folder', () => {
  test('is held until it is given back, and nothing of that lies about afterwards', async () => {
    const data = join(root, 'data');
    mkdirSync(data);
    const held = await lockFolder(data);
    expect([held === null, await lockFolder(data), await lockFolder(join(data, '.'))]).toEqual([false, null, null]);
    await held?.release();
    expect(readdirSync(data)).toEqual([]);
    const again = await lockFolder(data);
    expect(again).not.toBeNull();
    await again?.release();
  });

  test.runIf(canLink('junction'))('is the same by a link', async () => {
    const data = join(root, 'data');
    mkdirSync(data);
    const held = await lockFolder(data);
    symlinkSync(data, join(root, 'link'), 'junction');
    expect(await lockFolder(join(root, 'link'))).toBeNull();
    await held?.release();
  });

  // Windows moves no folder in which a file is held; wine does.
  test.skipIf(WINDOWS)(
    'is the same when it was renamed, and a new one of its name is another (Windows does not rename it)',
    async () => {
      const [data, other] = [join(root, 'data'), join(root, 'other')];
      mkdirSync(data);
      const held = await lockFolder(data);
      renameSync(data, other);
      expect(await lockFolder(other)).toBeNull();
      mkdirSync(data);
      const second = await lockFolder(data);
      expect(second).not.toBeNull();
      await held?.release();
      const again = await lockFolder(other);
      expect(again).not.toBeNull();
      await again?.release();
      await second?.release();
    },
  );

  test('stays held when everything in it is deleted', async () => {
    const data = join(root, 'data');
    mkdirSync(data);
    const held = await lockFolder(data);
    for (const name of readdirSync(data)) expect(() => rmSync(join(data, name))).toThrow(/EBUSY|EPERM/);
    expect(await lockFolder(data)).toBeNull();
    await held?.release();
  });

  test('is held against another process, and dropped by the system with the process that held it', async () => {
    const data = join(root, 'data');
    mkdirSync(data);
    const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, data], { stdio: 'ignore' });
    await expect.poll(() => existsSync(join(data, 'told')), { timeout: patience(10_000) }).toBe(true);
    expect(await lockFolder(data)).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'close');
    rmSync(join(data, 'told'));
    expect(readdirSync(data)).toEqual([]);
    const free = await lockFolder(data);
    expect(free).not.toBeNull();
    await free?.release();
  });
});

describe('several witnesses', () => {
  const all: string[] = [];
  const given = (name: string) => () => {
    all.push(`${name} held`);
    return Promise.resolve({ release: () => Promise.resolve(void all.push(`${name} let go`)) });
  };
  afterEach(() => void all.splice(0));

  test('are all held, and let go in turn', async () => {
    const lock = await lockFolder(root, [given('pipe'), given('file')]);
    await lock?.release();
    await lock?.release();
    expect(all).toEqual(['pipe held', 'file held', 'file let go', 'pipe let go']);
  });

  test('one that another process has refuses the folder, and keeps none of the others', async () => {
    expect(await lockFolder(root, [given('pipe'), () => Promise.resolve(null), given('third')])).toBeNull();
    expect(all).toEqual(['pipe held', 'pipe let go']);
  });

  test('one that cannot be asked is told, and keeps none of the others', async () => {
    const denied = (): Promise<never> => Promise.reject(new Error('EPERM: the folder'));
    await expect(lockFolder(root, [given('pipe'), denied])).rejects.toThrow('EPERM');
    expect(all).toEqual(['pipe held', 'pipe let go']);
  });
});
