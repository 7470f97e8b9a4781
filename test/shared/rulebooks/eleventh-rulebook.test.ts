import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { loadConfig } from '#main/host/index.ts';
import { replayHistory } from '#main/replay/index.ts';
import { ALL_FAULTS, simulate } from '#main/simulation/index.ts';
import { SettingsView } from '#renderer/panels/settings/index.ts';
import { RulebookEditor } from '#renderer/panels/settings/rulebook-editor.tsx';
import { defaultConfig, parseConfig } from '#shared/config';
import { PRESETS, rulebookIn, rulebookOf, type Preset } from '#shared/rulebooks';
import { CockpitInMemory } from '../../main/runtime/cockpit-in-memory.ts';
import { stillPage } from '../../renderer/still-page.ts';
import { walkedBars } from '../../bench/world/prices.ts';

/** One rulebook more, in this test only: everything else has to follow from it. */
vi.mock(import('#shared/rulebooks/presets.ts'), async (original) => {
  const real = await original();
  const [first] = real.PRESET_BOOKS;
  const book = { ...first, id: 'eleventh', title: 'Eleventh Firm', daily: first.daily && { ...first.daily, limitPct: 2 } };
  return { PRESET_BOOKS: [...real.PRESET_BOOKS, book] as unknown as typeof real.PRESET_BOOKS };
});

const ELEVENTH = 'eleventh' as Preset;
const CHOICE = { ...defaultConfig().rulebook, preset: ELEVENTH };

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cockpit-eleventh-'));
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ rulebook: { preset: 'eleventh' } }));
});
afterAll(() => rmSync(dir, { recursive: true }));

test('an eleventh rulebook can be configured, is in force, and has its title', () => {
  expect([PRESETS.length, PRESETS.includes(ELEVENTH), rulebookOf(ELEVENTH).title]).toEqual([12, true, 'Eleventh Firm']);
  expect(loadConfig(null, dir).rulebook.preset).toBe('eleventh');
  expect([rulebookIn(CHOICE).id, parseConfig({ rulebook: { preset: 'twelfth' } }).ok]).toEqual(['eleventh', false]);
});

test('it is chosen while nothing is open, survives a restart, and is on the status, the risk figures and in Settings', async () => {
  const story = await CockpitInMemory.open({ config: { rulebook: CHOICE } });
  const dayLimits = (): unknown[] => {
    const { risk } = story.desk.status() as { readonly risk: { readonly rulebook: string; readonly title: string } };
    return [story.cockpit.config.rulebook.preset, risk.rulebook, risk.title];
  };
  expect(dayLimits()).toEqual(['eleventh', 'eleventh', 'Eleventh Firm']);
  for (const preset of [PRESETS[0], ELEVENTH]) {
    const chosen = await story.act('rulebook.choose', { rulebook: { ...CHOICE, preset }, reason: 'another firm' });
    expect([chosen.ok, dayLimits()[1]]).toEqual([true, preset]);
  }
  await story.restart();
  expect(dayLimits()).toEqual(['eleventh', 'eleventh', 'Eleventh Firm']);
  const hello = await story.act('cockpit.hello', {});
  if (!hello.ok) throw new Error(hello.error.detail);
  const { live } = hello.value;
  expect(live.room?.dayLimit).toBe(2_000);
  expect(stillPage(SettingsView, { cockpit: story.cockpit, live })).toContain('Eleventh Firm');
  const editor = (): unknown =>
    RulebookEditor({ choice: CHOICE, currency: 'USD', waits: null, onChoose: () => undefined, onEnd: () => undefined });
  const page = stillPage(editor as () => null, { cockpit: story.cockpit, live });
  expect(page).toMatch(/<option[^>]*value="eleventh"[^>]*>Eleventh Firm/);
});

test('history is replayed and stories are simulated under it', async () => {
  const config = { ...defaultConfig(), rulebook: CHOICE };
  const report = await replayHistory({
    file: 'EURUSD_M1.csv',
    prices: { kind: 'bars', series: [{ symbol: 'EURUSD', rows: walkedBars(600, Date.UTC(2026, 0, 2)) }] },
    history: [],
    specs: [],
    config,
    journal: memoryJournal({}),
    log: { write: () => undefined },
    rearm: 'daily',
  });
  expect([report.bars, report.source.length > 0]).toEqual([600, true]);
  const simulated = await simulate({ seed: 3, steps: 40, faults: new Set(ALL_FAULTS), preset: ELEVENTH });
  const usual = await simulate({ seed: 3, steps: 40, faults: new Set(ALL_FAULTS) });
  expect([simulated.broken, simulated.hash === usual.hash]).toEqual([null, false]);
});
