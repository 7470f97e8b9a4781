import { useState } from 'react';
import type { AskedLevels, ClosedPart, PositionAsk } from '#shared/events';
import { isTheirs, type LedgerPosition } from '#shared/projection';
import { Button, Field, Panel, TextInput } from '../../controls/index.ts';
import { exact, lotsText, pctText, strategyText, typedPrice, utcText } from '../../format/index.ts';
import { useAct, useEngine, useLastRefusal } from '../../store/index.ts';
import { PositionChart } from '../market-chart/index.ts';
import { CopyButton, digitsOf, openProfit, planWords, resultR, rowText, useOldReason } from '../reading/index.ts';
import { CloseBy } from './close-by.tsx';
import { EffectBar } from './effect-bar.tsx';
import { RefusedRequest } from './refused-request.tsx';
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
  return (
    <Panel
      title={`${symbol} ${direction} ${lotsText(volume)}`}
      note={`${strategyId === null ? (foreign ? 'not opened by the cockpit' : 'no strategy') : strategyText(strategyId)}, ticket ${ticket}`}
      end={
        <span className="row-acts">
          <CopyButton text={copied(held)} about={`of ${symbol} ${ticket}`}>
            Copy row
          </CopyButton>
          <Button
            needs="position.manage"
            size="small"
            unavailable={old}
            onClick={() => act.openDialog({ kind: 'rules', ticket })}
            about={`of ${symbol} ${ticket}`}
          >
            {isOthers ? 'Take under management…' : 'Rules…'}
          </Button>
        </span>
      }
    >
      <PlanLine held={held} />
      <RefusedRequest held={held} />
      {old !== null && <p className="position-plan">{old}. Closing stays possible.</p>}
      <PositionChart
        held={held}
        asked={wish !== null && 'levels' in wish ? wish.levels : null}
        unavailable={isOthers ? 'It is not ours: take it under management first' : null}
        onAsk={(levels) => setWish({ ticket, levels })}
        onDiscard={() => setWish(null)}
      />
      {!isOthers && <ByHand held={held} old={old} onAsk={setWish} />}
      {wish === null ? (
        <Refusal ticket={ticket} />
      ) : (
        <EffectBar key={JSON.stringify(wish)} wish={wish} held={held} onDone={() => setWish(null)} />
      )}
    </Panel>
  );
}

/** What the list says of it, in the order of its columns. */
function copied(held: LedgerPosition): string {
  const { symbol, direction, volume, entry, stopLoss, takeProfit, current, ticket, openedAt } = held.position;
  const money = [resultR(held), openProfit(held.position)];
  const whose = held.strategyId === null ? null : strategyText(held.strategyId);
  return rowText([symbol, direction, volume, entry, stopLoss, takeProfit, current, ...money, whose, ticket, utcText(openedAt)]);
}

type ByHandProps = { readonly held: LedgerPosition; readonly old: string | null; readonly onAsk: (wish: PositionAsk) => void };

/** What can be done with it: each asks for its effect first. */
function ByHand({ held, old, onAsk }: ByHandProps) {
  const { ticket, symbol } = held.position;
  const act = useAct();
  const part = (of: ClosedPart): void => onAsk({ ticket, part: of });
  return (
    <div className="position-acts">
      <Button
        size="small"
        testId="break-even"
        unavailable={old}
        onClick={() => onAsk({ ticket, levels: { stopLoss: 'break_even' } })}
      >
        Break-even
      </Button>
      <span className="row" role="group" aria-label="Close a part">
        {PARTS.map((percent) => (
          <Button key={percent} size="small" testId={`close-${exact(percent)}`} onClick={() => part({ percent })}>
            Close {pctText(percent, 0)}
          </Button>
        ))}
        <Button
          needs="position.close"
          size="small"
          onClick={() => act.openDialog({ kind: 'close', ticket })}
          about={`${symbol} ${ticket}`}
        >
          Close whole…
        </Button>
      </span>
      <CloseBy held={held} onAsk={onAsk} />
      <LevelsForm key={ticket} held={held} old={old} onAsk={(levels) => onAsk({ ticket, levels })} />
      <ReverseForm key={`reverse-${ticket}`} held={held} old={old} onAsk={onAsk} />
    </div>
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
