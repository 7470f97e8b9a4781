import { z } from 'zod';
import { leavesOf } from '#shared/config';
import { canonicalJson, utcMinute } from '#shared/lib';

const figure = z.number().nullable();
const trade = z.object({
  symbol: z.string(),
  side: z.enum(['BUY', 'SELL']),
  openedAt: z.number(),
  closedAt: z.number(),
  volume: z.number(),
  pnl: z.number(),
  r: figure,
});

/** What a comparison needs of a report that `npm run replay -- --json` wrote; the rest may be there and is not looked at. */
const report = z.object({
  version: z.string(),
  source: z.string(),
  from: z.number(),
  to: z.number(),
  digests: z.object({ config: z.string(), prices: z.string() }),
  config: z.record(z.string(), z.unknown()),
  assumptions: z.array(z.string()),
  verdict: z.object({ rulebook: z.string(), breach: z.object({ rule: z.string(), at: z.number() }).nullable() }),
  balance: z.object({ start: z.number(), end: z.number(), currency: z.string() }),
  extremes: z.object({
    fall: z.object({ from: z.object({ equity: z.number() }), to: z.object({ equity: z.number() }) }).nullable(),
  }),
  statistics: z.object({
    summary: z.object({ count: z.number(), winRate: figure, profitFactor: figure, meanR: figure, net: z.number() }),
    trade: z.object({ longestLosing: z.number(), sqn: figure }),
    daily: z.object({ sharpe: figure, sortino: figure, calmar: figure }),
    exposure: z.number(),
  }),
  trades: z.array(trade),
});
export type ComparedReport = z.infer<typeof report>;
type Trade = z.infer<typeof trade>;

/** Reads a report from its JSON; what is no report, or one of before they could be compared, is an error that says so. */
export function comparedReport(name: string, text: string): ComparedReport {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${name}: is no JSON: write it with npm run replay -- ... --json`);
  }
  const parsed = report.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `${name}: is no report of a replay that can be compared (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`,
  );
}

/** Trades of one symbol and side that were opened within this time of each other are the same decision. */
const SAME_MS = 60_000;
const [TRADES_SHOWN, KEYS_SHOWN] = [12, 20];

/** Two replays beside each other: first whether they can be compared at all, then what differs in settings, figures and trades. */
export function compareText(a: ComparedReport, b: ComparedReport): string {
  const lines = [
    `COMPARE  A ${a.source}, version ${a.version}   B ${b.source}, version ${b.version}`,
    ...caveats(a, b).map((caveat) => `  note: ${caveat}`),
    '',
    ...settingLines(a, b),
    `${'figure'.padEnd(22)}${'A'.padStart(14)}${'B'.padStart(14)}${'B - A'.padStart(14)}`,
    ...figuresOf(a, b).map(([name, one, other]) => figureLine(name, one, other)),
    '',
    `A  ${verdictOf(a)}`,
    `B  ${verdictOf(b)}`,
    '',
    ...tradeLines(a.trades, b.trades),
  ];
  return `${lines.join('\n')}\n`;
}

export function caveats(a: ComparedReport, b: ComparedReport): readonly string[] {
  const rests = a.assumptions.filter((one) => !b.assumptions.includes(one)).map((one) => `only A: ${one}`);
  const others = b.assumptions.filter((one) => !a.assumptions.includes(one)).map((one) => `only B: ${one}`);
  return [
    ...(a.digests.prices === b.digests.prices ? [] : ['the prices are not the same: differences may come from them alone']),
    ...(a.version === b.version ? [] : ['the versions are not the same: the engine may decide differently']),
    ...(a.balance.currency === b.balance.currency ? [] : ['the accounts are in different currencies']),
    ...rests,
    ...others,
  ];
}

function settingLines(a: ComparedReport, b: ComparedReport): readonly string[] {
  const changed = differences(a.config, b.config);
  if (changed.length === 0) return ['The settings are the same.', ''];
  const shown = changed.slice(0, KEYS_SHOWN).map(([path, one, other]) => `  ${path}: ${word(one)} -> ${word(other)}`);
  const more = changed.length - shown.length;
  return ['Settings that differ', ...shown, ...(more > 0 ? [`  and ${more} more`] : []), ''];
}

export function differences(a: unknown, b: unknown): readonly (readonly [path: string, a: unknown, b: unknown])[] {
  const [one, other] = [new Map(leavesOf(a)), new Map(leavesOf(b))];
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((path) => {
    const [from, to] = [one.get(path), other.get(path)];
    return canonicalJson(from ?? null) === canonicalJson(to ?? null) ? [] : [[path, from, to] as const];
  });
}

export const word = (value: unknown): string => (value === undefined ? '-' : canonicalJson(value)).slice(0, 80);

type Figure = readonly [name: string, a: number | null, b: number | null];

export function figuresOf(a: ComparedReport, b: ComparedReport): readonly Figure[] {
  const each = (name: string, of: (one: ComparedReport) => number | null): Figure => [name, of(a), of(b)];
  return [
    each('net', ({ statistics }) => statistics.summary.net),
    each('trades', ({ statistics }) => statistics.summary.count),
    each('won, %', ({ statistics: { summary } }) => (summary.winRate === null ? null : summary.winRate * 100)),
    each('profit factor', ({ statistics }) => statistics.summary.profitFactor),
    each('a trade, R', ({ statistics }) => statistics.summary.meanR),
    each('largest fall', ({ extremes: { fall } }) => (fall === null ? null : fall.from.equity - fall.to.equity)),
    each('longest losing run', ({ statistics }) => statistics.trade.longestLosing),
    each('SQN', ({ statistics }) => statistics.trade.sqn),
    each('Sharpe', ({ statistics }) => statistics.daily.sharpe),
    each('Sortino', ({ statistics }) => statistics.daily.sortino),
    each('Calmar', ({ statistics }) => statistics.daily.calmar),
    each('time in the market, %', ({ statistics }) => statistics.exposure * 100),
  ];
}

function figureLine(name: string, a: number | null, b: number | null): string {
  const shown = (value: number | null): string => (value === null ? '-' : value.toFixed(2)).padStart(14);
  return `${name.padEnd(22)}${shown(a)}${shown(b)}${shown(a === null || b === null ? null : b - a)}`;
}

export const verdictOf = ({ verdict: { rulebook, breach } }: ComparedReport): string =>
  breach === null ? `${rulebook}: survived` : `${rulebook}: the ${breach.rule} floor was crossed at ${utcMinute(breach.at)}`;

export function tradeLines(a: readonly Trade[], b: readonly Trade[]): readonly string[] {
  const left = [...b];
  const [onlyA, differing]: [Trade[], (readonly [Trade, Trade])[]] = [[], []];
  let same = 0;
  for (const one of a) {
    const index = left.findIndex(
      (other) => other.symbol === one.symbol && other.side === one.side && Math.abs(other.openedAt - one.openedAt) <= SAME_MS,
    );
    const [other] = index === -1 ? [] : left.splice(index, 1);
    if (other === undefined) onlyA.push(one);
    else if (Math.abs(other.pnl - one.pnl) < 0.005 && other.closedAt === one.closedAt) same += 1;
    else differing.push([one, other]);
  }
  const list = (title: string, told: readonly string[]): readonly string[] =>
    told.length === 0
      ? []
      : [
          `${title} (${told.length})`,
          ...told.slice(0, TRADES_SHOWN),
          ...(told.length > TRADES_SHOWN ? [`  and ${told.length - TRADES_SHOWN} more`] : []),
        ];
  return [
    `Trades: ${same} the same, ${differing.length} that ended otherwise, ${onlyA.length} in A alone, ${left.length} in B alone`,
    ...list(
      'Ended otherwise, A -> B',
      differing.map(
        ([one, other]) =>
          `  ${opening(one)}  ${result(one)} at ${utcMinute(one.closedAt)} -> ${result(other)} at ${utcMinute(other.closedAt)}`,
      ),
    ),
    ...list(
      'A alone',
      onlyA.map((one) => `  ${opening(one)}  ${result(one)}`),
    ),
    ...list(
      'B alone',
      left.map((one) => `  ${opening(one)}  ${result(one)}`),
    ),
  ];
}

const opening = ({ openedAt, side, symbol, volume }: Trade): string =>
  `${utcMinute(openedAt)}  ${side.padEnd(4)}  ${symbol}  ${volume.toFixed(2)}`;
const result = ({ pnl, r }: Trade): string =>
  `${pnl > 0 ? '+' : ''}${pnl.toFixed(2)}${r === null ? '' : ` (${r > 0 ? '+' : ''}${r.toFixed(2)} R)`}`;
