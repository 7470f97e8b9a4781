import { useState } from 'react';
import { Confirm, Dialog, Field, HoldButton, TextInput } from '../../controls/index.ts';
import { useAct, useAsk } from '../../store/index.ts';
import { useFinish } from './finish.ts';
import { StandingText } from './standing-text.tsx';

const WORD = 'FLATTEN';

/** Closes everything at the market. Two ways to mean it: type the word, or hold. */
export function Flatten() {
  const act = useAct();
  const finish = useFinish();
  const [typed, setTyped] = useState('');
  const { refusal } = useAsk('flatten');
  const close = (how: string): void => finish(act.flatten(`Close all positions, ${how}`));
  return (
    <Dialog
      title="Close all positions"
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <>
          <Confirm
            needs="trading.halt"
            testId="flatten-confirm"
            missing={typed === WORD ? null : `Type ${WORD}, or hold the other button`}
            onConfirm={() => close('typed')}
          >
            Close all
          </Confirm>
          <HoldButton needs="trading.halt" onHeld={() => close('held')}>
            Hold to close all
          </HoldButton>
        </>
      }
    >
      <p>
        Every position is closed at the market, the largest loss first, and the certificate lists each ticket. In a fast market
        the price may be far from what is shown.
      </p>
      <StandingText />
      <Field label={`Type ${WORD}, or hold the button for 1.5 seconds`}>
        <TextInput value={typed} onChange={setTyped} placeholder={WORD} />
      </Field>
    </Dialog>
  );
}
