import { useState } from 'react';
import type { CommandName } from '#shared/ipc';
import { Confirm, Dialog, Field, TextInput } from '../../controls/index.ts';
import { labelOf, strategyText } from '../../format/index.ts';
import { useAct, useAsk, type Actions, type DialogState } from '../../store/index.ts';
import { reasonMissing } from '../reading/index.ts';
import { useFinish } from './finish.ts';
import { StandingText } from './standing-text.tsx';

type ReasonDialog = Extract<DialogState, { kind: 'isolate' | 'reset' | 'rearm' | 'decline' | 'adopt-drift' }>;
type Question = {
  readonly title: string;
  readonly said: string;
  readonly verb: string;
  readonly key: string;
  readonly needs: CommandName;
  readonly ask: (reason: string) => Promise<boolean>;
};

function questionOf(dialog: ReasonDialog, act: Actions): Question {
  switch (dialog.kind) {
    case 'isolate':
      return {
        title: `Isolate ${dialog.agent}, ${dialog.effect}`,
        verb: 'Isolate',
        needs: 'breaker.isolate',
        key: `breaker:${dialog.agent}/${dialog.effect}`,
        said: 'Calls of this kind are refused from now on, until the breaker is reset by hand.',
        ask: (reason) => act.isolate(dialog.agent, dialog.effect, reason),
      };
    case 'reset':
      return {
        title: `Reset ${dialog.agent}, ${dialog.effect}`,
        verb: 'Reset',
        needs: 'breaker.reset',
        key: `breaker:${dialog.agent}/${dialog.effect}`,
        said: 'The breaker closes at once and its failures are forgotten. If the cause is still there, it opens again.',
        ask: (reason) => act.reset(dialog.agent, dialog.effect, reason),
      };
    case 'rearm':
      return {
        title: `Re-arm ${labelOf(dialog.block)}`,
        verb: 'Re-arm',
        needs: 'block.rearm',
        key: `rearm:${dialog.block}`,
        said: 'Entries that this block kept out will be possible again.',
        ask: (reason) => act.rearm(dialog.block, reason),
      };
    case 'decline':
      return {
        title: `Decline more risk for ${strategyText(dialog.strategyId)}`,
        verb: 'Decline',
        needs: 'proposal.decline',
        key: `decline:${dialog.strategyId}`,
        said: 'Its risk stays as it is. After ten more closed trades it is looked at again, and may be proposed again.',
        ask: (reason) => act.declineProposal(dialog.strategyId, reason),
      };
    case 'adopt-drift':
      return {
        title: 'Take the terminal’s word',
        verb: 'Adopt',
        needs: 'drift.adopt',
        key: 'drift',
        said: 'Our ledger is set to what the terminal holds. Positions we did not open are counted in every limit, and never touched.',
        ask: (reason) => act.adoptDrift(dialog.digest, reason),
      };
  }
}

/** A question whose only answer is a reason. */
export function ReasonDialogFor({ dialog }: { readonly dialog: ReasonDialog }) {
  const act = useAct();
  const finish = useFinish();
  const [reason, setReason] = useState('');
  const { title, said, verb, key, needs, ask } = questionOf(dialog, act);
  const { asked, refusal } = useAsk(key);
  const missing = reasonMissing(reason);
  return (
    <Dialog
      title={title}
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm needs={needs} asked={asked} missing={missing} onConfirm={() => finish(ask(reason.trim()))}>
          {verb}
        </Confirm>
      }
    >
      <p>{said}</p>
      <StandingText />
      <Field label="Why (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
    </Dialog>
  );
}
