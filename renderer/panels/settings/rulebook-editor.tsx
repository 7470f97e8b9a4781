import { useState } from 'react';
import type { RulebookChoice } from '#shared/config';
import { PRESETS, rulebookIn, rulebookOf, type Rulebook } from '#shared/rulebooks';
import { Button, Choice, Field, TextInput } from '../../controls/index.ts';
import { typedNumber } from '../../format/index.ts';
import { draftOf, type Draft } from './rulebook-draft.ts';
import { bookInFile, bookOf } from './rulebook-read.ts';
import { OwnRules, YES_NO } from './own-rules.tsx';
import { RuleLines } from './rule-lines.tsx';

const OWN = 'own-rules';
const FILE_MAX = 100_000;

type Props = {
  readonly choice: RulebookChoice;
  /** The account's, in which its size is typed; '' while it is not known. */
  readonly currency: string;
  readonly waits: string | null;
  readonly onChoose: (next: RulebookChoice, reason: string) => void;
  /** Called when the rules are left as they are; a refused choice stays in the form. */
  readonly onEnd: () => void;
};

/** Another choice of rules: a firm's, or one's own by form or file. Nothing of it is in force before it is used. */
export function RulebookEditor({ choice, currency, waits, onChoose, onEnd }: Props) {
  const [which, setWhich] = useState<string>(choice.custom === null ? choice.preset : OWN);
  const [draft, setDraft] = useState<Draft>(() => draftOf(choice.custom ?? rulebookIn({ ...choice, stricter: false })));
  const [around, setAround] = useState<Around>(() => ({
    stricter: choice.stricter,
    size: String(choice.initialBalance),
    soft: String(choice.softStopPct),
    hard: String(choice.hardStopPct),
  }));
  const [reason, setReason] = useState('');
  const pick = (name: string): void => {
    const preset = PRESETS.find((one) => one === name);
    if (preset !== undefined) setDraft(draftOf(rulebookOf(preset)));
    setWhich(name);
  };
  const load = (book: Rulebook): void => {
    setDraft(draftOf(book));
    setWhich(OWN);
  };
  const read = choiceOf(choice, currency, which, draft, around);
  const missing = waits ?? (read.ok ? (reason.trim().length < 3 ? 'Say why, for the record' : null) : read.why);
  return (
    <section className="stack" aria-label="Other rules">
      <div className="fields">
        <Choice label="Rules of" value={which} options={OPTIONS} onPick={pick} />
        <AroundFields around={around} onChange={setAround} />
        <FromFile onLoad={load} />
      </div>
      {which === OWN && <OwnRules draft={draft} onChange={setDraft} />}
      {read.ok ? <RuleLines choice={read.choice} /> : <p role="status">{read.why}</p>}
      <Field label="Why, for the record">
        <TextInput value={reason} onChange={setReason} maxLength={500} />
      </Field>
      <div className="row">
        <Button testId="rulebook-use" unavailable={missing} onClick={() => read.ok && onChoose(read.choice, reason.trim())}>
          Use these rules
        </Button>
        <Button look="quiet" onClick={onEnd}>
          Leave them as they are
        </Button>
      </div>
    </section>
  );
}

const OPTIONS: readonly (readonly [string, string])[] = [
  ...PRESETS.map((preset) => [preset, rulebookOf(preset).title] as const),
  [OWN, 'Own rules'],
];

type Around = { readonly stricter: boolean; readonly size: string; readonly soft: string; readonly hard: string };
type Read = { readonly ok: true; readonly choice: RulebookChoice } | { readonly ok: false; readonly why: string };

/** The trader's own limits, whichever rulebook is in force. */
function AroundFields({ around, onChange }: { readonly around: Around; readonly onChange: (next: Around) => void }) {
  return (
    <>
      <Field label="Account size">
        <TextInput value={around.size} onChange={(size) => onChange({ ...around, size })} maxLength={15} />
      </Field>
      <Choice
        label="Stricter reading"
        value={around.stricter ? 'yes' : 'no'}
        options={YES_NO}
        onPick={(to) => onChange({ ...around, stricter: to === 'yes' })}
      />
      <Field label="No new trades at, %">
        <TextInput value={around.soft} onChange={(soft) => onChange({ ...around, soft })} maxLength={6} />
      </Field>
      <Field label="Close everything at, %">
        <TextInput value={around.hard} onChange={(hard) => onChange({ ...around, hard })} maxLength={6} />
      </Field>
    </>
  );
}

/** What the editor means, or the first thing that is not right about it. */
function choiceOf(
  before: RulebookChoice,
  currency: string,
  which: string,
  draft: Draft,
  { stricter, size, soft, hard }: Around,
): Read {
  const [initialBalance, softStopPct, hardStopPct] = [typedNumber(size), typedNumber(soft), typedNumber(hard)];
  const no = (why: string): Read => ({ ok: false, why });
  const isShare = (value: number | null): value is number => value !== null && value > 0 && value <= 100;
  if (initialBalance === null || !(initialBalance > 0)) return no('The account size is no amount of money');
  if (initialBalance < 1 || initialBalance > 1e9) return no('The account size is from 1 to 1,000,000,000');
  if (!isShare(softStopPct) || !isShare(hardStopPct)) return no('Both stops are a share of the daily limit, up to 100 %');
  if (softStopPct >= hardStopPct)
    return no('New trades end before everything is closed: the first share must be below the second');
  const money = currency === '' ? before.currency : currency;
  const around = { stricter, initialBalance, softStopPct, hardStopPct, ...(money === undefined ? {} : { currency: money }) };
  const preset = PRESETS.find((one) => one === which);
  if (preset !== undefined) return { ok: true, choice: { ...around, preset, custom: null } };
  const own = bookOf(draft, new Date().toISOString().slice(0, 10));
  return own.ok ? { ok: true, choice: { ...around, preset: before.preset, custom: own.book } } : own;
}

function FromFile({ onLoad }: { readonly onLoad: (book: Rulebook) => void }) {
  const [why, setWhy] = useState<string | null>(null);
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    if (file.size > FILE_MAX) {
      setWhy('The file is too large to be a rulebook');
      return;
    }
    void file.text().then((content) => {
      const read = bookInFile(content);
      setWhy(read.ok ? null : read.why);
      if (read.ok) onLoad(read.book);
    });
  };
  return (
    <Field label={why ?? 'From a file (JSON)'}>
      <input className="input" type="file" accept=".json,application/json" onChange={(event) => take(event.target.files?.[0])} />
    </Field>
  );
}
