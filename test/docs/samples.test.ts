import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadChannels } from '#main/adapters/channels/index.ts';
import { calendarOf } from '#main/adapters/calendar/index.ts';
import { alertMessage } from '#renderer/panels/connect/alert-message.ts';
import { parseConfig } from '#shared/config';
import { signalOf } from '#test/main/engine/intake/dialects/samples.ts';
import { textOf } from './documents.ts';

/** Blocks of code that are one JSON object. */
const objectsIn = (path: string): readonly string[] =>
  [...textOf(path).matchAll(/^```\w*\n(\{[\s\S]*?)^```/gm)].map(([, block = '']) => block.trim());
/** What TradingView puts in the places of an alert. */
const filled = (message: string): string =>
  message
    .replaceAll('{{ticker}}', 'OANDA:EURUSD')
    .replaceAll('{{close}}', '1.1572')
    .replaceAll('{{timenow}}', '2025-08-04T08:28:00Z');

describe('what the manual shows works as it stands', () => {
  test('the signals are read as signals', () => {
    const webhook = objectsIn('assets/help/signals.md').map((body) => signalOf(body).kind);
    const alerts = objectsIn('assets/help/tradingview.md').map((body) => signalOf(filled(body), 'tradingview').kind);
    const [, line = ''] = /PineConnector lines work as they are: `([^`]+)`/.exec(textOf('assets/help/tradingview.md')) ?? [];
    expect([webhook, alerts, signalOf(line, 'tradingview').kind]).toEqual([['entry', 'exit'], ['entry', 'exit'], 'entry']);
  });

  test('the message of the page Connect is the one that the window makes', () => {
    const [, block = ''] = /^ *```text\n( *\{[\s\S]*?)^ *```/m.exec(textOf('assets/help/connect.md')) ?? [];
    const shown = block
      .split('\n')
      .map((line) => line.replace(/^ {3}/, ''))
      .join('\n')
      .trim();
    expect(shown).toBe(alertMessage({ event: 'strategy', symbol: null, strategy: 'm5_bos' }));
  });

  test('the configurations are taken', () => {
    const pages = ['assets/help/configuration.md', 'assets/help/paper.md'];
    const whole = pages.flatMap(objectsIn).map((text) => JSON.parse(text) as unknown);
    const custom = objectsIn('assets/help/rulebooks.md').map((text) => ({ rulebook: { custom: JSON.parse(text) as unknown } }));
    expect([...whole, ...custom].map(parseConfig).map((read) => (read.ok ? 'taken' : read.error))).toEqual([
      'taken',
      'taken',
      'taken',
    ]);
  });

  test('the channels are taken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cockpit-manual-'));
    try {
      const [text = ''] = objectsIn('assets/help/notifications.md');
      writeFileSync(join(folder, 'channels.json'), text);
      expect(loadChannels(folder)?.channels.map(({ channel }) => channel.kind)).toEqual([
        'telegram',
        'discord',
        'email',
        'webhook',
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('the calendars are read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cockpit-manual-'));
    try {
      const [json = ''] = objectsIn('assets/help/news.md');
      const [, csv = ''] = /^```\n(time,[\s\S]*?)^```/m.exec(textOf('assets/help/news.md')) ?? [];
      const files = [join(folder, 'calendar.json'), join(folder, 'calendar.csv')];
      writeFileSync(files[0]!, json);
      writeFileSync(files[1]!, csv);
      const at = Date.parse('2026-11-27T13:30:00Z');
      for (const file of files) {
        const read = await calendarOf([file], { now: () => at, timeZone: null }).read();
        expect(read?.events).toEqual([{ at, currency: 'USD', impact: 'high', title: 'Non-farm payrolls' }]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
