import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { profileIds } from '#shared/config';
import type { Side, StrategyId } from '#shared/domain';
import type { Preview } from '#shared/events';
import { DEFAULT_STRATEGY } from '#shared/strategies';
import { Button, Choice, Field, Panel, TextInput } from '../../controls/index.ts';
import { priceText, strategyText, typedNumber } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { OrderAnswer } from '../order/index.ts';
import { digitsOf, usePricedSymbols } from '../reading/index.ts';

type Answer =
  | { readonly kind: 'none' | 'asking' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'known'; readonly preview: Preview };

/** What an order would come to now: size, cost, room, exposure, and what would not hold if prices jumped. */
export function WhatIfPanel() {
  const act = useAct();
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' });
  const asked = useRef(0);
  /** An answer belongs to what was asked: other inputs, and it is gone, also when it is still on its way. */
  const forget = (): void => {
    asked.current += 1;
    setAnswer({ kind: 'none' });
  };
  const ask = async (wish: Wish): Promise<void> => {
    const own = (asked.current += 1);
    setAnswer({ kind: 'asking' });
    const told = await act.preview({ ...wish, riskPercent: null, volumeMax: null });
    if (asked.current !== own) return;
    setAnswer(told.ok ? { kind: 'known', preview: told.value.preview } : { kind: 'refused', why: told.error.detail });
  };
  return (
    <Panel title="What if" note="at the market, nothing is sent">
      <div className="pad stack">
        <WishForm isAsked={answer.kind === 'asking'} onAsk={(wish) => void ask(wish)} onChange={forget} />
        {answer.kind === 'refused' && <p role="alert">{answer.why}</p>}
        {answer.kind === 'known' && <OrderAnswer preview={answer.preview} testId="what-if-answer" />}
      </div>
    </Panel>
  );
}

type Wish = {
  readonly symbol: string;
  readonly side: Side;
  readonly strategy: StrategyId;
  readonly stopLoss: number;
  readonly takeProfit: number | null;
};

function missingOf(symbol: string, stopLoss: number | null, takeProfit: number | null): string | null {
  if (symbol === '') return 'There is no symbol with a price';
  if (stopLoss === null) return 'A stop is needed';
  if (!(stopLoss > 0)) return 'The stop is not a price';
  return takeProfit !== null && !(takeProfit > 0) ? 'The target is not a price' : null;
}

/** After so long without a key what stands there is meant. */
const TYPED_MS = 300;

type WishFormProps = {
  readonly isAsked: boolean;
  readonly onAsk: (wish: Wish) => void;
  /** Called whenever an input is another one. */
  readonly onChange: () => void;
};

function WishForm({ isAsked, onAsk, onChange }: WishFormProps) {
  const strategies = profileIds(useEngine(({ cockpit }) => cockpit.config.strategies));
  const symbols = usePricedSymbols();
  const [picked, setPicked] = useState<string | null>(null);
  const [side, setSide] = useState<Side>('BUY');
  const [strategy, setStrategy] = useState<StrategyId>(DEFAULT_STRATEGY);
  const [stop, setStop] = useState('');
  const [target, setTarget] = useState('');
  const symbol = picked ?? symbols[0] ?? '';
  const bid = useEngine(({ live }) => live?.quotes.find((quote) => quote.symbol === symbol)?.bid ?? null);
  const digits = useEngine(({ live }) => digitsOf(live, symbol));
  const [stopLoss, takeProfit] = [typedNumber(stop), typedNumber(target)];
  const missing = isAsked ? 'Asked' : missingOf(symbol, stopLoss, takeProfit);
  const wish = [symbol, side, strategy, stopLoss, takeProfit].join(' ');
  const answered = useRef('');
  const ask = (): void => {
    if (missing !== null || stopLoss === null) return;
    answered.current = wish;
    onAsk({ symbol, side, strategy, stopLoss, takeProfit });
  };
  /** What was asked by the button meanwhile is not asked again. */
  const askLater = useEffectEvent(() => answered.current !== wish && ask());
  useEffect(() => {
    if (stopLoss === null) return undefined;
    const timer = setTimeout(askLater, TYPED_MS);
    return () => clearTimeout(timer);
  }, [wish, stopLoss]);
  return (
    <form
      className="row low"
      onChange={onChange}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        ask();
      }}
    >
      <Choice label="Symbol" value={symbol} options={symbols.map((name) => [name, name])} onPick={setPicked} />
      <Choice label="Side" value={side} options={SIDES} onPick={(name) => setSide(name === 'SELL' ? 'SELL' : 'BUY')} />
      <Choice label="Risk of" value={strategy} options={strategies.map((id) => [id, strategyText(id)])} onPick={setStrategy} />
      <Field label={bid === null ? 'Stop' : `Stop (bid ${priceText(bid, digits)})`}>
        <TextInput value={stop} onChange={setStop} maxLength={20} />
      </Field>
      <Field label="Target">
        <TextInput value={target} onChange={setTarget} maxLength={20} placeholder="none" />
      </Field>
      <Button testId="what-if" unavailable={missing} onClick={ask}>
        Work it out
      </Button>
      {missing !== null && !isAsked && (
        <span className={stop === '' ? 'dim' : 'refusal'} role="status">
          {missing}
        </span>
      )}
    </form>
  );
}

const SIDES = [
  ['BUY', 'BUY'],
  ['SELL', 'SELL'],
] as const;
