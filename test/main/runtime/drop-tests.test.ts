import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DropFolder } from '#ports';
import { openDropFolder } from '#main/adapters/drop-folder/index.ts';
import { bodyText } from '#main/adapters/http/index.ts';
import { DropWatch } from '#main/runtime/index.ts';
import { sourceOf } from '#shared/domain';
import { temporaryFolder } from '../adapters/journal/sample-records.ts';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = {
  approvals: { mode: 'auto' },
  strategies: { m5_bos: { sessions: ['any'] } },
  cells: { u1: { minScore: 0 } },
};

/** A cockpit with a source that has a real folder. `ageMs`: how old files are that are put there. */
async function opened({ isThere = true, moveAs }: { isThere?: boolean; moveAs?: (from: string, to: string) => void } = {}) {
  const path = join(temporaryFolder(), 'signals');
  if (isThere) mkdirSync(path);
  const drop = sourceOf({ id: 'robot', kind: 'drop', name: 'Robot', folder: path });
  let watch: DropWatch | null = null;
  const story = await CockpitInMemory.open({ sources: [drop], config: AUTO, stores: { drops: () => watch } });
  const wall = (): number => story.clock.wallMs();
  const means = { ageMs: 0 };
  const date = (name: string): void => {
    const at = (wall() - means.ageMs) / 1_000;
    utimesSync(join(path, name), at, at);
  };
  const open = (at: string): DropFolder => {
    const folder = openDropFolder(at, bodyText, wall, moveAs);
    // The file's time is the story's, not the machine's.
    const put: DropFolder['put'] = (name, text) => {
      const problem = folder.put(name, text);
      if (problem === null) date(name);
      return problem;
    };
    return { ...folder, put };
  };
  watch = new DropWatch({ runtime: story.runtime, service: story.desk, open });
  const test = (body: string | null = null) => story.act('source.test', { id: 'robot', address: null, body });
  /** A test, and everything that happens meanwhile. */
  const tested = async (body: string | null = null) => {
    const told = test(body);
    await story.advance(12_000);
    const answer = await told;
    if (!answer.ok) throw new Error(answer.error.detail);
    return answer.value.test;
  };
  const names = (folder = ''): readonly string[] => (existsSync(join(path, folder)) ? readdirSync(join(path, folder)) : []);
  return { story, watch, path, test, tested, names, means, date };
}
type Told = Awaited<ReturnType<Awaited<ReturnType<typeof opened>>['tested']>>;
const brief = ({ steps }: Told): readonly string[] => steps.map(({ station, state }) => `${station} ${state}`);

describe('the test of a drop folder', () => {
  it('puts a file there, has it found, read, judged and put away, tells each station, and trades nothing', async () => {
    const { story, watch, path, tested, names } = await opened();
    watch.start();
    const test = await tested();
    expect(brief(test)).toEqual([
      ...['written passed', 'reached passed', 'secret skipped', 'read passed', 'judged passed', 'filed passed'],
    ]);
    expect(test).toMatchObject({ connected: true, address: path, proxy: null });
    expect(test.steps[3]?.text).toMatch(/^open BUY EURUSD at [\d.]+, stop/);
    const [name = '', note = ''] = names('done');
    expect(name).toMatch(/^mikrobot-test-.+\.json$/);
    expect(note).toBe(`${name}.reason.txt`);
    expect(readFileSync(join(path, 'done', note), 'utf8')).toContain('never traded');
    expect([names(), story.recordsOf('signal.arrived'), story.entriesSent, story.cockpit.signals.size]).toEqual([
      ...[['done'], [], [], 0],
    ]);
    const ask = { source: 'robot', fate: null, text: '', from: null, to: null, before: null, limit: 9 };
    const found = await story.desk.command('delivery.list', ask, 'trader:test');
    expect(found.ok && found.value.deliveries.map(({ fate, route }) => [fate, route])).toEqual([['test', `file ${name}`]]);
    await watch.stop();
  });

  it('tells of a body that cannot be read what to mend, and puts it with the refused ones, as a real one', async () => {
    const { watch, tested, names } = await opened();
    watch.start();
    const test = await tested('sell gold, please');
    expect(brief(test)).toEqual(['written passed', 'reached passed', 'secret skipped', 'read failed', 'filed passed']);
    expect([test.connected, test.steps[3]?.mend?.length ?? 0, names('refused').length]).toEqual([false, expect.any(Number), 2]);
    expect(test.steps[3]?.mend).not.toBe('');
    await watch.stop();
  });

  it('names a folder that is not there, or may not be written to, with the remedy', async () => {
    const { watch, path, tested, names } = await opened({ isThere: false });
    watch.start();
    const gone = await tested();
    expect([brief(gone), gone.connected]).toEqual([['written failed'], false]);
    expect(gone.steps[0]).toMatchObject({
      text: `The folder ${path} is not there.`,
      mend: 'Make it, or choose another in Settings, Sources.',
    });
    writeFileSync(path, 'no folder');
    expect((await tested()).steps[0]?.text).toBe(`${path} is no folder.`);
    rmSync(path);
    mkdirSync(path);
    expect([(await tested()).connected, names().includes('done')]).toEqual([true, true]);
    await watch.stop();
  });

  it('takes its file back where nobody looks, and says so; where it is gone, it names the other reader', async () => {
    const { story, test, tested, names, path } = await opened();
    const unseen = await tested();
    expect([brief(unseen), names()]).toEqual([['written passed', 'reached failed'], []]);
    expect(unseen.steps[1]?.text).toContain('was not read');
    const told = test();
    await story.advance(1_000);
    for (const name of names()) rmSync(join(path, name));
    await story.advance(12_000);
    const answer = await told;
    expect(answer.ok && answer.value.test.steps[1]?.mend).toMatch(/^Another program/);
  });

  it('tells of a file that cannot be put away, and of a folder whose clock is behind', async () => {
    const { watch, tested, means } = await opened({
      moveAs: () => {
        throw new Error('it is held');
      },
    });
    watch.start();
    means.ageMs = 600_000;
    const test = await tested();
    expect(brief(test).at(-1)).toBe('filed failed');
    expect([test.connected, test.steps.at(-1)?.text]).toEqual([false, expect.stringMatching(/it is held/)]);
    expect(test.steps[1]?.mend).toMatch(/^By its own time the file is 60\d s old/);
    await watch.stop();
  });

  it('what calls itself a test and is none under way is refused, and never traded', async () => {
    const { story, watch, path, names, date } = await opened();
    watch.start();
    const { ask } = story.broker.quote('EURUSD') ?? { ask: 1 };
    const entry = JSON.stringify({ symbol: 'EURUSD', side: 'buy', sl: ask - 0.004, tp: ask + 0.01 });
    writeFileSync(join(path, 'mikrobot-test-old.json'), entry);
    date('mikrobot-test-old.json');
    await story.advance(5_000);
    expect([names(), names('refused').length, story.recordsOf('signal.arrived'), story.entriesSent]).toEqual([
      ...[['refused'], 2, [], []],
    ]);
    writeFileSync(join(path, 'real.json'), entry);
    date('real.json');
    await story.advance(5_000);
    expect([story.recordsOf('signal.arrived').length, story.entriesSent.length]).toEqual([1, 1]);
    await watch.stop();
  });

  it('ends with the cockpit, and has room for a few at once', async () => {
    const { story, watch, test, names } = await opened();
    const many = Array.from({ length: 9 }, () => test());
    await story.settle();
    await watch.stop();
    const answers = await Promise.all(many);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(8);
    expect([answers.find(({ ok }) => !ok), names()]).toMatchObject([{ error: { code: 'setup_failed' } }, []]);
    expect((await test()).ok).toBe(true);
    expect(await story.act('source.test', { id: 'robot', address: 'https://a.example', body: null })).toMatchObject({
      error: { code: 'no_setup' },
    });
  });
});
