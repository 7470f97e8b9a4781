import type { StrategyId } from '#shared/domain';
import { Choice, Field, TextInput } from '../../controls/index.ts';
import { strategyText } from '../../format/index.ts';
import { CopyButton } from '../reading/index.ts';
import { ALERT_EVENTS, PINE_PLOTS, type AlertEvent } from './alert-message.ts';
import { CodeBox } from './code-box.tsx';

/** What the message is made for. */
export type MessageDraft = {
  readonly event: AlertEvent;
  /** Empty: the chart's. */
  readonly symbol: string;
  readonly strategy: StrategyId;
  readonly stopPips: string;
  readonly targetPips: string;
};

type MessageStepProps = {
  readonly draft: MessageDraft;
  readonly onDraft: (part: Partial<MessageDraft>) => void;
  /** As a line with distances in pips, not as JSON with plots. */
  readonly isLine: boolean;
  /** Null where a field is no number. */
  readonly message: string | null;
  readonly symbols: readonly string[];
  readonly strategies: readonly StrategyId[];
};

/** The text to paste into the alert, made for what is chosen. */
export function MessageStep({ draft, onDraft, isLine, message, symbols, strategies }: MessageStepProps) {
  const events = ALERT_EVENTS.filter(([event]) => !isLine || event !== 'strategy');
  const opens = draft.event === 'strategy' || draft.event === 'buy' || draft.event === 'sell';
  return (
    <section className="stack" aria-label="Message of the alert">
      <h3 className="strong">3. Paste as the alert’s message</h3>
      <div className="fields">
        <Choice
          label="Alert of"
          value={draft.event}
          options={events}
          onPick={(event) => onDraft({ event: event as AlertEvent })}
        />
        <Choice
          label="Trades as"
          value={draft.strategy}
          options={strategies.map((id) => [id, strategyText(id)])}
          onPick={(strategy) => onDraft({ strategy })}
        />
        <Choice
          label="Symbol"
          value={draft.symbol}
          options={[['', 'the chart’s own'], ...symbols.map((name) => [name, name] as const)]}
          onPick={(symbol) => onDraft({ symbol })}
        />
        {isLine && opens && (
          <>
            <Field label="Stop, pips">
              <TextInput value={draft.stopPips} onChange={(stopPips) => onDraft({ stopPips })} maxLength={8} />
            </Field>
            <Field label="Target, pips">
              <TextInput value={draft.targetPips} onChange={(targetPips) => onDraft({ targetPips })} maxLength={8} />
            </Field>
          </>
        )}
      </div>
      {message === null ? (
        <p className="refusal" role="alert">
          Stop and target are distances in pips above 0, such as 20 and 50.
        </p>
      ) : (
        <CodeBox label="Message" text={message} acts={<CopyButton text={message} about="the message" testId="copy-message" />} />
      )}
      {!isLine && opens && (
        <CodeBox
          label="Your script needs these two plots: its stop and its target"
          text={PINE_PLOTS}
          acts={<CopyButton text={PINE_PLOTS} about="the plots" />}
        />
      )}
    </section>
  );
}
