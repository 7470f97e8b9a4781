import { useState } from 'react';
import type { ApprovalMode, Source } from '#shared/domain';
import type { SourceView } from '#shared/ipc';
import { Button, useLacking } from '../../controls/index.ts';
import { useAct, useEngine, isPast } from '../../store/index.ts';
import { currencyOf, usePricedSymbols, useSenderStrategies } from '../reading/index.ts';
import { draftOf, NEW_SOURCE, readSource, type SourceDraft } from './source-draft.ts';
import { effectOf } from './source-effect.ts';
import { SourceFields } from './source-fields.tsx';

type SourceFormProps = {
  /** Null: a new one. */
  readonly before: SourceView | null;
  readonly taken: readonly string[];
  /** It is so now; `problem`: what could not be kept for the next start. */
  readonly onSaved: (id: string, problem: string | null) => void;
  readonly onEnd: () => void;
};

type Draft = {
  readonly draft: SourceDraft;
  readonly read: ReturnType<typeof readSource>;
  readonly isTried: boolean;
  readonly isAsked: boolean;
  readonly refusal: string | null;
  readonly change: (part: Partial<SourceDraft>) => void;
  readonly save: () => Promise<void>;
};

/** What is typed, what it means, and how asking for it stands. */
function useDraft({ before, taken, onSaved }: SourceFormProps): Draft {
  const act = useAct();
  const [draft, setDraft] = useState<SourceDraft>(() => (before === null ? NEW_SOURCE : draftOf(before.source)));
  const [isTried, setTried] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const read = readSource(draft, { taken, before: before?.source ?? null });
  const save = async (): Promise<void> => {
    setTried(true);
    if (!read.ok) return;
    setAsked(true);
    const { id, kind: _stays, ...change } = read.source;
    const answer = await (before === null ? act.addSource(read.source) : act.changeSource(id, change));
    setAsked(false);
    setRefusal(answer.ok ? null : answer.error.detail);
    if (answer.ok) onSaved(id, answer.value.problem);
  };
  return { draft, read, isTried, isAsked, refusal, change: (part) => setDraft({ ...draft, ...part }), save };
}

/** The rules of a source, as a form that says what they do before they hold. */
export function SourceForm(props: SourceFormProps) {
  const { before, taken, onEnd } = props;
  const strategies = useSenderStrategies();
  const accounts = useEngine(({ cockpit }) => cockpit.approvalMode);
  const currency = useEngine(currencyOf);
  const isOld = useEngine(({ link }) => isPast(link));
  const { draft, read, isTried, isAsked, refusal, change, save } = useDraft(props);
  // An empty form is not wrong yet.
  const faults = read.ok || !(isTried || before !== null) ? {} : read.faults;
  const lacking = useLacking('source.change');
  const waits = lacking ?? (isOld ? 'The engine does not answer' : isAsked ? 'Asked; waiting for the engine' : null);
  const first = isTried && !read.ok ? `Not saved: ${Object.values(read.faults)[0] ?? ''}` : null;
  return (
    <form
      className="pad stack"
      aria-label={before === null ? 'A new source' : `Rules of ${before.source.name}`}
      data-testid="source-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (waits === null) void save();
      }}
    >
      <SourceFields {...{ draft, faults, taken, strategies, accounts, currency }} isNew={before === null} onDraft={change} />
      {read.ok && <Effect source={read.source} accounts={accounts} currency={currency} />}
      {[first, refusal].map((text) =>
        text === null ? null : (
          <p key={text} className="refusal" role="alert">
            {text}
          </p>
        ),
      )}
      <input type="submit" hidden />
      <div className="row">
        <Button look="primary" testId="source-save" unavailable={waits} onClick={() => void save()}>
          {before === null ? 'Add the source' : 'Save the rules'}
        </Button>
        <Button look="quiet" onClick={onEnd}>
          Cancel
        </Button>
        <span className="dim">In force at once, journaled.</span>
      </div>
    </form>
  );
}

type EffectProps = { readonly source: Source; readonly accounts: ApprovalMode; readonly currency: string };

function Effect({ source, accounts, currency }: EffectProps) {
  const symbols = usePricedSymbols();
  return (
    <section aria-label="What it will do">
      <p className="strong">From now on:</p>
      <ul className="plain-list" data-testid="source-effect">
        {effectOf(source, { accounts, currency, symbols }).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
