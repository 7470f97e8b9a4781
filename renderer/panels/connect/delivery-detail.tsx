import { useState } from 'react';
import type { DeliveryView, DoorTest, DoorWay } from '#shared/ipc';
import { Button, Panel } from '../../controls/index.ts';
import { clockText, exact, labelOf, msText, sourceText } from '../../format/index.ts';
import { isPast, useAct, useEngine } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';
import { CodeBox } from './code-box.tsx';
import { fateOf } from './delivery-words.ts';
import { TestSteps } from './test-steps.tsx';

const WAYS: readonly string[] = ['tradingview', 'webhook'] satisfies readonly DoorWay[];

/** One delivery at length: its body as it came, why it ended as it did, and what to change. */
export function DeliveryDetail({ delivery }: { readonly delivery: DeliveryView }) {
  const { at, source, code, bytes, isCut, body, route, peer, isProven, remedy, signalId, ms } = delivery;
  const act = useAct();
  const { text } = fateOf(delivery);
  const from = source === null ? 'unknown address' : sourceText(source);
  return (
    <Panel title={`Delivery of ${clockText(at)}`} note={code === null ? from : `${from} · ${labelOf(code)}`} testId="delivery">
      <div className="pad stack">
        <p className="wrap">
          <b className="strong">Now: </b>
          {text}
        </p>
        {remedy !== null && (
          <p className="wrap">
            <b className="strong">What to change: </b>
            {remedy}
          </p>
        )}
        {body === null ? (
          <p className="mid">Nothing that is text arrived.</p>
        ) : (
          <CodeBox
            label={`Body as received, ${exact(bytes)} bytes${isCut ? ', its beginning' : ''}; secrets are masked`}
            text={body}
            acts={<CopyButton text={body} about="the body" />}
          />
        )}
        <p className="dim wrap">
          To <span className="code">{route}</span>
          {peer === null ? '' : ` from ${peer}`}; {isProven ? 'the secret was right' : 'no right secret was shown'}
          {ms === null ? '' : `; answered in ${msText(ms)}`}.
        </p>
        <div className="row">
          {signalId !== null && delivery.signal !== null && (
            <Button size="small" onClick={() => act.showSignal(signalId)}>
              Open the signal
            </Button>
          )}
          {body !== null && source !== null && WAYS.includes(source) && <JudgeAgain body={body} way={source as DoorWay} />}
        </div>
      </div>
    </Panel>
  );
}

/** Sends the same body through the door as a test. */
function JudgeAgain({ body, way }: { readonly body: string; readonly way: DoorWay }) {
  const act = useAct();
  const isOld = useEngine(({ link }) => isPast(link));
  const [test, setTest] = useState<DoorTest | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const judge = async (): Promise<void> => {
    const answer = await act.testDoor({ way, address: null, body });
    setTest(answer.ok ? answer.value.test : null);
    setWhy(answer.ok ? null : answer.error.detail);
  };
  return (
    <>
      <Button
        size="small"
        testId="judge-again"
        unavailable={isOld ? 'The engine does not answer' : null}
        onClick={() => void judge()}
      >
        Judge again as a test
      </Button>
      <span className="dim">by today’s rules and prices; never traded</span>
      {why !== null && (
        <p className="refusal" role="alert">
          {why}
        </p>
      )}
      {test !== null && <TestSteps test={test} />}
    </>
  );
}
