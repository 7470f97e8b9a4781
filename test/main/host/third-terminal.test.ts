import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { costsOf } from '#engine/sizing';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { createRedecider, startCockpit, TERMINAL_HELP, terminalOption, VERSION, type RunningCockpit } from '#main/host/index.ts';
import { TERMINAL_FACTORIES, type TerminalFactory } from '#main/host/terminal.ts';
import { LinkGauge } from '#renderer/panels/frame/state-gauges.tsx';
import { SettingsView } from '#renderer/panels/settings/index.ts';
import { defaultConfig } from '#shared/config';
import { TERMINAL_KINDS, type TerminalKind } from '#shared/domain';
import { isAlwaysOpen, unpackCockpit, type ReadonlyCockpit } from '#shared/projection';
import { stillPage } from '#test/renderer/still-page.ts';

/** One row more, in this test only: everything else has to follow from it. */
vi.mock(import('../../../shared/domain/terminal-table.ts'), async (original) => {
  const real = await original();
  const row = { title: 'Third Terminal 9', short: 'T9', help: 'a third terminal', settings: 'mt5', connects: 'in_process' };
  return { ...real, TERMINALS: { ...real.TERMINALS, third: row } as unknown as typeof real.TERMINALS };
});

const THIRD = 'third' as TerminalKind;
let dataDir = '';
let made = 0;

/** A paper terminal under the name of the third kind. */
const third: TerminalFactory = async (options, config, clock, ids, inForce) => {
  made += 1;
  const chosen = await TERMINAL_FACTORIES.paper({ ...options, terminal: 'paper' }, config, clock, ids, inForce);
  Object.defineProperty(chosen.terminal, 'kind', { value: THIRD });
  return { ...chosen, mode: 'demo' };
};

const SECRET = 'a-secret-of-the-test-0123456789abcdef';
const start = (): Promise<RunningCockpit> =>
  startCockpit(
    {
      dataDir,
      configFile: null,
      http: { host: '127.0.0.1', port: 0 },
      bridge: { host: '127.0.0.1', port: 0 },
      terminal: terminalOption('third'),
      market: 'demo',
      anchorPlace: null,
      secrets: {
        webhookSecret: SECRET,
        tradingviewToken: SECRET,
        operatorToken: SECRET,
        bridgeToken: SECRET,
        journalKey: SECRET,
      },
      notifier: { critical: () => undefined },
      log: { write: () => undefined },
      rendererDir: null,
    },
    { ...TERMINAL_FACTORIES, [THIRD]: third },
  );

async function seen(running: RunningCockpit) {
  const hello = await running.service.command('cockpit.hello', {}, 'trader:window');
  if (!hello.ok) throw new Error(hello.error.detail);
  return { cockpit: unpackCockpit(hello.value.state) as ReadonlyCockpit, live: hello.value.live };
}

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cockpit-third-terminal-'));
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ paper: { alwaysOpen: true } }));
});
afterAll(() => rmSync(dataDir, { recursive: true }));

test('a third kind of terminal is offered by the command line, and an unknown one is not', () => {
  expect([TERMINAL_KINDS.includes(THIRD), terminalOption('third'), terminalOption(undefined)]).toEqual([true, THIRD, 'paper']);
  expect(TERMINAL_HELP).toContain('third: a third terminal');
  expect(() => terminalOption('fourth')).toThrow('paper, mt5, third');
});

test('its costs and its week are those of its row, not those of paper', () => {
  const config = { ...defaultConfig(), mt5: { ...defaultConfig().mt5, commissionPerLot: 3, slippagePoints: 11 } };
  expect(costsOf(config, THIRD)).toEqual({ commissionPerLot: 3, slippagePoints: 11 });
  expect([
    isAlwaysOpen({ mode: 'paper', terminal: THIRD, config }),
    isAlwaysOpen({ mode: 'paper', terminal: 'paper', config }),
  ]).toEqual([false, true]);
});

test('the host starts it, its journal is read back at the next start, and the window shows it by its titles', async () => {
  for (const life of [1, 2]) {
    const running = await start();
    try {
      expect([made, running.service.status()]).toMatchObject([life, { mode: 'demo', terminal: { kind: 'third', bridge: null } }]);
      const { cockpit, live } = await seen(running);
      expect([cockpit.terminal, live.terminal.kind, cockpit.mode]).toEqual(['third', 'third', 'demo']);
      expect(stillPage(LinkGauge, { cockpit, live }).replaceAll(/<[^>]*>/g, '')).toContain('T9 link');
      const settings = stillPage(SettingsView, { cockpit, live });
      expect(settings).toContain('Third Terminal 9');
      expect(settings).toContain('This run trades on another terminal (T9)');
    } finally {
      await running.stop('the test is over');
    }
  }
  const redecider = createRedecider(VERSION);
  const found = verifyJournal(dataDir, { onRecord: redecider.record, onState: redecider.state });
  expect([found.ok, found.firstBad, redecider.engine.cockpit.terminal]).toEqual([true, null, 'third']);
});
