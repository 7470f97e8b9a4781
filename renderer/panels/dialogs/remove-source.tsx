import { useState } from 'react';
import { Confirm, Dialog, Field, TextInput } from '../../controls/index.ts';
import { countedText } from '../../format/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { useFinish } from './finish.ts';

const WORD = 'DELETE';

/** Deletes a source: the word has to be typed, and what stays open is shown. */
export function RemoveSource({ id, name }: { readonly id: string; readonly name: string }) {
  const act = useAct();
  const finish = useFinish();
  const [typed, setTyped] = useState('');
  const { asked, refusal } = useAsk(`remove-source:${id}`);
  const open = useEngine(
    ({ cockpit }) =>
      [...cockpit.positions.values()].filter(
        ({ signalId }) => signalId !== null && cockpit.signals.get(signalId)?.signal.source === id,
      ).length,
  );
  const missing = typed === WORD ? null : `Type ${WORD}`;
  return (
    <Dialog
      title={`Delete the source ${name}`}
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm
          needs="source.remove"
          asked={asked}
          testId="remove-source-confirm"
          missing={missing}
          onConfirm={() => finish(act.removeSource(id))}
        >
          Delete it
        </Confirm>
      }
    >
      <p>
        Its address answers nobody from then on, messages that close too, and its secret is forgotten. Its records stay. To pause
        it, switch it off: then closing is still taken.
      </p>
      {open > 0 && (
        <p className="strong">
          {countedText(open, 'position')} opened by it {open === 1 ? 'stays' : 'stay'} open: close by hand, or by rules of the
          position.
        </p>
      )}
      <Field label={`Type ${WORD}`}>
        <TextInput value={typed} onChange={setTyped} placeholder={WORD} />
      </Field>
    </Dialog>
  );
}
