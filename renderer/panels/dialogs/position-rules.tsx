import { useState } from 'react';
import { managementRules } from '#shared/config';
import { isTheirs, positionNamed } from '#shared/projection';
import { Confirm, Choice, Dialog, Field, TextInput } from '../../controls/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { reasonMissing, useOldReason } from '../reading/index.ts';
import { useFinish } from './finish.ts';
import { draftOf, NUMBERS, rulesOf, type RulesDraft } from './rules-read.ts';
import './position-rules.css';

const TRAILS = [
  ['off', 'not'],
  ['r', 'by R'],
  ['atr', 'by M5 range (ATR)'],
  ['swing', 'M5 swings'],
] as const;
/** Rules of its own for one position; one that others opened is taken under management with them. */
export function PositionRules({ ticket }: { readonly ticket: string }) {
  const act = useAct();
  const finish = useFinish();
  const held = useEngine(({ cockpit }) => positionNamed(cockpit, ticket) ?? null);
  const old = useOldReason();
  const [draft, setDraft] = useState<RulesDraft>(() => draftOf(held?.plan?.rules ?? managementRules.parse({})));
  const [reason, setReason] = useState('');
  const { asked, refusal } = useAsk(`manage:${ticket}`);
  const rules = rulesOf(draft);
  const isOthers = held !== null && isTheirs(held);
  const wrong = old ?? (typeof rules === 'string' ? rules : null);
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
        <Confirm
          needs="position.manage"
          asked={asked}
          testId="rules-apply"
          missing={wrong ?? reasonMissing(reason)}
          onConfirm={() => typeof rules !== 'string' && finish(act.manage(ticket, rules, isOthers, reason.trim()))}
        >
          Manage by these rules
        </Confirm>
      }
    >
      <p>
        {isOthers ? 'The cockpit did not open it, and will move its stop and close it by these rules. ' : ''}
        An empty field is a rule that is off. R is the distance from entry to the first stop; a stop only moves to risk less.
      </p>
      <div className="rules-form">
        <RulesFields draft={draft} onChange={setDraft} />
        <Field label="Why (journaled)">
          <TextInput value={reason} onChange={setReason} />
        </Field>
      </div>
    </Dialog>
  );
}

type RulesFieldsProps = { readonly draft: RulesDraft; readonly onChange: (draft: RulesDraft) => void };

function RulesFields({ draft, onChange }: RulesFieldsProps) {
  const { numbers, trailing, parts } = draft;
  return (
    <>
      <Choice
        label="The stop follows"
        value={trailing}
        options={TRAILS}
        onPick={(name) => onChange({ ...draft, trailing: name })}
      />
      {NUMBERS.map(([key, label]) => (
        <Field key={key} label={label}>
          <TextInput
            value={numbers[key]}
            maxLength={10}
            onChange={(text) => onChange({ ...draft, numbers: { ...numbers, [key]: text } })}
          />
        </Field>
      ))}
      <Field label="Parts, 50@1 is 50 % at 1 R">
        <TextInput value={parts} maxLength={60} onChange={(text) => onChange({ ...draft, parts: text })} />
      </Field>
    </>
  );
}
