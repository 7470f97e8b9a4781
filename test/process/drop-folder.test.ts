import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DataFolder, Headless, until } from './headless-process.ts';
import { patience } from '../time/pace.ts';

const CONFIG = { strategies: { m5_bos: { sessions: ['any'] } }, detector: { enabled: false } };

test(
  'a drop folder: one file is one message, judged once whatever happens between the record and the move',
  { timeout: patience(120_000) },
  async () => {
    const folder = new DataFolder(CONFIG);
    const drops = join(folder.dir, 'signals');
    const write = (name: string, text: string): void => {
      writeFileSync(join(drops, `${name}.tmp`), text);
      renameSync(join(drops, `${name}.tmp`), join(drops, name));
    };
    mkdirSync(drops);
    const source = { id: 'robot', kind: 'drop', name: 'Robot', folder: drops };
    writeFileSync(join(folder.dir, 'sources.json'), JSON.stringify({ sources: [source] }));
    let life = await Headless.start(folder);
    try {
      const { ask } = (await life.get('/market/EURUSD')) as { readonly ask: number };
      const entry = JSON.stringify({ symbol: 'EURUSD', side: 'buy', sl: ask - 0.004, tp: ask + 0.01 });
      const arrived = async (): Promise<number> =>
        (await life.events()).filter(({ type, payload }) => type === 'signal.arrived' && payload['source'] === 'robot').length;
      write('bad.json', 'buy gold');
      await until(async () => existsSync(join(drops, 'refused', 'bad.json.reason.txt')), Boolean, 20_000);
      expect(readFileSync(join(drops, 'refused', 'bad.json.reason.txt'), 'utf8')).toMatch(/^invalid_signal: /);

      // It cannot be moved: what lies in the way is a file. The process dies between the record and the move.
      writeFileSync(join(drops, 'done'), '');
      write('entry.json', entry);
      await until(arrived, (count) => count === 2, 20_000);
      const [listed] = (
        (await life.get('/sources')) as { sources: { source: { id: string }; problem: string | null }[] }
      ).sources.slice(-1);
      expect(listed?.source.id).toBe('robot');
      await life.kill();
      rmSync(join(drops, 'done'));
      life = await Headless.start(folder);
      await until(async () => existsSync(join(drops, 'done', 'entry.json')), Boolean, 20_000);
      expect([await arrived(), readdirSync(drops).sort()]).toEqual([2, ['done', 'refused']]);
      expect(readFileSync(join(drops, 'done', 'entry.json.reason.txt'), 'utf8')).toMatch(/1 message\(s\) of it are on record/);

      // A folder that is gone is an alarm, and back again it is read.
      rmSync(drops, { recursive: true });
      await until(
        () => life.events(),
        (all) => all.some(({ type, payload }) => type === 'source.faulted' && payload['problem'] !== null),
        20_000,
      );
      mkdirSync(drops);
      write('exit.json', JSON.stringify({ symbol: 'EURUSD', action: 'close' }));
      await until(async () => existsSync(join(drops, 'done', 'exit.json')), Boolean, 20_000);
    } finally {
      await life.kill();
      folder.remove();
    }
  },
);
