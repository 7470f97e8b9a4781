import { leavesOf } from '#shared/config';
import { identifierOf } from '#shared/domain';
import type { SignalLife } from '#shared/projection';
import { exact, lotsText, moneyText, NOTHING, sideText, signedMoneyText, stateText, valueText } from '../../format/index.ts';
import type { EngineView } from '../../store/index.ts';

export const PARTS = ['Money', 'Trading', 'Positions', 'Waiting orders', 'Signals', 'Alarms', 'Settings'] as const;
export type Part = (typeof PARTS)[number];
/** One thing that is not the same at two moments. `change`: how much it grew, where that is a number. */
export type Difference = {
  readonly part: Part;
  readonly id: string;
  readonly what: string;
  readonly a: string;
  readonly b: string;
  readonly change: string;
};

type Told = { readonly what: string; readonly text: string };
type Tellings = ReadonlyMap<string, Told>;
type Moment = Pick<EngineView, 'cockpit' | 'live'>;

/** Everything of money, trading, positions, orders, signals, alarms and settings that is not the same at two moments. */
export function differencesOf(a: Moment, b: Moment): readonly Difference[] {
  return [
    ...moneyBetween(a, b),
    ...between('Trading', trading(a), trading(b)),
    ...between('Positions', positions(a), positions(b)),
    ...between('Waiting orders', waiting(a), waiting(b)),
    ...between('Signals', signals(a), signals(b)),
    ...between('Alarms', alarms(a), alarms(b)),
    ...between('Settings', settings(a), settings(b)),
  ];
}

/** What is on one side alone, or told otherwise on the other; in the order of the first, then of the second. */
function between(part: Part, a: Tellings, b: Tellings): readonly Difference[] {
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((id) => {
    const [one, other] = [a.get(id), b.get(id)];
    const what = (other ?? one)?.what ?? id;
    if (one?.text === other?.text) return [];
    return [{ part, id, what, a: one?.text ?? NOTHING, b: other?.text ?? NOTHING, change: '' }];
  });
}

function moneyBetween(a: Moment, b: Moment): readonly Difference[] {
  const currency = b.live?.account?.currency ?? a.live?.account?.currency ?? '';
  const [one, other] = [money(a), money(b)];
  return [...other.keys()].flatMap((what) => {
    const [from, to] = [one.get(what) ?? null, other.get(what) ?? null];
    const [aText, bText] = [moneyText(from, currency), moneyText(to, currency)];
    if (aText === bText) return [];
    const change = from === null || to === null ? '' : signedMoneyText(to - from, currency);
    return [{ part: 'Money', id: what, what: `${what}, ${currency}`, a: aText, b: bText, change } as const];
  });
}

const money = ({ live, cockpit }: Moment): ReadonlyMap<string, number | null> =>
  new Map([
    ['Equity', live?.account?.equity ?? null],
    ['Balance', live?.account?.balance ?? null],
    ['Room today', live?.room?.dayRoom ?? null],
    ['Room in all', live?.room?.totalRoom ?? null],
    ['If every stop is hit', live?.room === undefined || live.room === null ? null : -live.room.openRisk],
    ['Closed trades', cockpit.performance.get('all')?.pnl ?? 0],
  ]);

const telling = (entries: readonly (readonly [id: string, what: string, text: string])[]): Tellings =>
  new Map(entries.map(([id, what, text]) => [id, { what, text }]));

const trading = ({ cockpit, live }: Moment): Tellings =>
  telling([
    ['state', 'Trading', cockpit.trading.state],
    ['mode', 'Approval mode', cockpit.approvalMode],
    ['link', 'Link to the terminal', live?.terminal.link ?? NOTHING],
    ['cards', 'Cards that wait', String(cockpit.pending.size)],
    ...[...cockpit.blocks].map(([id, { text }]) => [`block ${id}`, 'Entries blocked', text] as const),
    ...[...cockpit.stops.keys()].map((scope) => [`stop ${scope}`, 'Stop in force', scope] as const),
    ...[...cockpit.breakers].map(([key, { state }]) => [`breaker ${key}`, `Breaker ${key}`, state] as const),
    ...[...cockpit.strategies].map(
      ([id, { riskFactor, riskOn }]) =>
        [`risk ${id}`, `Risk of ${id}`, riskOn ? `${exact(riskFactor)} of its own` : 'off'] as const,
    ),
  ]);

const price = (value: number | null): string => (value === null ? 'none' : exact(value));

const positions = ({ cockpit }: Moment): Tellings =>
  telling(
    [...cockpit.positions.values()].map(({ position }) => {
      const { symbol, direction, volume, stopLoss, takeProfit } = position;
      const text = `${lotsText(volume)} lots, stop ${price(stopLoss)}, target ${price(takeProfit)}`;
      return [identifierOf(position), `${symbol} ${direction}, ${identifierOf(position)}`, text] as const;
    }),
  );

const waiting = ({ live }: Moment): Tellings =>
  telling(
    (live?.orders ?? []).map(({ ticket, symbol, direction, volume, price: at, stopLoss, takeProfit }) => {
      const text = `${lotsText(volume)} lots at ${price(at)}, stop ${price(stopLoss)}, target ${price(takeProfit)}`;
      return [ticket, `${symbol} ${direction}, ${ticket}`, text] as const;
    }),
  );

const signals = ({ cockpit }: Moment): Tellings =>
  telling(
    [...cockpit.signals.values()].map((life: SignalLife) => {
      const { signalId, signal, state } = life;
      return [signalId, `${signal.symbol} ${sideText(signal)}, ${signalId}`, stateText(state)] as const;
    }),
  );

const alarms = ({ cockpit }: Moment): Tellings =>
  telling(
    [...cockpit.alarms.values()].map(({ alarm, state, acknowledged, shelvedUntil }) => {
      const more = [acknowledged === null ? '' : ', acknowledged', shelvedUntil === null ? '' : ', shelved'].join('');
      return [alarm.id, alarm.title, `${state === 'active' ? `${alarm.level}, stands` : 'over'}${more}`] as const;
    }),
  );

const settings = ({ cockpit }: Moment): Tellings =>
  telling(leavesOf(cockpit.config).map(([path, value]) => [path, path, settingText(value)] as const));

const settingText = (value: unknown): string =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value)
    ? valueText(value as string | number | boolean | null)
    : JSON.stringify(value);
