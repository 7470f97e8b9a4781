import { useState } from 'react';
import type { AskedLevels, ClosedPart, PositionAsk } from '#shared/events';
import { isTheirs, type LedgerPosition } from '#shared/projection';
import { Button, Field, Panel, TextInput } from '../../controls/index.ts';
import { exact, lotsText, pctText, strategyText, typedPrice } from '../../format/index.ts';
import { useAct, useEngine, useLastRefusal } from '../../store/index.ts';
import { digitsOf, planWords, useOldReason } from '../reading/index.ts';
import { CloseBy } from './close-by.tsx';
import { EffectBar } from './effect-bar.tsx';
import { ReverseForm } from './reverse-form.tsx';
import { askOnEnter, useTypedLevels } from './typed-levels.ts';
import './position-panel.css';

const PARTS = [25, 50, 75] as const;

/** One position by hand: its plan, its levels, parts of it. Everything is shown with what it comes to before it is done. */
export function PositionPanel({ held }: { readonly held: LedgerPosition }) {
  const { position, foreign, strategyId } = held;
  const { ticket, symbol, direction, volume } = position;
  const act = useAct();
  const old = useOldReason();
  const [wish, setWish] = useState<PositionAsk | null>(null);
  const isOthers = isTheirs(held);
  const part = (of: ClosedPart): void => setWish({ ticket, part: of });
  return (
    <Panel
      title={`${symbol} ${direction} ${lotsText(volume)}`}
      note={`${strategyId === null ? (foreign ? 'not opened by the cockpit' : 'no strategy') : strategyText(strategyId)}, ticket ${ticket}`}
      end={
        <Button
          size="small"
          unavailable={old}
          onClick={() => act.openDialog({ kind: 'rules', ticket })}
          about={`of ${symbol} ${ticket}`}
        >
          {isOthers ? 'Take under management…' : 'Rules…'}
        </Button>
      }
    >
      <PlanLine held={held} />
      {old !== null && <p className="position-plan">{old}. Closing stays possible.</p>}
      {isOthers ? null : (
        <div className="position-acts">
          <Button
            size="small"
            testId="break-even"
            unavailable={old}
            onClick={() => setWish({ ticket, levels: { stopLoss: 'break_even' } })}
          >
            Break-even
          </Button>
          <span className="row" role="group" aria-label="Close a part">
            {PARTS.map((percent) => (
              <Button key={percent} size="small" testId={`close-${exact(percent)}`} onClick={() => part({ percent })}>
                Close {pctText(percent, 0)}
              </Button>
            ))}
            <Button size="small" onClick={() => act.openDialog({ kind: 'close', ticket })} about={`${symbol} ${ticket}`}>
              Close whole…
            </Button>
          </span>
          <CloseBy held={held} onAsk={setWish} />
          <LevelsForm key={ticket} held={held} old={old} onAsk={(levels) => setWish({ ticket, levels })} />
          <ReverseForm key={`reverse-${ticket}`} held={held} old={old} onAsk={setWish} />
        </div>
      )}
      {wish === null ? (
        <Refusal ticket={ticket} />
      ) : (
        <EffectBar key={JSON.stringify(wish)} wish={wish} held={held} onDone={() => setWish(null)} />
      )}
    </Panel>
  );
}

/** Which rules there are, what comes next, and what was done last. */
function PlanLine({ held: { plan, foreign, position } }: { readonly held: LedgerPosition }) {
  const next = useEngine(({ live }) => live?.plans?.find(({ ticket }) => ticket === position.ticket)?.next ?? null);
  if (plan === undefined) {
    const none = foreign ? 'It is counted in every limit and never touched.' : 'No rules: its stop stays where it is.';
    return <p className="position-plan dim">{none}</p>;
  }
  const words = planWords(plan.rules);
  const last = plan.moves.at(-1);
  return (
    <p className="position-plan" data-testid="position-plan">
      <b>{words.length === 0 ? 'No rules' : words.join(' · ')}</b>
      {next === null ? '' : `. Next: ${next}`}
      {last === undefined ? '' : `. Last: ${last.text}`}
    </p>
  );
}

type LevelsFormProps = {
  readonly held: LedgerPosition;
  readonly old: string | null;
  readonly onAsk: (levels: AskedLevels) => void;
};

function LevelsForm({ held: { position }, old, onAsk }: LevelsFormProps) {
  const digits = useEngine(({ live }) => digitsOf(live, position.symbol));
  const { stop, setStop, target, setTarget, stopLoss, takeProfit, wrong } = useTypedLevels();
  const isEmpty = stopLoss === null && takeProfit === null;
  const missing = old ?? (isEmpty ? 'Type a new stop or target' : wrong);
  const ask = (): void => {
    if (missing === null) onAsk({ ...(stopLoss === null ? {} : { stopLoss }), ...(takeProfit === null ? {} : { takeProfit }) });
  };
  return (
    <form className="row low" onKeyDown={askOnEnter(ask)}>
      <Field label="New stop">
        <TextInput value={stop} onChange={setStop} maxLength={20} placeholder={typedPrice(position.stopLoss, digits)} />
      </Field>
      <Field label="New target">
        <TextInput value={target} onChange={setTarget} maxLength={20} placeholder={typedPrice(position.takeProfit, digits)} />
      </Field>
      <Button size="small" testId="move-levels" unavailable={missing} onClick={ask}>
        Show the effect
      </Button>
      <span className={wrong === null ? undefined : 'refusal'} role="status">
        {wrong}
      </span>
    </form>
  );
}

/** What the engine refused last about this position. */
function Refusal({ ticket }: { readonly ticket: string }) {
  const refusal = useLastRefusal(`levels:${ticket}`, `close:${ticket}`, `reverse:${ticket}`, `manage:${ticket}`);
  return (
    <p className={refusal === null ? undefined : 'refusal position-refusal'} role="status">
      {refusal}
    </p>
  );
}
