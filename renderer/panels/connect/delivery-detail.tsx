import type { DeliveryView } from '#shared/ipc';
import { Button, Panel } from '../../controls/index.ts';
import { clockText, exact, labelOf, msText, sourceText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';
import { CodeBox } from './code-box.tsx';
import { fateOf } from './delivery-words.ts';
import { JudgeAgain } from './judge-again.tsx';

type DeliveryDetailProps = {
  readonly delivery: DeliveryView;
  /** It is worked on: what comes in meanwhile does not take its place. */
  readonly onHold: () => void;
};

/** One delivery at length: its body as it came, why it ended as it did, and what to change. */
export function DeliveryDetail({ delivery, onHold }: DeliveryDetailProps) {
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
          {peer === null ? '' : ` from ${peer}`};{' '}
          {route.startsWith('file ') ? 'a file needs no secret' : isProven ? 'the secret was right' : 'no right secret was shown'}
          {ms === null ? '' : `; answered in ${msText(ms)}`}.
        </p>
        <div className="row">
          {signalId !== null && delivery.signal !== null && (
            <Button size="small" onClick={() => act.showSignal(signalId)}>
              Open the signal
            </Button>
          )}
        </div>
        {body !== null && <JudgeAgain id={delivery.id} body={body} isCut={isCut} onBegin={onHold} />}
      </div>
    </Panel>
  );
}
