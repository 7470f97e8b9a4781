import { describe, expect, it } from 'vitest';
import { covers, isForeign, isInScope, scopeOf, scopeText, standingStop } from '#engine/stop/stop-scope.ts';
import { scopeKey, type Position, type StopScope } from '#shared/domain';
import type { Certificate } from '#shared/events';
import type { CockpitState } from '#shared/projection';
import { magicOf } from '#shared/strategies';
import { cockpit, position } from '../rulebook/desk.ts';

const ACCOUNT: StopScope = { kind: 'account' };
const EURUSD: StopScope = { kind: 'symbol', symbol: 'EURUSD' };
const M5: StopScope = { kind: 'strategy', strategyId: 'm5_bos' };
const certificate = (scope: StopScope): Certificate => ({ scope }) as Certificate;
const holding = (held: Position, foreign: boolean) => (state: CockpitState) =>
  void state.positions.set('11', { position: held, signalId: null, strategyId: null, riskMoney: null, foreign });

describe('what a stop speaks of', () => {
  const retest = { magic: magicOf('m1_retest') };
  const theirs = { magic: 4_711 };

  it.each<[what: string, part: Partial<Position>, foreign: boolean | null, scopes: readonly [boolean, boolean, boolean]]>([
    ['a position of the strategy in the symbol', {}, false, [true, true, true]],
    ['another symbol', { symbol: 'GBPUSD' }, false, [true, false, true]],
    ['another strategy', retest, false, [true, true, false]],
    ['one that the ledger says is not ours, whatever its magic', {}, true, [true, false, false]],
    ['one that the ledger does not know, with our magic', {}, null, [true, true, true]],
    ['one that the ledger does not know, with another magic', theirs, null, [true, false, false]],
    ['one of ours whose magic is another', theirs, false, [true, true, false]],
  ])('%s', (_what, part, foreign, scopes) => {
    const held = position(part);
    const engine = { cockpit: cockpit(foreign === null ? () => undefined : holding(held, foreign)) } as never;
    expect([ACCOUNT, EURUSD, M5].map((scope) => isInScope(engine, certificate(scope), held))).toEqual(scopes);
    expect(isForeign(engine, held)).toBe(foreign ?? part.magic === theirs.magic);
  });

  it('a certificate of before there were scopes is one of the account', () =>
    expect(scopeOf({} as Certificate)).toEqual(ACCOUNT));

  it.each<[StopScope, string, string, boolean]>([
    [ACCOUNT, 'GBPUSD', 'm1_retest', true],
    [EURUSD, 'EURUSD', 'm1_retest', true],
    [EURUSD, 'GBPUSD', 'm5_bos', false],
    [M5, 'GBPUSD', 'm5_bos', true],
    [M5, 'EURUSD', 'm1_retest', false],
  ])('an entry falls under it or not: %j, %s of %s', (scope, symbol, strategyId, isCovered) =>
    expect(covers(scope, symbol, strategyId)).toBe(isCovered),
  );

  it('is told in words', () =>
    expect([ACCOUNT, EURUSD, M5].map(scopeText)).toEqual(['the account', 'EURUSD', 'strategy m5_bos']));
});

describe('the stop that stands', () => {
  it('over the account is that of the halt, and none where it is not halted; over a scope its own', () => {
    const under = (change: (state: CockpitState) => void) =>
      [ACCOUNT, EURUSD, M5].map((scope) => standingStop(cockpit(change), scope));
    const halt = { reason: 'news', certificateId: 'c1' };
    expect(under(() => undefined)).toEqual([null, null, null]);
    expect(under((of) => void Object.assign(of.trading, { ...halt, state: 'halted' }))).toEqual(['c1', null, null]);
    expect(under((of) => void Object.assign(of.trading, { ...halt, state: 'active' }))).toEqual([null, null, null]);
    const stop = { scope: M5, certificateId: 'c2', reason: 'x', since: 0, by: 'y' };
    expect(under((of) => void of.stops.set(scopeKey(M5), stop as never))).toEqual([null, null, 'c2']);
  });
});
