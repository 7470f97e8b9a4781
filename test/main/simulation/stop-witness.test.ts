import { describe, expect, test } from 'vitest';
import { StopWitness } from '#main/simulation/witness/index.ts';
import { entry, held, M1_RETEST, record, said } from './said.ts';

const halted = () => record('trading.changed', { to: 'halted', reason: 'any', actor: 'engine', certificateId: 'c1' });
const active = () => record('trading.changed', { to: 'active', reason: 'any', actor: 'trader:window', certificateId: null });
const reducing = () => record('trading.changed', { to: 'reducing', reason: 'any', actor: 'engine', certificateId: null });
const ofEuro = { kind: 'symbol', symbol: 'EURUSD' } as const;
const latched = () => record('stop.latched', { scope: ofEuro, reason: 'any', actor: 'trader:window', certificateId: 'c2' });
const lifted = () => record('stop.lifted', { scope: ofEuro, by: 'trader:window', reason: 'any' });
const looked = () => record('terminal.observed', { snapshot: null, link: 'up', recentDeals: [] });
const acted = () => record('operator.acted', { action: { act: 'adopt-drift', reason: 'mine' }, facts: null });

const begun = () => {
  const heard = said();
  return { heard, stop: new StopWitness(heard.report) };
};

describe('from the moment a stop is on disk or answered, nothing of its scope is sent', () => {
  test('an entry behind the record of a halt, also when no window has been told of it', () => {
    const { heard, stop } = begun();
    stop.sent(entry('before'));
    stop.recorded(halted());
    stop.sent(entry('after'));
    expect(heard.texts).toEqual(['The open after was sent while the stop of account stood']);
  });

  test('an entry behind the answer, though the disk has failed and no record says so', () => {
    const { heard, stop } = begun();
    const asked = stop.asks({ kind: 'halt', scope: { kind: 'account' } });
    stop.sent(entry('asked only'));
    stop.answered(asked, 'done', false);
    stop.sent(entry('answered'));
    expect(heard.texts).toEqual(['The open answered was sent while the stop of account stood']);
  });

  test('an answer with a sound disk whose record is not there', () => {
    const { heard, stop } = begun();
    stop.answered(stop.asks({ kind: 'halt', scope: ofEuro }), 'done', true);
    expect(heard.texts).toEqual(['The stop of symbol:EURUSD was answered before it was on disk']);
  });

  test.each([
    ['a symbol', ofEuro, ['own']],
    ['a strategy', { kind: 'strategy', strategyId: 'm1_retest' } as const, ['other strategy']],
  ])('a stop of %s covers its own entries and no others', (_name, scope, covered) => {
    const { heard, stop } = begun();
    stop.recorded(record('stop.latched', { scope, reason: 'any', actor: 'a', certificateId: 'c' }));
    stop.sent(entry('own'));
    stop.sent(entry('other strategy', 'GBPUSD', M1_RETEST));
    stop.sent(entry('other symbol', 'GBPUSD'));
    expect(heard.texts.map((text) => /The open (.*) was/.exec(text)?.[1])).toEqual(covered);
  });

  test('a close, a cancel and a nearer stop go out all the same; a wider stop does not', () => {
    const { heard, stop } = begun();
    stop.recorded(halted());
    const modify = { op: 'modify', ticket: '1', takeProfit: null, deadlineAt: 0 } as const;
    stop.sent({ op: 'close', clientOrderId: 'x', ticket: '1', volume: null, deadlineAt: 0 });
    stop.sent({ op: 'cancel', clientOrderId: 'y', ticket: '2', deadlineAt: 0 });
    stop.sent({ ...modify, clientOrderId: 'nearer', stopLoss: 1.097 }, held('1'));
    stop.sent({ ...modify, clientOrderId: 'wider', stopLoss: 1.09 }, held('1'));
    expect(heard.texts).toEqual(['The modify wider was sent while the stop of account stood']);
  });

  test('an entry that is sent while trading is reduce-only', () => {
    const { heard, stop } = begun();
    stop.recorded(reducing());
    stop.sent(entry('e'));
    expect(heard.rules).toEqual(['I14']);
  });
});

describe('only the operator ends a stop', () => {
  test('a resume that was typed ends a halt; one that nobody typed is told', () => {
    const { heard, stop } = begun();
    stop.recorded(halted());
    stop.asks({ kind: 'resume' });
    stop.recorded(active());
    expect(heard.rules).toEqual([]);
    stop.recorded(halted());
    stop.recorded(active());
    expect(heard.texts).toEqual(['Trading went from halted to active, and the operator did not resume it']);
  });

  test('adopting a difference ends reduce-only, and never a halt', () => {
    const { heard, stop } = begun();
    stop.recorded(reducing());
    stop.asks({ kind: 'adopt' });
    stop.recorded(acted());
    stop.recorded(active());
    expect(heard.rules).toEqual([]);
    stop.recorded(halted());
    stop.asks({ kind: 'adopt' });
    stop.recorded(acted());
    stop.recorded(active());
    expect(heard.rules).toEqual(['I3']);
  });

  test('a look at the terminal ends reduce-only; the clock does not, and nothing makes reduce-only of a halt', () => {
    const { heard, stop } = begun();
    stop.recorded(reducing());
    stop.recorded(looked());
    stop.recorded(active());
    expect(heard.rules).toEqual([]);
    stop.recorded(reducing());
    stop.recorded(record('time.reached', { facts: null, recentDeals: null }));
    stop.recorded(active());
    stop.recorded(halted());
    stop.recorded(reducing());
    expect(heard.rules).toEqual(['I3', 'I3']);
  });

  test('a resume that was refused and done, and a lift that nobody asked for', () => {
    const { heard, stop } = begun();
    stop.recorded(halted());
    const resume = stop.asks({ kind: 'resume' });
    stop.recorded(active());
    stop.answered(resume, 'refused', true);
    stop.recorded(latched());
    stop.recorded(lifted());
    expect(heard.texts).toEqual([
      'The resume was refused to the operator and done all the same',
      'The stop of symbol:EURUSD was lifted, and the operator did not ask for it',
    ]);
  });

  test('a restart keeps what was on disk, and the cockpit has to show it', () => {
    const { heard, stop } = begun();
    stop.recorded(halted());
    stop.recorded(latched());
    stop.died();
    stop.shows('halted', new Set(['symbol:EURUSD']));
    expect(heard.rules).toEqual([]);
    stop.shows('active', new Set());
    expect(heard.rules).toEqual(['I3', 'I3']);
    stop.asks({ kind: 'lift', scope: ofEuro });
    stop.recorded(lifted());
    stop.shows('halted', new Set());
    expect(heard.rules).toHaveLength(2);
  });
});
