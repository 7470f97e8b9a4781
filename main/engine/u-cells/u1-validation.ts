import { rule, directionOf, entryPrice, specOf, type Criterion } from '#shared/domain';
import { unreachable } from '#shared/lib';
import { ordersBut } from '#engine/orders';
import { rounded } from '#engine/wording.ts';
import type { Cell, CellResult, CellView, Draft } from './cell.ts';
import { CLAIM_CODES, claimRules, isClaimGate } from './claim-rules.ts';
import { conclude } from './conclude.ts';
import { levelsOf } from './derived-levels.ts';
import { distanceRules, freshnessRules } from './market-rules.ts';
import { retestDeviation, scoreOf, type Score } from './score.ts';
import { pendingRules } from './pending-rules.ts';
import { restingSideRules, sideRules } from './side-rules.ts';
import { claimedLevel, sightingOf, type Sighting } from './sighting.ts';

/** U1, validation: is this a sound order in a live market, and do our own candles show what the sender says. */
export const u1: Cell = (draft, view) => {
  const { signal } = draft;
  const spec = specOf(view.facts, signal.symbol);
  const criteria: Criterion[] = [
    rule({
      code: 'symbol_known',
      ok: spec !== null,
      observed: signal.symbol,
      limit: null,
      hard: true,
      text: spec === null ? `The terminal does not know ${signal.symbol}.` : `The terminal knows ${signal.symbol}.`,
    }),
    orderedOnce(draft, view),
    ...freshnessRules(draft, view),
  ];
  if (spec === null) return conclude(draft, criteria, {});
  const sighting = sightingOf(signal, view.structure, spec);
  const score = scoreOf(sighting, view.structure, signal.side, spec);
  const { stopLoss, takeProfit, derived, isStopDerived } = levelsOf(draft, sighting, view.structure, spec);
  const quote = view.facts.quote?.symbol === signal.symbol ? view.facts.quote : null;
  const isPending = signal.pending !== undefined;
  const entry = quote === null || isPending ? draft.entry : entryPrice(draft.side, quote);
  const checked: Draft = { ...draft, entry, stopLoss, takeProfit, score: score?.value ?? null };
  criteria.push(
    rule({
      code: 'stop_present',
      ok: stopLoss !== null,
      observed: stopLoss,
      limit: null,
      hard: true,
      text:
        stopLoss === null
          ? 'No stop loss was sent, and our candles show no structure to put one behind.'
          : `The order has a stop loss, ${isStopDerived ? 'derived from our structure' : 'as sent'}.`,
    }),
  );
  if (stopLoss !== null && quote !== null) {
    criteria.push(
      ...(isPending
        ? [...pendingRules(checked, quote, spec, view), ...restingSideRules(checked, stopLoss, takeProfit, spec)]
        : sideRules(checked, stopLoss, takeProfit, quote, spec)),
    );
    const distance = directionOf(signal.side) * (signal.entry - stopLoss);
    if (distance > 0) criteria.push(...distanceRules(checked, quote, spec, distance, view));
  }
  criteria.push(...claimRules(checked, sighting, score, view.structure, spec, view.config));
  return conclude(
    checked,
    criteria,
    findingsOf(checked, sighting, score, derived, spec.pip),
    isClaimGate(sighting, signal, view.config) ? undefined : CLAIM_CODES,
  );
};

/** One order a signal, ever: the ledger is asked before anything else could be. */
function orderedOnce({ signal }: Draft, { state }: CellView): Criterion {
  const sent = ordersBut(state, state.signals.get(signal.signalId));
  return rule({
    code: 'not_ordered_yet',
    ok: sent === 0,
    observed: sent,
    limit: 0,
    hard: true,
    text: `${sent} orders were sent for this signal, allowed 0 before this one.`,
  });
}

function findingsOf(draft: Draft, sighting: Sighting, score: Score | null, derived: string, pip: number): CellResult['findings'] {
  const parts = Object.entries(score?.parts ?? {}).map(([name, value]) => [`part_${name}`, rounded(value, 4)] as const);
  return {
    score: score === null ? null : rounded(score.value, 4),
    ...Object.fromEntries(parts),
    structure: sighting.kind,
    claimedLevel: claimedLevel(draft.signal),
    ourLevel: ourLevelOf(sighting),
    retestDeviationPips: sighting.kind === 'retest' ? rounded(retestDeviation(sighting.retest) / pip, 2) : null,
    entry: draft.entry,
    stopLoss: draft.stopLoss,
    takeProfit: draft.takeProfit,
    derived,
  };
}

/** The level that our candles show; null when they show none. */
function ourLevelOf(sighting: Sighting): number | null {
  switch (sighting.kind) {
    case 'bos':
      return sighting.made.level;
    case 'retest':
      return sighting.retest.level;
    case 'unseen':
      return sighting.ourLevel;
    case 'unjudged':
    case 'none':
      return null;
    default:
      return unreachable(sighting);
  }
}
