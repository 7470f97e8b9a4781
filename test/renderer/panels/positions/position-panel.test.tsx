// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { PositionRules } from '#renderer/panels/dialogs/position-rules.tsx';
import { PositionsView } from '#renderer/panels/positions/index.ts';
import { planWords, resultR } from '#renderer/panels/reading/index.ts';
import { managementRules } from '#shared/config';
import type { PositionPreview } from '#shared/events';
import type { OrderLife } from '#shared/projection';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const EURUSD = '60417702';
const preview = (change: Partial<PositionPreview> = {}): PositionPreview => ({
  at: 1,
  ticket: EURUSD,
  verdict: 'passed',
  refusal: null,
  effect: 'close',
  before: { volume: 4.35, stopLoss: 1.15, takeProfit: 1.17, atStop: -540, atStopR: -1, openRisk: 900, roomAtStops: 1_200 },
  after: { volume: 2.17, stopLoss: 1.15, takeProfit: 1.17, atStop: -269, atStopR: -0.5, openRisk: 630, roomAtStops: 1_471 },
  ...change,
});
const answering = (told: PositionPreview) => (asked: Asked) =>
  asked.name === 'position.preview' ? ({ ok: true, value: { preview: told } } as never) : undefined;
/** An engine that shows what an act comes to, and then refuses it. */
const refusing = (detail: string) => (asked: Asked) =>
  asked.name === 'position.preview'
    ? ({ ok: true, value: { preview: preview() } } as never)
    : ({ ok: false, error: { kind: 'refused', code: 'no', detail } } as never);
const acts = (asked: readonly Asked[]): readonly Asked[] => asked.filter(({ name }) => name !== 'position.preview');
const planned = (rules: Record<string, unknown>, takenOver = false) => {
  const journal = morning();
  const held = journal.state.positions.get(EURUSD);
  if (held === undefined) throw new Error('no position');
  journal.state.positions.set(EURUSD, {
    ...held,
    foreign: takenOver,
    plan: {
      ...{ rules: managementRules.parse(rules), side: 'BUY', stop: 1.15, risk: 0.00124, exits: [], lots: 4.35, takenOver },
      ...{ since: 1, by: 'engine', reason: 'r', refused: null },
      moves: [{ rule: 'break_even', step: '', at: 1, by: 'engine', text: '1.2 R gained', lots: 0, stop: 1.157 }],
    },
  });
  return journal;
};

describe('a position by hand in the window', () => {
  test('a part is asked about first, with the room before and after; only Apply closes it', async () => {
    const { asked } = stage(<PositionsView />, morning(), { answer: answering(preview()) });
    fireEvent.click(screen.getByTestId('close-50'));
    await settled();
    expect(asked).toEqual([{ name: 'position.preview', request: { ticket: EURUSD, part: { percent: 50 } } }]);
    expect(reads(screen.getByTestId('effect'))).toMatch(
      /Lots 4\.35 → 2\.17at its stop −540\.00 → −269\.00room at all stops \+1,200\.00 → \+1,471\.00 USD/,
    );
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    expect(acts(asked)).toEqual([{ name: 'position.close', request: { ticket: EURUSD, part: { percent: 50 } } }]);
    expect(screen.queryByTestId('effect')).toBeNull();
  });

  test('what would be refused says why and cannot be applied', async () => {
    const refusal = 'The stop 1.10000 would risk more than 1.15000';
    const refused = preview({ verdict: 'refused', refusal, after: null, effect: null });
    const { asked } = stage(<PositionsView />, morning(), { answer: answering(refused) });
    fireEvent.change(screen.getByLabelText('New stop'), { target: { value: '1.1' } });
    fireEvent.click(screen.getByTestId('move-levels'));
    await settled();
    expect(reads(screen.getByTestId('effect'))).toContain(refusal);
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    expect(acts(asked)).toEqual([]);
  });

  test('a new stop and target go together; break-even names no price', async () => {
    const { asked } = stage(<PositionsView />, morning(), { answer: answering(preview()) });
    fireEvent.change(screen.getByLabelText('New stop'), { target: { value: '1,1512' } });
    fireEvent.change(screen.getByLabelText('New target'), { target: { value: '1.18' } });
    fireEvent.click(screen.getByTestId('move-levels'));
    await settled();
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    const request = { ticket: EURUSD, stopLoss: 1.1512, takeProfit: 1.18, reason: null };
    expect(acts(asked)).toEqual([{ name: 'position.modify', request }]);
    fireEvent.click(screen.getByTestId('break-even'));
    await settled();
    expect(asked.at(-1)).toEqual({ name: 'position.preview', request: { ticket: EURUSD, levels: { stopLoss: 'break_even' } } });
  });

  test('its plan says the rules, what comes next and what was done', () => {
    const rules = { breakEvenAtR: 1, trailing: 'swing', trailingStartR: 2, partials: [{ atR: 1.5, percent: 50 }] };
    const plans = [{ ticket: EURUSD, next: 'close 50 % at 1.5 R' }];
    stage(<PositionsView />, planned(rules), { live: { plans } });
    expect(reads(screen.getByTestId('position-plan'))).toBe(
      'break-even at 1 R · trail swings from 2 R · 50 % at 1.5 R. Next: close 50 % at 1.5 R. Last: 1.2 R gained',
    );
    expect(reads(screen.getByRole('row', { name: /^EURUSD/ }))).toContain('BE set');
  });

  test('what others opened offers nothing but taking it under management, with a reason', async () => {
    const journal = planned({}, true);
    const held = journal.state.positions.get(EURUSD);
    if (held === undefined) throw new Error('no position');
    const { plan: _none, ...foreign } = held;
    journal.state.positions.set(EURUSD, foreign);
    const { asked, ui } = stage(
      <>
        <PositionsView />
        <PositionRules ticket={EURUSD} />
      </>,
      journal,
    );
    expect(screen.queryByTestId('break-even')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /^Take under management/ }));
    expect(ui.getState().dialog).toEqual({ kind: 'rules', ticket: EURUSD });
    fireEvent.change(screen.getByLabelText('Break-even at R'), { target: { value: '1' } });
    fireEvent.click(screen.getByTestId('rules-apply'));
    await settled();
    expect(acts(asked)).toEqual([]);
    fireEvent.change(screen.getByLabelText('Why (journaled)'), { target: { value: 'mine now' } });
    fireEvent.click(screen.getByTestId('rules-apply'));
    await settled();
    expect(acts(asked)).toMatchObject([
      { name: 'position.manage', request: { ticket: EURUSD, rules: { breakEvenAtR: 1 }, foreign: true, reason: 'mine now' } },
    ]);
  });

  test('rules that contradict themselves are told beside the form and not sent', async () => {
    const { asked } = stage(<PositionRules ticket={EURUSD} />, morning());
    fireEvent.change(screen.getByLabelText('Why (journaled)'), { target: { value: 'a reason' } });
    fireEvent.change(screen.getByLabelText(/^Parts/), { target: { value: '60@1 60@2' } });
    fireEvent.click(screen.getByTestId('rules-apply'));
    await settled();
    expect([reads(screen.getByRole('dialog')), acts(asked)]).toEqual([expect.stringContaining('more than 100 %'), []]);
  });
});

test('rules are of the position, also where its ticket is not what it is kept by', () => {
  const journal = planned({ breakEvenAtR: 1 });
  const held = journal.state.positions.get(EURUSD);
  if (held === undefined) throw new Error('no position');
  journal.state.positions.set(EURUSD, { ...held, position: { ...held.position, ticket: '7', identifier: EURUSD } });
  const { container } = stage(<PositionRules ticket="7" />, journal);
  expect(reads(container)).not.toContain('is closed');
  expect(screen.getByTestId('rules-apply')).toBeDefined();
});

test.each(['2,650', '1,157 '])(
  'a price that can be read in two ways (%s) is not asked about; without groups it is',
  async (typed) => {
    const { asked } = stage(<PositionsView />, morning(), { answer: answering(preview()) });
    fireEvent.change(screen.getByLabelText('New target'), { target: { value: typed } });
    fireEvent.click(screen.getByTestId('move-levels'));
    await settled();
    expect([asked.length, screen.getByTestId('move-levels').title]).toEqual([0, expect.stringContaining('two ways') as string]);
    const placeholder = screen.getByLabelText('New target').getAttribute('placeholder') ?? '';
    expect(Number(placeholder)).toBeGreaterThan(0);
    fireEvent.change(screen.getByLabelText('New target'), { target: { value: '1,1650' } });
    fireEvent.click(screen.getByTestId('move-levels'));
    await settled();
    expect(asked[0]).toMatchObject({ request: { levels: { takeProfit: 1.165 } } });
  },
);

test('R of what is left is measured by the risk of what is left', () => {
  const held = morning().state.positions.get(EURUSD);
  if (held === undefined) throw new Error('no position');
  const position = { ...held.position, profit: 300, swap: 0, commission: 0 };
  const whole = resultR({ ...held, position, lots: position.volume });
  const half = resultR({ ...held, position: { ...position, volume: position.volume / 2, profit: 150 }, lots: position.volume });
  expect(half).toBeCloseTo(whole ?? 0, 9);
});

test('every rule has its words', () => {
  const all = managementRules.parse({
    ...{ breakEvenAtR: 1, breakEvenOffsetR: 0.1, trailing: 'atr', trailingDistance: 2, partials: [{ atR: 1, percent: 25 }] },
    ...{
      maxMinutes: 60,
      sessionEndMinutes: 5,
      fridayFlatMinutes: 30,
      newsExitMinutes: 10,
      maxAdverseR: 0.5,
      weakeningPercent: 50,
    },
  });
  expect(planWords(all)).toHaveLength(9);
  expect(planWords(managementRules.parse({}))).toEqual([]);
});

describe('a refusal', () => {
  test('keeps the change and its Apply on screen, beside the reason; once taken, the change is gone', async () => {
    let isTaken = false;
    const answer = (asked: Asked) =>
      isTaken && asked.name !== 'position.preview' ? undefined : refusing('frozen at 1.15')(asked);
    const { asked } = stage(<PositionsView />, morning(), { answer });
    fireEvent.click(screen.getByTestId('close-50'));
    await settled();
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    expect(reads(screen.getByTestId('effect'))).toContain('frozen at 1.15');
    isTaken = true;
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    expect([screen.queryByTestId('effect'), acts(asked).length]).toEqual([null, 2]);
  });

  test('that is shown of a position is the latest one, whichever act it was of', () => {
    const refused = (at: number, detail: string) => ({ state: 'refused', at, seq: null, detail }) as const;
    const asks = (levels: number, close: number) => ({
      [`close:${EURUSD}`]: refused(close, 'CLOSE REFUSED'),
      [`levels:${EURUSD}`]: refused(levels, 'LEVELS REFUSED'),
    });
    const shown = (levels: number, close: number): string => {
      const { container, unmount } = stage(<PositionsView />, morning(), { ui: { asks: asks(levels, close) } });
      const text = reads(container.querySelector('.position-refusal'));
      unmount();
      return text;
    };
    expect([shown(10, 20), shown(20, 10)]).toEqual(['CLOSE REFUSED', 'LEVELS REFUSED']);
  });

  test('is over once something else was taken', () => {
    const refused = { state: 'refused', at: 10, seq: null, detail: 'LEVELS REFUSED' } as const;
    const taken = { state: 'accepted', at: 20, seq: null, detail: null } as const;
    const asks = { [`levels:${EURUSD}`]: refused, [`close:${EURUSD}`]: taken };
    const { container } = stage(<PositionsView />, morning(), { ui: { asks } });
    expect(reads(container)).not.toContain('LEVELS REFUSED');
  });
});

describe('what the terminal refused', () => {
  const request = (op: 'close' | 'modify', id: string, outcome: OrderLife['outcome']): OrderLife =>
    ({
      ...{ clientOrderId: id, symbol: 'EURUSD', outcome, requestedAt: 1_000, resolvedAt: outcome === null ? null : 2_000 },
      request: { op, clientOrderId: id, ticket: EURUSD, volume: null, deadlineAt: 9_000 },
    }) as unknown as OrderLife;
  const refused = (retcode: number): OrderLife['outcome'] => ({ kind: 'refused', retcode, text: 'Requote', at: 2_000 });
  const shown = (...orders: readonly OrderLife[]): string => {
    const journal = morning();
    for (const order of orders) journal.state.orders.set(order.clientOrderId, order);
    const { unmount } = stage(<PositionsView />, journal);
    const text = screen.queryByTestId('refused-request');
    const read = text === null ? 'nothing' : reads(text);
    unmount();
    return read;
  };

  test('stands at its position in words with the remedy, until it is asked again', () => {
    const close = request('close', 'A', refused(10_004));
    expect(shown(close)).toMatch(
      /The terminal refused a close: requote: the price had moved \(REQUOTE 10004: Requote\)\. Nothing to do; a wider deviation/,
    );
    expect(shown(request('modify', 'A', refused(10_016)))).toContain('refused a change of stop or target: stop or target is on');
    expect([shown(), shown(close, request('close', 'B', null))]).toEqual(['nothing', 'nothing']);
  });

  test('of another position says nothing here', () => {
    const other = request('close', 'A', refused(10_004));
    expect(shown({ ...other, request: { ...other.request, ticket: '1' } as OrderLife['request'] })).toBe('nothing');
  });
});

describe('on old figures', () => {
  test.each([
    ['the engine is silent', 'Not live: what is shown may be the past'],
    ['the terminal is down', 'The terminal is not connected: what is shown may be the past'],
  ])('%s: nothing is moved or managed, and why is told as text; closing stays possible', async (which, why) => {
    const isDown = which === 'the terminal is down';
    const { asked, silence, ui, container } = stage(<PositionsView />, morning(), {
      answer: answering(preview()),
      ...(isDown ? { frame: { link: 'down' } as const } : {}),
    });
    if (!isDown) silence(5_000);
    expect(reads(container)).toContain(`${why}. Closing stays possible.`);
    fireEvent.change(screen.getByLabelText('New stop'), { target: { value: '1.1512' } });
    for (const act of [
      screen.getByTestId('break-even'),
      screen.getByTestId('move-levels'),
      screen.getByRole('button', { name: /^Rules/ }),
    ]) {
      fireEvent.click(act);
      expect([act.getAttribute('aria-disabled'), act.title]).toEqual(['true', why]);
    }
    expect([screen.queryByTestId('effect'), ui.getState().dialog]).toEqual([null, null]);
    fireEvent.click(screen.getByTestId('close-25'));
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    expect(acts(asked)).toEqual([{ name: 'position.close', request: { ticket: EURUSD, part: { percent: 25 } } }]);
  });

  test('a change that was shown while they were new cannot be applied any more', async () => {
    const { asked, silence } = stage(<PositionsView />, morning(), { answer: answering(preview()) });
    fireEvent.click(screen.getByTestId('break-even'));
    await settled();
    silence(5_000);
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    expect([acts(asked), reads(screen.getByTestId('effect'))]).toEqual([[], expect.stringContaining('Not live')]);
  });

  test('a part can be closed though the engine does not say what it comes to', async () => {
    const answer = (asked: Asked) =>
      asked.name === 'position.preview'
        ? ({ ok: false, error: { kind: 'engine-fault', code: 'none', detail: 'no answer' } } as never)
        : undefined;
    const { asked } = stage(<PositionsView />, morning(), { answer });
    fireEvent.click(screen.getByTestId('close-75'));
    await settled();
    fireEvent.click(screen.getByTestId('effect-apply'));
    await settled();
    expect(acts(asked)).toHaveLength(1);
  });
});

test('the focus goes to the change that is shown, and back to where it came from', async () => {
  stage(<PositionsView />, morning(), { answer: answering(preview()) });
  const part = screen.getByTestId('close-50');
  part.focus();
  fireEvent.click(part);
  await settled();
  const discard = screen.getByRole('button', { name: 'Discard' });
  expect(document.activeElement).toBe(discard);
  fireEvent.click(discard);
  await settled();
  expect(document.activeElement).toBe(part);
});

test('what is wrong with a typed price stands beside it as text', () => {
  const { container } = stage(<PositionsView />, morning());
  fireEvent.change(screen.getByLabelText('New stop'), { target: { value: 'abc' } });
  expect(reads(container)).toContain('That is not a price');
});

test('closing one position is not called closing all', () => {
  stage(<PositionsView />, morning());
  expect(screen.queryByRole('button', { name: /Close all/ })).toBeNull();
  expect(screen.getByRole('button', { name: /^Close whole…/ })).toBeDefined();
});
