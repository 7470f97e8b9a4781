import { utcMinute } from '#shared/lib';
import { rule, type Criterion, type SymbolSpec } from '#shared/domain';
import { entryRefusal } from '#shared/instruments';
import type { CellView, Draft } from './cell.ts';

const utc = (at: number): string => `${utcMinute(at)} UTC`;

/** What the broker itself allows in the symbol, and when. Only what stands in the way is a rule here: most symbols have nothing. */
export function symbolRules({ side }: Draft, spec: SymbolSpec, { facts, nowMs }: CellView): Criterion[] {
  const refusal = entryRefusal(spec, side);
  const { expiresAt } = spec;
  const isOver = expiresAt !== undefined && expiresAt <= nowMs;
  const isShut = facts.opensAt !== undefined && facts.opensAt > nowMs;
  const no = (code: 'symbol_tradable' | 'market_open', observed: string, limit: string, text: string): Criterion =>
    rule({ code, ok: false, observed, limit, hard: true, text });
  return [
    ...(refusal === null ? [] : [no('symbol_tradable', spec.tradeMode ?? 'full', 'full', refusal)]),
    ...(isOver
      ? [no('symbol_tradable', 'ended', 'full', `The contract ${spec.symbol} ended ${utc(expiresAt)}: choose its successor.`)]
      : []),
    ...(isShut
      ? [no('market_open', 'closed', 'open', `${spec.symbol} is closed, its market opens ${utc(facts.opensAt ?? nowMs)}.`)]
      : []),
  ];
}
