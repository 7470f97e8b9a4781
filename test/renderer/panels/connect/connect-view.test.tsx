// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConnectView } from '#renderer/panels/connect/index.ts';
import { sourceOf } from '#shared/domain';
import type { DoorTest, SourceView } from '#shared/ipc';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const SECRET = 'secret-secret-secret-secret-7f3c';
const VIEW = { http: 'http://127.0.0.1:8000', trustedProxies: [] };
const PASSED: DoorTest = {
  at: 1_754_300_000_000,
  address: 'https://a.example/webhook/tradingview/<token>',
  connected: true,
  steps: [
    { station: 'reached', state: 'passed', text: 'Came in by a.example', mend: null, line: null, ms: 38 },
    { station: 'sender', state: 'passed', text: 'From 84.1.2.3', mend: null, line: null, ms: null },
    { station: 'judged', state: 'passed', text: 'A card would ask', mend: null, line: null, ms: 2 },
  ],
  proxy: null,
};
const LINE = '"intake": { "trustedProxies": ["127.0.0.1"] }';
const UNTRUSTED: DoorTest = {
  ...PASSED,
  connected: false,
  proxy: '127.0.0.1',
  steps: [
    { station: 'reached', state: 'passed', text: 'Came in by a.example', mend: null, line: null, ms: 38 },
    { station: 'sender', state: 'failed', text: 'not believed yet', mend: 'Trust 127.0.0.1 as a proxy.', line: LINE, ms: null },
  ],
};

const address = (path: string, isSigned = false): SourceView['address'] => ({ path, isSigned });
const came = (source: SourceView['source'], way: SourceView['address']): SourceView => ({
  ...{ source, isBuiltIn: true, isConfigured: false, address: way, approval: 'confirm', state: 'new', problem: null },
  ...{ secret: { tail: '7f3c', since: null, previousUntil: null }, received: 0, accepted: 0, duplicate: 0, refused: 0 },
  ...{ lastAt: null, refusal: null },
});
const SOURCES: readonly SourceView[] = [
  came(sourceOf({ id: 'tradingview', kind: 'tradingview', name: 'TradingView' }), address('/webhook/tradingview')),
  came(sourceOf({ id: 'webhook', kind: 'webhook', name: 'Signed webhook' }), address('/webhook/signal', true)),
  came(sourceOf({ id: 'detector', kind: 'detector', name: 'Own detector' }), null),
  came(
    sourceOf({ id: 'gold', kind: 'ea', name: 'Gold robot', symbols: ['XAUUSD'], strategy: 'm1_retest' }),
    address('/webhook/source/gold'),
  ),
  came(sourceOf({ id: 'robot', kind: 'drop', name: 'Robot', folder: 'C:\\Terminal\\Common\\Files\\Desk' }), null),
];

const copied: string[] = [];
beforeEach(() => {
  copied.length = 0;
  localStorage.clear();
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
});
afterEach(() => vi.useRealTimers());

type Answers = Partial<Record<string, unknown>>;
const refuse = (detail: string) => ({ ok: false, error: { kind: 'refused', code: 'setup_failed', detail } });
function show(answers: Answers = {}) {
  const all: Answers = {
    'door.view': { ok: true, value: VIEW },
    'source.list': { ok: true, value: { sources: SOURCES } },
    'source.secret': ({ id }: { readonly id: string }) => ({
      ok: true,
      value: { secret: SECRET, path: `/webhook/${id === 'tradingview' ? id : `source/${id}`}/${SECRET}` },
    }),
    'source.test': { ok: true, value: { test: PASSED, body: '{}' } },
    'door.trust': { ok: true, value: { problem: null } },
    'delivery.list': { ok: true, value: { deliveries: [], total: 0, before: null, problem: null } },
    ...answers,
  };
  return stage(<ConnectView />, morning(), {
    answer: ({ name, request }: Asked) => {
      const answer = all[name];
      return (typeof answer === 'function' ? (answer as (request: unknown) => unknown)(request) : answer) as never;
    },
  });
}
const shown = async (answers?: Answers) => {
  const made = show(answers);
  await settled();
  return made;
};
const click = async (testId: string): Promise<void> => {
  fireEvent.click(screen.getByTestId(testId));
  await settled();
};
const paste = (address: string): void =>
  void fireEvent.change(screen.getByLabelText('The address it prints'), { target: { value: address } });
const whyNot = (testId: string): string => screen.getByTestId(testId).title;

describe('the Connect page', () => {
  test('waits for the door, and says why it has none', async () => {
    const { container } = show({ 'door.view': new Promise(() => undefined) });
    await settled();
    expect(reads(container)).toContain('Asking the engine for its door…');
  });

  test('says what the engine says where it has no door', async () => {
    const { container } = await shown({ 'door.view': refuse('This cockpit has no door of its own') });
    expect(reads(container)).toContain('This cockpit has no door of its own');
    expect(screen.queryByTestId('test-local')).toBeNull();
  });

  test('shows a secret only when asked, and for 20 s', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { container, asked } = await shown();
    expect(container.innerHTML).not.toContain(SECRET);
    expect(asked.some(({ name }) => name === 'source.secret')).toBe(false);
    await click('show-secret');
    expect(reads(screen.getByTestId('secret'))).toBe(SECRET);
    act(() => void vi.advanceTimersByTime(19_000));
    expect(container.innerHTML).toContain(SECRET);
    act(() => void vi.advanceTimersByTime(1_500));
    expect(container.innerHTML).not.toContain(SECRET);
  });

  test('copies the whole address without showing its token, once there is an address', async () => {
    const { container } = await shown();
    expect(whyNot('copy-address')).toBe('Paste the address of the tunnel first');
    paste('a.example/webhook/tradingview/old');
    await click('copy-address');
    expect(copied).toEqual([`https://a.example/webhook/tradingview/${SECRET}`]);
    expect(container.innerHTML).not.toContain(SECRET);
    expect(screen.getByTestId('copy-address').textContent).toContain('Copied');
  });

  test('says when nothing could be copied', async () => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
    const { container, asked } = await shown({ 'text.copy': refuse('There is no clipboard here') });
    await click('copy-message');
    expect(asked.some(({ name }) => name === 'text.copy')).toBe(true);
    expect(reads(container)).toContain('Not copied: mark the text and press Ctrl+C.');
  });

  test('makes the message for what is chosen', async () => {
    await shown();
    fireEvent.change(screen.getByLabelText('Alert of'), { target: { value: 'close_short' } });
    fireEvent.change(screen.getByLabelText('Symbol'), { target: { value: 'EURUSD' } });
    await click('copy-message');
    expect(JSON.parse(copied[0] ?? '')).toMatchObject({ ticker: 'EURUSD', action: 'closeshort', strategy_id: 'm5_bos' });
  });

  test('tests what the page shows, filled in as TradingView would', async () => {
    const { asked } = await shown();
    expect(whyNot('test-public')).toBe('Paste the address of the tunnel first');
    await click('test-local');
    const tests = (): readonly Asked[] => asked.filter(({ name }) => name === 'source.test');
    const request = tests()[0]?.request as { readonly body: string };
    expect(request).toMatchObject({ id: 'tradingview', address: null });
    expect(JSON.parse(request.body)).toMatchObject({ action: 'buy', market_position: 'long', strategy_id: 'm5_bos' });
    expect(request.body).not.toContain('{{');
    paste(' https://a.example ');
    await click('test-public');
    expect(tests()[1]?.request).toMatchObject({ address: 'https://a.example' });
    expect(reads(screen.getByTestId('door-test'))).toMatch(/^Connected\. A real one would arrive and pass\./);
  });

  test('names the line that is missing, trusts the proxy on a click, and tests again', async () => {
    let trusted = false;
    const { asked } = await shown({
      'source.test': () => ({ ok: true, value: { test: trusted ? PASSED : UNTRUSTED, body: '{}' } }),
      'door.trust': () => {
        trusted = true;
        return { ok: true, value: { problem: null } };
      },
    });
    paste('https://a.example');
    await click('test-public');
    expect(reads(screen.getByTestId('door-test'))).toContain(LINE);
    expect(reads(screen.getByTestId('door-test'))).toMatch(/^Not connected yet: look at “Sender”\./);
    await click('trust-proxy');
    await settled();
    expect(asked.filter(({ name }) => name === 'door.trust')).toMatchObject([{ request: { proxy: '127.0.0.1' } }]);
    expect(reads(screen.getByTestId('door-test'))).toMatch(/^Connected\./);
    expect(screen.queryByTestId('trust-proxy')).toBeNull();
  });

  test('keeps on screen why a trusted proxy could not be kept', async () => {
    const { container } = await shown({
      'source.test': { ok: true, value: { test: UNTRUSTED, body: '{}' } },
      'door.trust': { ok: true, value: { problem: 'config.json could not be written' } },
    });
    paste('https://a.example');
    await click('test-public');
    await click('trust-proxy');
    await settled();
    expect(reads(container)).toContain('config.json could not be written');
  });

  test('does not call a test on this PC connected, nor a refusal by the rules unconnected', async () => {
    const steps = (sender: 'passed' | 'skipped', judged: 'passed' | 'failed') =>
      PASSED.steps.map((step) =>
        step.station === 'sender' ? { ...step, state: sender } : step.station === 'judged' ? { ...step, state: judged } : step,
      );
    const said: string[] = [];
    for (const [sender, judged] of [
      ['skipped', 'passed'],
      ['passed', 'failed'],
    ] as const) {
      const { unmount } = await shown({
        'source.test': { ok: true, value: { test: { ...PASSED, steps: steps(sender, judged) }, body: '{}' } },
      });
      await click('test-local');
      said.push(reads(screen.getByTestId('door-test')).split('Sent ')[0] ?? '');
      unmount();
    }
    expect(said).toEqual([
      'The door works on this PC. A real one would arrive and pass.',
      'Connected. A real one would arrive, and today’s rules would refuse it.',
    ]);
  });

  test('asks nothing of an engine that does not answer', async () => {
    const { silence } = await shown();
    silence(5_000);
    for (const testId of ['test-local', 'show-secret', 'copy-secret']) expect(whyNot(testId)).toBe('The engine does not answer');
  });

  test('writes a program and puts the secret into the copy only', async () => {
    const { container } = await shown();
    fireEvent.click(screen.getByTestId('connect-webhook'));
    await settled();
    await click('copy-snippet');
    expect(copied[0]).toContain(`SECRET = "${SECRET}"`);
    expect(container.innerHTML).not.toContain(SECRET);
    expect(reads(container)).toContain('<secret>');
  });

  test('distances that are no numbers make no message', async () => {
    const { container } = await shown();
    fireEvent.click(screen.getByRole('button', { name: /^PineConnector text/ }));
    fireEvent.change(screen.getByLabelText('Stop, pips'), { target: { value: 'x' } });
    expect(reads(container)).toContain('Stop and target are distances in pips above 0');
    expect(screen.queryByTestId('copy-message')).toBeNull();
    await click('test-local');
    expect(reads(container)).toContain('There is no price of this symbol yet');
  });

  test('is about the source that is chosen: its address, secret, program and test, and only what its rules allow', async () => {
    const { container, asked } = await shown();
    expect(screen.queryByTestId('connect-detector')).toBeNull();
    fireEvent.click(screen.getByTestId('connect-gold'));
    await settled();
    expect(reads(screen.getByTestId('address'))).toBe('http://127.0.0.1:8000/webhook/source/gold/••••');
    await click('copy-address');
    expect(copied.at(-1)).toBe(`http://127.0.0.1:8000/webhook/source/gold/${SECRET}`);
    expect(screen.getByLabelText<HTMLSelectElement>('Symbol').value).toBe('XAUUSD');
    expect([...screen.getByLabelText<HTMLSelectElement>('Trades as').options].map(({ value }) => value)).toEqual(['m1_retest']);
    for (const language of ['MQL5', 'curl', 'Python']) {
      fireEvent.click(screen.getByRole('button', { name: language }));
      await click('copy-snippet');
      expect(copied.at(-1)).toContain(`http://127.0.0.1:8000/webhook/source/gold/${SECRET}`);
      expect(copied.at(-1)).toContain('m1_retest');
    }
    await click('test-local');
    expect(asked.findLast(({ name }) => name === 'source.test')?.request).toMatchObject({ id: 'gold', address: null });
    expect(asked.findLast(({ name }) => name === 'delivery.list')?.request).toMatchObject({ source: 'gold' });
    expect(container.innerHTML).not.toContain(SECRET);
  });

  test('a folder is tested without an address, with what the engine writes; each station has its word', async () => {
    const steps: DoorTest['steps'] = [
      { station: 'written', state: 'passed', text: 'a.json was put there', mend: null, line: null, ms: null },
      { station: 'filed', state: 'failed', text: 'a.json cannot be moved.', mend: 'It stays.', line: null, ms: null },
    ];
    const { container, asked } = await shown({
      'source.test': { ok: true, value: { test: { ...PASSED, connected: false, steps }, body: '{}' } },
    });
    fireEvent.click(screen.getByTestId('connect-robot'));
    await settled();
    await click('test-source');
    expect(asked.findLast(({ name }) => name === 'source.test')?.request).toEqual({ id: 'robot', address: null, body: null });
    expect(reads(container)).toContain('Not connected yet: look at “Put away”');
    expect(reads(container)).toMatch(/Written, passed.*a\.json was put there/);
  });
});
