import { useState } from 'react';
import { Confirm, Dialog } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';

type RemoveReplayProps = { readonly what: 'file' | 'run'; readonly id: string; readonly name: string };

/** Takes a price file or a run away for good. */
export function RemoveReplay({ what, id, name }: RemoveReplayProps) {
  const act = useAct();
  const [refusal, setRefusal] = useState<string | null>(null);
  const remove = async (): Promise<void> => {
    const answer = await act.removeReplay(what === 'file' ? { what, name: id } : { what, id });
    if (answer.ok) act.closeDialog();
    else setRefusal(answer.error.detail);
  };
  return (
    <Dialog
      title={`Remove ${what === 'file' ? 'the price file' : 'the run'} ${name}`}
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm testId="remove-replay" needs="replay.remove" missing={null} onConfirm={() => void remove()}>
          Remove it
        </Confirm>
      }
    >
      <p>
        {what === 'file'
          ? 'The copy in the data folder is deleted; runs that were made of it stay.'
          : 'Its report is deleted. What was exported of it stays.'}
      </p>
    </Dialog>
  );
}
