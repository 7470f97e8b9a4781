import type { PaperSymbol } from '../paper-broker/index.ts';
import type { PriceFacts } from './price-facts.ts';
import type { PlayedGap } from './replay-player.ts';
import type { DataQuality, PlayedFile, ReplayRequest, SymbolQuality } from './replay-request.ts';

/** What a symbol's prices are worth, with its specification. */
export type SymbolFacts = PriceFacts & { readonly spec: PaperSymbol };

/** What the prices of a replay are worth, and each symbol's own where there are several. */
export function qualityOf(
  facts: readonly SymbolFacts[],
  gaps: readonly PlayedGap[],
  { prices }: Pick<ReplayRequest, 'prices'>,
): DataQuality {
  const [only, ...others] = facts;
  const hints = hintsOf(prices);
  if (only !== undefined && others.length === 0) return { ...ofOne(only, gaps), ...hints };
  const filesOf = new Map<string, readonly PlayedFile[]>(prices.series.map(({ symbol, files = [] }) => [symbol, files]));
  const symbols = facts.map((one): SymbolQuality => {
    const { symbol } = one.spec;
    const own = gaps.filter((gap) => gap.symbol === symbol);
    const { rows, from, to } = one;
    return { symbol, rows, from, to, files: filesOf.get(symbol) ?? [], ...ofOne(one, own) };
  });
  const sum = (of: (one: SymbolQuality) => number): number => symbols.reduce((total, one) => total + of(one), 0);
  return {
    gaps: sum((one) => one.gaps),
    missingMinutes: sum(({ missingMinutes }) => missingMinutes),
    holes: gaps.filter(({ isHole }) => isHole),
    isWithoutSpread: symbols.some(({ isWithoutSpread }) => isWithoutSpread),
    spikes: symbols.flatMap(({ symbol, spikes }) => spikes.map((spike) => ({ ...spike, symbol }))),
    decimals: Math.max(0, ...symbols.map(({ decimals }) => decimals)),
    ...hints,
    symbols,
  };
}

function hintsOf({ series }: ReplayRequest['prices']): Pick<DataQuality, 'hints'> {
  const hints = series.flatMap(({ files = [] }) =>
    files.flatMap((one) => (one.hints ?? []).map((hint) => `${one.file}: ${hint}`)),
  );
  return hints.length === 0 ? {} : { hints };
}

const ofOne = (facts: PriceFacts, gaps: readonly PlayedGap[]): DataQuality => ({
  gaps: gaps.length,
  missingMinutes: Math.round(gaps.reduce((sum, gap) => sum + (gap.isHole ? 0 : gap.tradingMs), 0) / 60_000),
  holes: gaps.filter(({ isHole }) => isHole).map(({ symbol: _symbol, ...gap }) => gap),
  isWithoutSpread: facts.spread === null,
  spikes: facts.spikes,
  decimals: facts.decimals,
});

/** How long no symbol had prices because all of them have a hole there; ms. */
export function sharedHolesMs({ holes, symbols = [] }: DataQuality): number {
  if (symbols.length < 2) return holes.reduce((sum, { from, to }) => sum + to - from, 0);
  const edges = holes.flatMap(({ from, to }) => [[from, 1] as const, [to, -1] as const]).sort((a, b) => a[0] - b[0]);
  let [open, since, total] = [0, 0, 0];
  for (const [at, step] of edges) {
    if (open === symbols.length) total += at - since;
    open += step;
    since = at;
  }
  return total;
}
