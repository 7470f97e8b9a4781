// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { PositionsView } from '#renderer/panels/positions/index.ts';
import type { PositionPreview, Preview } from '#shared/events';
import { morning } from '../../fixtures.ts';
import { frameFor } from '../../live-frames.ts';
import { PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const EURUSD = '60417702';
const room = { dayRoom: 2_000, totalRoom: 9_000, openRisk: 300, reserved: 0 };
const opens = {
  ...{ at: 1, verdict: 'passed', entry: 1.158, lots: 0.5, binding: 'risk_percent', rr: 2, spreadCost: 4, stress: null },
  loss: { stop: 100, commission: 3, slippage: 2, total: 105, pctOfBalance: 0.1 },
  ...{ before: room, after: { dayRoom: 2_000 - 105, totalRoom: 8_895, openRisk: 400 }, exposure: [], failed: [], passed: [] },
} as unknown as Preview;
const preview = (change: Partial<PositionPreview> = {}): PositionPreview => ({
  ...{ at: 1, ticket: EURUSD, verdict: 'passed', refusal: null, effect: 'close' },
  before: { volume: 4.35, stopLoss: 1.15, takeProfit: 1.17, atStop: -540, atStopR: -1, openRisk: 900, roomAtStops: 1_200 },
  after: { volume: 0, stopLoss: null, takeProfit: null, atStop: null, atStopR: null, openRisk: 630, roomAtStops: 1_471 },
  ...change,
});
const answering = (told: PositionPreview) => (asked: Asked) =>
  asked.name === 'position.preview' ? ({ ok: true, value: { preview: told } } as never) : undefined;
const acts = (asked: readonly Asked[]): readonly Asked[] => asked.filter(({ name }) => name !== 'position.preview');
/** The morning with a short of EURUSD beside the long. */
const both = () => {
  const journal = morning();
  const held = journal.state.positions.get(EURUSD)!;
  const position = { ...held.position, ticket: '60417720', direction: 'SELL', volume: 1.5 } as const;
  journal.state.positions.set('60417720', { ...held, position });
  return journal;
};

describe('a position turned round in the window', () => {
  const ask = async (stop: string): Promise<void> => {
    fireEvent.change(screen.getByLabelText('Stop of the SELL'), { target: { value: stop } });
    fireEvent.keyDown(screen.getByLabelText('Stop of the SELL'), { key: 'Enter' });
    await settled();
  };

  test('shows what closes, what opens and the room first; Apply asks for it once, by one name', async () => {
    const { asked } = stage(<PositionsView />, morning(), { answer: answering(preview({ opens })) });
    expect(screen.getByTestId('reverse').getAttribute('aria-disabled')).toBe('true');
    await ask('1.162');
    const reverse = { stopLoss: 1.162, takeProfit: null, riskPercent: null, volumeMax: null };
    expect(asked).toEqual([{ name: 'position.preview', request: { ticket: EURUSD, reverse } }]);
    expect(reads(screen.getByTestId('effect'))).toMatch(
      /Lots 4\.35 → 0.*then SELL 0\.50, set by .*, lost at its stop −105\.00, room today at all stops 1,700\.00 → 1,595\.00 USD/,
    );
    fireEvent.click(screen.getByTestId('effect-apply'));
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    const told = acts(asked) as readonly { name: string; request: { clientId: string } }[];
    expect(told.map(({ name }) => name)).toEqual(['position.reverse']);
    expect(told[0]?.request).toEqual({ ticket: EURUSD, clientId: told[0]?.request.clientId, ...reverse, reason: null });
    expect(told[0]?.request.clientId).toMatch(/^hand-/);
  });

  test('that would be refused says why and cannot be applied; closing alone stays', async () => {
    const refusal = 'Stop or target is 3 points from the price, the broker asks for 10.';
    const { asked } = stage(<PositionsView />, morning(), {
      answer: answering(preview({ verdict: 'refused', refusal, effect: null, after: null, opens })),
    });
    await ask('1.15828');
    expect(reads(screen.getByTestId('effect'))).toContain(refusal);
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    expect(acts(asked)).toEqual([]);
    expect(screen.getByRole('button', { name: /^Close whole…/ }).getAttribute('aria-disabled')).toBeNull();
  });

  test.each(['1,150', '-1', 'x'])('a stop of %s is not asked about', async (stop) => {
    const { asked } = stage(<PositionsView />, morning());
    await ask(stop);
    expect(asked).toEqual([]);
  });

  test('says while it is under way, and why nothing was opened', () => {
    const journal = morning();
    const life = [...journal.state.signals.values()][0]!;
    const turn = (signalId: string, change: object) =>
      journal.state.signals.set(signalId, {
        ...life,
        ...{ signalId, receivedAt: PRESENT - 60_000 },
        signal: { ...life.signal, symbol: 'EURUSD', side: 'SELL', turns: { position: '7' } },
        ...change,
      });
    turn('r1', { state: 'received', reason: null });
    turn('r2', {
      state: 'rejected',
      reason: { code: 'trading_active', text: 'Position 7 is closed and nothing was opened. Halted' },
    });
    turn('r3', { state: 'open', reason: null });
    turn('r4', { state: 'rejected', reason: null, receivedAt: PRESENT - 3_600_000 });
    stage(<PositionsView />, journal);
    expect([...screen.getByTestId('reversals').children].map((one) => one.textContent)).toEqual([
      'EURUSD: position 7 is being closed; then SELL is opened.',
      'EURUSD: Position 7 is closed and nothing was opened. Halted',
    ]);
  });
});

describe('two positions closed by each other in the window', () => {
  test('shows what both lose and the spread that is not paid; Apply closes', async () => {
    const by = { ticket: '60417720', before: 1.5, after: 0, saves: 12 };
    const { asked } = stage(<PositionsView />, both(), { answer: answering(preview({ by })) });
    fireEvent.click(screen.getByTestId('close-by-60417720'));
    await settled();
    expect(reads(screen.getByTestId('effect'))).toMatch(/60417720: lots 1\.50 → 0\.00, spread not paid 12\.00/);
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    expect(acts(asked)).toEqual([{ name: 'position.close', request: { ticket: EURUSD, by: '60417720' } }]);
  });

  test('is offered only where there is an opposite position of the symbol, ours, on a hedging account', () => {
    const offered = () => screen.queryAllByRole('button', { name: /^Close by/ }).length;
    const one = stage(<PositionsView />, morning());
    expect(offered()).toBe(0);
    one.unmount();
    const journal = both();
    const two = stage(<PositionsView />, journal);
    expect(offered()).toBe(1);
    two.unmount();
    const { account } = frameFor(journal.state, PRESENT, 1, undefined);
    const netting = stage(<PositionsView />, journal, { live: { account: { ...account!, marginMode: 'netting' } } });
    expect(offered()).toBe(0);
    netting.unmount();
    journal.state.positions.set('60417720', { ...journal.state.positions.get('60417720')!, foreign: true });
    stage(<PositionsView />, journal);
    expect(offered()).toBe(0);
  });
});
