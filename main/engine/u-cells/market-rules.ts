import { rule, type Criterion, type Quote, type SymbolSpec } from '#shared/domain';
import { approvalFor } from '#shared/projection';
import { plain, priceText, secondsText, shareText } from '#engine/wording.ts';
import type { CellView, Draft } from './cell.ts';

/** Price may have left the planned entry by this share of the stop distance: beyond it, it is another trade. */
const DRIFT_OF_STOP_MAX = 0.3;
/** Decimal prices: a spread of exactly the limit must pass. */
const NOISE = 1e-9;

/** Is there a live market to judge against: link, quote, and a signal young enough. */
export function freshnessRules({ signal }: Draft, { nowMs, facts, state, config }: CellView): Criterion[] {
  const { quote, link, linkAgeMs } = facts;
  const { maxQuoteAgeMs } = config.limits;
  const quoteAge = quote?.symbol === signal.symbol ? Math.max(0, nowMs - quote.at) : null;
  const quoteText = quoteAge === null ? `There is no quote of ${signal.symbol}` : `The quote is ${secondsText(quoteAge)} old`;
  // The time a card may wait for the trader is the cockpit's own, not the signal's.
  const ageMax = config.intake.maxAgeMs + (approvalFor(state, signal.source) === 'auto' ? 0 : config.approvals.ttlMs);
  const age = nowMs - signal.madeAt;
  return [
    rule({
      code: 'link_up',
      ok: link === 'up',
      observed: link,
      limit: 'up',
      hard: true,
      text: `The terminal link is ${link} (${secondsText(linkAgeMs)} since it last spoke), entries need it up.`,
    }),
    rule({
      code: 'quote_age_ms',
      ok: quoteAge !== null && quoteAge <= maxQuoteAgeMs,
      observed: quoteAge,
      limit: maxQuoteAgeMs,
      hard: true,
      text: `${quoteText}, limit ${secondsText(maxQuoteAgeMs)}.`,
    }),
    rule({
      code: 'signal_age_ms',
      ok: age <= ageMax,
      observed: age,
      limit: ageMax,
      hard: true,
      text: `The signal is ${secondsText(age)} old, limit ${secondsText(ageMax)}.`,
    }),
  ];
}

/** Spread against the stop, and the planned entry against the quote. `stopDistance` is the plan's, as a price distance. */
export function distanceRules(
  { signal }: Draft,
  quote: Quote,
  spec: SymbolSpec,
  stopDistance: number,
  view: CellView,
): Criterion[] {
  const { maxSpreadOfStop } = view.config.limits;
  const pips = (distance: number): string => `${plain(distance / spec.pip, 1)} pip`;
  const spread = quote.ask - quote.bid;
  const share = spread / stopDistance;
  const spreadRule = rule({
    code: 'spread_of_stop',
    ok: share <= maxSpreadOfStop + NOISE,
    observed: share,
    limit: maxSpreadOfStop,
    hard: true,
    text: `Spread ${pips(spread)} is ${shareText(share)} of the ${pips(stopDistance)} stop, limit ${shareText(maxSpreadOfStop)}.`,
  });
  // A pending order waits for its price: how far that is, its own rule says.
  if (signal.pending !== undefined) return [spreadRule];
  const drift = driftOf(signal.entry, quote);
  const moved = drift / stopDistance;
  return [
    spreadRule,
    rule({
      code: 'entry_drift_of_stop',
      ok: moved <= DRIFT_OF_STOP_MAX + NOISE,
      observed: moved,
      limit: DRIFT_OF_STOP_MAX,
      hard: true,
      text: `Price has left the entry ${priceText(signal.entry, spec.digits)} by ${pips(drift)}, ${shareText(moved)} of the stop, limit ${shareText(DRIFT_OF_STOP_MAX)}.`,
    }),
  ];
}

/** How far a price lies outside the quote; zero between bid and ask, because candles and alerts quote either side. */
export const driftOf = (price: number, { bid, ask }: Quote): number => Math.max(0, bid - price, price - ask);
