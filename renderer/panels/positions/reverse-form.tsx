import { useState } from 'react';
import type { PositionAsk } from '#shared/events';
import type { LedgerPosition } from '#shared/projection';
import { Button, Field, TextInput } from '../../controls/index.ts';
import { typedNumber } from '../../format/index.ts';

/** 2,650 may be two thousand or two and a half. */
const TWO_WAYS = /,\d{3}\s*$/;

type ReverseFormProps = {
  readonly held: LedgerPosition;
  readonly old: string | null;
  readonly onAsk: (wish: PositionAsk) => void;
};

/** Turns the position round: an opening has a stop, so it is asked for first; the size is the strategy's own risk. */
export function ReverseForm({ held: { position }, old, onAsk }: ReverseFormProps) {
  const [stop, setStop] = useState('');
  const [target, setTarget] = useState('');
  const [stopLoss, takeProfit] = [typedNumber(stop), typedNumber(target)];
  const side = position.direction === 'BUY' ? 'SELL' : 'BUY';
  const isPrice = (value: number | null): boolean => value === null || value > 0;
  const wrong =
    TWO_WAYS.test(stop) || TWO_WAYS.test(target)
      ? 'A comma before three digits can be read in two ways: write a point'
      : isPrice(stopLoss) && isPrice(takeProfit)
        ? null
        : 'That is not a price';
  const missing = old ?? (stopLoss === null ? `Type the stop of the ${side}` : wrong);
  const ask = (): void => {
    if (missing !== null || stopLoss === null) return;
    onAsk({ ticket: position.ticket, reverse: { stopLoss, takeProfit, riskPercent: null, volumeMax: null } });
  };
  return (
    <form
      className="row low"
      aria-label={`Reverse to ${side}`}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        ask();
      }}
    >
      <Field label={`Stop of the ${side}`}>
        <TextInput value={stop} onChange={setStop} maxLength={20} />
      </Field>
      <Field label={`Target of the ${side}`}>
        <TextInput value={target} onChange={setTarget} maxLength={20} placeholder="by the strategy" />
      </Field>
      <Button size="small" testId="reverse" unavailable={missing} onClick={ask}>
        Reverse to {side}…
      </Button>
      <span className={wrong === null ? undefined : 'refusal'} role="status">
        {wrong}
      </span>
    </form>
  );
}
