import type { SignalTrial } from '#engine';
import type { ApprovalMode, Signal, SymbolSpec } from '#shared/domain';
import type { Arrival } from '#shared/events';

type Said = { readonly ok: boolean; readonly text: string; readonly mend: string | null };

/** What a body was understood as, in a line. `spec`: for its digits; null: not known. */
export function readWords(arrival: Arrival, spec: SymbolSpec | null): Said {
  switch (arrival.kind) {
    case 'signal':
      return { ok: true, text: meaningOf(arrival.signal, spec), mend: null };
    case 'malformed':
      return { ok: false, text: 'It cannot be read.', mend: arrival.detail };
    case 'invalid':
      return {
        ok: false,
        text: `${arrival.ends === undefined ? 'It is' : 'It is to close, and is'} understood in part only.`,
        mend: arrival.issues
          .slice(0, 5)
          .map(({ path, message }) => (path === '' ? message : `${path} ${message}`))
          .join('; '),
      };
  }
}

function meaningOf(
  { kind, symbol, side, entry, stopLoss, takeProfit, pending, exit, strategyId }: Signal,
  spec: SymbolSpec | null,
): string {
  const price = (value: number): string => value.toFixed(spec?.digits ?? 5);
  if (kind !== 'entry') {
    const whose = exit?.anySide === true ? 'what this source opened in' : `${side} positions in`;
    return kind === 'exit'
      ? `close ${whose} ${symbol}`
      : `cancel what waits for ${exit?.anySide === true ? '' : `${side} `}${symbol}`;
  }
  const stop = stopLoss === null ? 'the stop of its strategy' : `stop ${price(stopLoss)}`;
  const target = takeProfit === null ? 'the target of its strategy' : `target ${price(takeProfit)}`;
  const rr = stopLoss === null || takeProfit === null ? '' : `, RR ${rrOf(entry, stopLoss, takeProfit)}`;
  const how = pending === undefined ? 'open' : `wait (${pending.type}) to open`;
  return `${how} ${side} ${symbol} at ${price(entry)}, ${stop}, ${target}${rr}${strategyId === undefined ? '' : `, for ${strategyId}`}`;
}

const rrOf = (entry: number, stop: number, target: number): string =>
  String(Math.round((Math.abs(target - entry) / Math.max(Math.abs(entry - stop), 1e-12)) * 100) / 100);

/** What the rules of this moment make of it, in a sentence. */
export function judgedWords(trial: SignalTrial, mode: ApprovalMode, currency: string): Said {
  if (trial.kind !== 'entry') return { ok: true, text: trial.text, mend: null };
  if (trial.verdict === 'refused') return { ok: false, text: `Would be refused: ${trial.text}.`, mend: null };
  return {
    ok: true,
    text: `${ENDS[mode]} ${trial.lots.toFixed(2)} lots, ${trial.loss.toFixed(2)} ${currency} at risk.`,
    mend: null,
  };
}
const ENDS: Readonly<Record<ApprovalMode, string>> = {
  confirm: 'A card would ask for your approval:',
  veto: 'Would be traded unless you veto its card:',
  auto: 'Would be traded at once:',
};
