import type { PositionAsk } from '#shared/events';
import type { LedgerPosition } from '#shared/projection';
import { Button, Field, TextInput } from '../../controls/index.ts';
import { askOnEnter, useTypedLevels } from './typed-levels.ts';

type ReverseFormProps = {
  readonly held: LedgerPosition;
  readonly old: string | null;
  readonly onAsk: (wish: PositionAsk) => void;
};

/** Turns the position round: an opening has a stop, so it is asked for first; the size is the strategy's own risk. */
export function ReverseForm({ held: { position }, old, onAsk }: ReverseFormProps) {
  const { stop, setStop, target, setTarget, stopLoss, takeProfit, wrong } = useTypedLevels();
  const side = position.direction === 'BUY' ? 'SELL' : 'BUY';
  const missing = old ?? (stopLoss === null ? `Type the stop of the ${side}` : wrong);
  const ask = (): void => {
    if (missing !== null || stopLoss === null) return;
    onAsk({ ticket: position.ticket, reverse: { stopLoss, takeProfit, riskPercent: null, volumeMax: null } });
  };
  return (
    <form className="row low" aria-label={`Reverse to ${side}`} onKeyDown={askOnEnter(ask)}>
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
