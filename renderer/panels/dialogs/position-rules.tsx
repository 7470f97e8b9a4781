import { useState } from 'react';
import { managementRules, type ManagementRules } from '#shared/config';
import { isTheirs, positionNamed } from '#shared/projection';
import { Button, Choice, Dialog, Field, TextInput } from '../../controls/index.ts';
import { exact, typedNumber } from '../../format/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { reasonMissing, useFinish } from './finish.ts';
import './position-rules.css';

const TRAILS = [
  ['off', 'not'],
  ['r', 'by R'],
  ['atr', 'by M5 range (ATR)'],
  ['swing', 'M5 swings'],
] as const;
/** The rules that are one number each, in the order they are asked for. */
const NUMBERS = [
  ['breakEvenAtR', 'Break-even at R'],
  ['trailingStartR', 'Follow from R'],
  ['trailingDistance', 'Distance'],
  ['maxMinutes', 'Out after minutes'],
  ['sessionEndMinutes', 'Min. before session end'],
  ['fridayFlatMinutes', 'Min. before week end'],
  ['newsExitMinutes', 'Min. before news'],
  ['maxAdverseR', 'Out at R against'],
] as const;
type NumberKey = (typeof NUMBERS)[number][0];

const textOf = (value: number | null): string => (value === null ? '' : String(value));

/** Rules of its own for one position; one that others opened is taken under management with them. */
export function PositionRules({ ticket }: { readonly ticket: string }) {
  const act = useAct();
  const finish = useFinish();
  const held = useEngine(({ cockpit }) => positionNamed(cockpit, ticket) ?? null);
  const begun = held?.plan?.rules ?? managementRules.parse({});
  const [numbers, setNumbers] = useState<Readonly<Record<NumberKey, string>>>(
    () => Object.fromEntries(NUMBERS.map(([key]) => [key, textOf(begun[key])])) as Record<NumberKey, string>,
  );
  const [trailing, setTrailing] = useState<string>(begun.trailing);
  const [parts, setParts] = useState(begun.partials.map(({ percent, atR }) => `${exact(percent)}@${exact(atR)}`).join(' '));
  const [reason, setReason] = useState('');
  const { asked, refusal } = useAsk(`manage:${ticket}`);
  const rules = rulesOf(begun, numbers, trailing, parts);
  const isOthers = held !== null && isTheirs(held);
  const missing = asked ? 'Asked' : typeof rules === 'string' ? rules : reasonMissing(reason);
  if (held === null)
    return (
      <Dialog title="Rules of a position" cancel="Done" onClose={act.closeDialog}>
        <p>Position {ticket} is closed.</p>
      </Dialog>
    );
  return (
    <Dialog
      title={`${isOthers ? 'Take under management' : 'Rules of'} ${held.position.symbol} ${held.position.direction}`}
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Button
          testId="rules-apply"
          unavailable={missing}
          onClick={() => typeof rules !== 'string' && finish(act.manage(ticket, rules, isOthers, reason.trim()))}
        >
          {asked ? 'Asked…' : 'Manage by these rules'}
        </Button>
      }
    >
      <p>
        {isOthers ? 'The cockpit did not open it, and will move its stop and close it by these rules. ' : ''}
        An empty field is a rule that is off. R is the distance from entry to the first stop; a stop only moves to risk less.
      </p>
      <RulesForm {...{ numbers, setNumbers, trailing, setTrailing, parts, setParts }} />
      <Field label="Why (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
      {typeof rules === 'string' && (
        <p className="refusal" role="status">
          {rules}
        </p>
      )}
    </Dialog>
  );
}

type RulesFormProps = {
  readonly numbers: Readonly<Record<NumberKey, string>>;
  readonly setNumbers: (numbers: Readonly<Record<NumberKey, string>>) => void;
  readonly trailing: string;
  readonly setTrailing: (trailing: string) => void;
  readonly parts: string;
  readonly setParts: (parts: string) => void;
};

function RulesForm({ numbers, setNumbers, trailing, setTrailing, parts, setParts }: RulesFormProps) {
  return (
    <div className="rules-form">
      <Choice label="The stop follows" value={trailing} options={TRAILS} onPick={setTrailing} />
      {NUMBERS.map(([key, label]) => (
        <Field key={key} label={label}>
          <TextInput value={numbers[key]} maxLength={10} onChange={(text) => setNumbers({ ...numbers, [key]: text })} />
        </Field>
      ))}
      <Field label="Parts, 50@1 is 50 % at 1 R">
        <TextInput value={parts} maxLength={60} onChange={setParts} />
      </Field>
    </div>
  );
}

/** The rules that the form says, or what is wrong with them. Those that it does not show stay as they are. */
function rulesOf(
  begun: ManagementRules,
  numbers: Readonly<Record<NumberKey, string>>,
  trailing: string,
  parts: string,
): ManagementRules | string {
  const partials = parts
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => part.split('@').map(Number));
  const given = Object.fromEntries(NUMBERS.map(([key]) => [key, typedNumber(numbers[key])]));
  const read = managementRules.safeParse({
    ...begun,
    ...given,
    trailingStartR: given['trailingStartR'] ?? begun.trailingStartR,
    trailingDistance: given['trailingDistance'] ?? begun.trailingDistance,
    trailing,
    partials: partials.map(([percent, atR]) => ({ percent, atR })),
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = issue?.path[0];
  const label = at === 'partials' ? 'Parts' : (NUMBERS.find(([key]) => key === at)?.[1] ?? String(at));
  return `${label}: ${issue?.message ?? 'not understood'}`;
}
