import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configFileOf } from '#main/host/config-file.ts';
import type { OwnDoor } from '#ports';
import type { Reply } from '#shared/ipc';
import { CockpitInMemory, type StoryOptions } from './cockpit-in-memory.ts';

const reason = 'a test';

/** A cockpit with a configuration's file in a folder of its own; `text` null: there is no file. */
async function opened(text: string | null = '{}', options: StoryOptions = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'cockpit-config-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'config.json');
  if (text !== null) writeFileSync(file, text);
  const believed: (readonly string[])[] = [];
  const list: string[] = [];
  const door = {
    view: () => ({ http: 'http://127.0.0.1:1', trustedProxies: list }),
    trust: (proxy: string) => {
      list.push(proxy);
      return null;
    },
    believe: (proxies: readonly string[]) => void believed.push(proxies),
  } as Partial<OwnDoor> as OwnDoor;
  const story = await CockpitInMemory.open({ ...options, stores: { configFile: configFileOf(file, dir), door: () => door } });
  const read = (): unknown => JSON.parse(readFileSync(file, 'utf8'));
  const view = async (): Promise<Reply<'config.view'>> => {
    const told = await story.act('config.view', {});
    if (!told.ok) throw new Error(told.error.detail);
    return told.value;
  };
  const apply = async (change: Record<string, unknown>, version?: string) =>
    story.act('config.apply', { change, version: version ?? (await view()).version, reason });
  return { story, file, read, view, apply, believed };
}
const changesOf = (story: CockpitInMemory) => story.recordsOf('config.changed');

describe('the configuration over the API', () => {
  it('tells every key, what it means, what the file says and what is in force', async () => {
    const { view } = await opened('{"approvals":{"ttlMs":20000}}', { config: { approvals: { ttlMs: 45_000 } } });
    const { keys, problem, canUndo } = await view();
    const of = (path: string) => keys.find((key) => key.path === path);
    expect([problem, canUndo, of('approvals.ttlMs'), of('detector.enabled')]).toEqual([
      null,
      false,
      {
        ...{ path: 'approvals.ttlMs', meaning: 'life of a card, in milliseconds', stated: true },
        ...{ kept: 20_000, inForce: 45_000, effective: 'restart' },
      },
      expect.objectContaining({ stated: false, kept: true, inForce: true }),
    ]);
    expect(keys.filter(({ effective }) => effective === 'now').map(({ path }) => path.split('.')[0])).toContain('rulebook');
  });

  it('is changed on record first, old and new, and then as a whole in the file', async () => {
    const { story, apply, read, file } = await opened('{"approvals":{"ttlMs":20000},"detector":{"enabled":false}}');
    const told = await apply({ approvals: { ttlMs: 25_000 }, detector: null });
    expect(told).toMatchObject({ ok: true, value: { needsRestart: true, problem: null } });
    expect(read()).toEqual({ approvals: { ttlMs: 25_000 } });
    expect(readFileSync(`${file}.before`, 'utf8')).toBe('{"approvals":{"ttlMs":20000},"detector":{"enabled":false}}');
    expect(changesOf(story)).toEqual([
      {
        ...{ how: 'applied', by: 'trader:test', reason },
        changes: [
          { path: 'approvals.ttlMs', from: '20000', to: '25000' },
          { path: 'detector.enabled', from: 'false', to: 'true' },
        ],
      },
    ]);
    // It waits for a restart, and says so.
    expect(story.cockpit.config.approvals.ttlMs).toBe(30_000);
  });

  it('is not changed by who saw another one, nor by two at once', async () => {
    const { story, apply, read, view } = await opened();
    const { version } = await view();
    expect(await apply({ approvals: { ttlMs: 25_000 } }, version)).toMatchObject({ ok: true });
    expect(await apply({ approvals: { ttlMs: 26_000 } }, version)).toMatchObject({
      ok: false,
      error: { code: 'digest_changed' },
    });
    const now = (await view()).version;
    const both = [27_000, 28_000].map((ttlMs) =>
      story.desk.command('config.apply', { change: { approvals: { ttlMs } }, version: now, reason }, 'x'),
    );
    await story.settle();
    const codes = (await Promise.all(both)).map((one) => (one.ok ? 'done' : one.error.code));
    expect([codes, read(), changesOf(story).length]).toEqual([['done', 'already_asked'], { approvals: { ttlMs: 27_000 } }, 2]);
  });

  it('is not written where the record is not, and a file that changed meanwhile is left alone and told of', async () => {
    const { story, file, apply, view } = await opened();
    const { version } = await view();
    const asked = story.desk.command('config.apply', { change: { approvals: { ttlMs: 25_000 } }, version, reason }, 'x');
    writeFileSync(file, '{"approvals":{"ttlMs":99000}}');
    await story.settle();
    expect(await asked).toMatchObject({ ok: true, value: { problem: `${file} was changed meanwhile and is left as it is` } });
    expect(story.recordsOf('act.noted').at(-1)).toMatchObject({ what: 'config.apply' });
    story.runtime.loop.close();
    expect((await apply({ approvals: { ttlMs: 25_000 } })).ok).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('{"approvals":{"ttlMs":99000}}');
  });

  it.each([
    [{ aprovals: {} }, 'aprovals: unknown key; did you mean "approvals"?'],
    [{ approvals: { ttlMs: '9' } }, 'approvals.ttlMs: "9" is not allowed'],
    [{ intake: { trustedProxies: ['proxy.local'] } }, 'intake.trustedProxies.0: "proxy.local" is not allowed'],
    [{ strategies: { m5_bos: { riskPercent: 50 } } }, 'strategies.m5_bos.riskPercent'],
    [JSON.parse('{"__proto__":{"approvals":{"mode":"auto"}}}') as Record<string, unknown>, '__proto__'],
  ])('that cannot be is refused, with all that is wrong: %j', async (change, text) => {
    const { story, apply, read } = await opened();
    const told = await apply(change);
    expect([told.ok, told.ok ? '' : told.error.code, !told.ok && told.error.detail.includes(text)]).toEqual([
      false,
      'bad_config',
      true,
    ]);
    const tried = await story.act('config.preview', { change });
    expect([tried.ok && tried.value.problems.length, read(), changesOf(story)]).toEqual([1, {}, []]);
    const whole = await story.act('config.validate', { config: change });
    expect(whole).toMatchObject({ ok: true, value: { valid: false } });
  });

  it('says what a change would do, when, and whether it waits, and does none of it', async () => {
    const { story, read } = await opened('{}');
    const change = {
      cells: { u3: { maxOpenPositions: 9 } },
      approvals: { ttlMs: 10_000 },
      intake: { trustedProxies: ['10.0.0.7'] },
    };
    const told = await story.act('config.preview', { change });
    expect(
      told.ok && told.value.changes.map(({ path, from, to, effective, waits }) => [path, from, to, effective, waits]),
    ).toEqual([
      ['approvals.ttlMs', 30_000, 10_000, 'restart', false],
      ['intake.trustedProxies', [], ['10.0.0.7'], 'now', false],
      ['cells.u3.maxOpenPositions', 3, 9, 'restart', true],
    ]);
    expect([read(), changesOf(story)]).toEqual([{}, []]);
  });

  it('that says nothing else is no change', async () => {
    const { apply } = await opened('{"approvals":{"ttlMs":20000}}');
    expect(await apply({ approvals: { ttlMs: 20_000 } })).toMatchObject({ ok: false, error: { code: 'not_changed' } });
  });
});

describe('what is in force at once', () => {
  it('are the proxies: the door, the state and the record say the same', async () => {
    const { story, apply, believed } = await opened();
    expect(await apply({ intake: { trustedProxies: ['10.0.0.7'] } })).toMatchObject({ ok: true, value: { needsRestart: false } });
    expect([believed, story.cockpit.config.intake.trustedProxies]).toEqual([[['10.0.0.7']], ['10.0.0.7']]);
    expect(changesOf(story)[0]?.trustedProxies).toEqual(['10.0.0.7']);
  });

  it('are the proxies that are trusted by the Connect page too', async () => {
    const { story } = await opened();
    await story.act('door.trust', { proxy: '10.0.0.8' });
    await story.act('door.trust', { proxy: '10.0.0.9' });
    expect(story.cockpit.config.intake.trustedProxies).toEqual(['10.0.0.8', '10.0.0.9']);
    expect(changesOf(story).map(({ how, changes }) => [how, changes[0]?.from, changes[0]?.to])).toEqual([
      ['trusted', '[]', '["10.0.0.8"]'],
      ['trusted', '["10.0.0.8"]', '["10.0.0.8","10.0.0.9"]'],
    ]);
  });

  it('are the rules, by the same gate as in the window', async () => {
    const { story, apply, read } = await opened('{}', { config: { approvals: { mode: 'auto' } } });
    expect(await apply({ rulebook: { softStopPct: 40 } })).toMatchObject({ ok: true, value: { needsRestart: false } });
    expect([story.cockpit.config.rulebook.softStopPct, read()]).toEqual([40, { rulebook: { softStopPct: 40 } }]);
    await story.opened('held');
    const wider = { rulebook: { softStopPct: 70 }, approvals: { ttlMs: 20_000 } };
    const tried = await story.act('config.preview', { change: wider });
    expect(tried).toMatchObject({ ok: true, value: { refused: [{ path: 'rulebook', code: 'not_flat' }] } });
    expect(await apply(wider)).toMatchObject({ ok: false, error: { code: 'not_flat' } });
    expect([story.cockpit.config.rulebook.softStopPct, read(), changesOf(story).length]).toEqual([
      40,
      { rulebook: { softStopPct: 40 } },
      1,
    ]);
    // What has nothing to do with the rules is changed all the same.
    expect(await apply({ approvals: { ttlMs: 20_000 } })).toMatchObject({ ok: true });
  });
});

describe('a change taken back', () => {
  it('is the file as it was, to the letter; done twice it is the change again', async () => {
    const text = '{ "approvals": {"ttlMs": 20000} }';
    const { story, apply, file, view } = await opened(text);
    await apply({ approvals: { ttlMs: 25_000 } });
    const undo = async () => story.act('config.undo', { version: (await view()).version, reason });
    expect(await undo()).toMatchObject({ ok: true, value: { changes: [{ from: 25_000, to: 20_000 }] } });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(await undo()).toMatchObject({ ok: true });
    expect((await view()).keys.find(({ path }) => path === 'approvals.ttlMs')?.kept).toBe(25_000);
    expect(changesOf(story).map(({ how }) => how)).toEqual(['applied', 'undone', 'undone']);
  });

  it('leads to the defaults where there was no file, and is refused where nothing was changed', async () => {
    const { story, apply, read, view } = await opened(null);
    const undo = async () => story.act('config.undo', { version: (await view()).version, reason });
    expect(await undo()).toMatchObject({ ok: false, error: { code: 'nothing_to_undo' } });
    await apply({ approvals: { ttlMs: 25_000 } });
    expect([(await undo()).ok, read()]).toEqual([true, {}]);
  });

  it('mends a file that was broken by hand', async () => {
    const { story, apply, file, view, read } = await opened('{}');
    await apply({ approvals: { ttlMs: 25_000 } });
    await apply({ approvals: { ttlMs: 26_000 } });
    writeFileSync(file, 'not JSON');
    expect((await view()).problem).toBe('(root): is no JSON object');
    expect(await apply({ approvals: { ttlMs: 1_000 } })).toMatchObject({ ok: false, error: { code: 'bad_config' } });
    expect(await story.act('config.undo', { version: (await view()).version, reason })).toMatchObject({ ok: true });
    expect([read(), (await view()).problem]).toEqual([{ approvals: { ttlMs: 25_000 } }, null]);
    expect(changesOf(story).at(-1)?.changes[0]).toEqual({ path: '(root)', from: '"cannot be used"', to: '"can be used"' });
  });
});
