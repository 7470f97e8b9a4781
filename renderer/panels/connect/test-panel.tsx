import { useState, type ReactNode } from 'react';
import { Button } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';
import { TestAnswer, useSourceTest } from '../sources/index.ts';

type TestPanelProps = {
  /** The id of the source through whose door it goes. */
  readonly source: string;
  /** The body as the sender would send it at this moment; null: there is no price to make one with. */
  readonly body: () => string | null;
  /** As it was pasted; empty: none yet. */
  readonly address: string;
  readonly unavailable: string | null;
  /** Which step of the guide it is. */
  readonly step: number;
  /** What may be chosen about the test. */
  readonly choice?: ReactNode;
  /** A proxy is believed from now on. */
  readonly onTrusted: () => void;
};
const NO_PRICE = 'There is no price of this symbol yet: choose another, or wait for the terminal';

/** Sends a delivery the whole way in and shows what happened. It is never traded. */
export function TestPanel({ source, body, address, unavailable, step, choice, onTrusted }: TestPanelProps) {
  const act = useAct();
  const { answer, send, refuse } = useSourceTest(source);
  const [unkept, setUnkept] = useState<string | null>(null);
  const run = async (isPublic: boolean): Promise<void> => {
    const made = body();
    if (made === null) refuse(NO_PRICE);
    else await send(isPublic ? address.trim() : null, made);
  };
  const trust = async (proxy: string): Promise<void> => {
    const told = await act.trustProxy(proxy);
    if (!told.ok) {
      refuse(told.error.detail);
      return;
    }
    setUnkept(told.value.problem);
    onTrusted();
    await run(true);
  };
  const busy = unavailable ?? (answer.kind === 'asking' ? 'The test is under way' : null);
  return (
    <section className="stack" aria-label="Test through the real door">
      <h3 className="strong">{`${String(step)}. Test through the real door`}</h3>
      <p className="mid">Goes the whole way a real one goes, says at each station what happened, and is never traded.</p>
      {choice}
      <TestButtons busy={busy} isPasted={address.trim() !== ''} onRun={(isPublic) => void run(isPublic)} />
      <TestAnswer answer={answer} />
      {answer.kind === 'known' && answer.test.proxy !== null && (
        <Trust proxy={answer.test.proxy} unavailable={busy} onTrust={(proxy) => void trust(proxy)} />
      )}
      {unkept !== null && (
        <p className="refusal" role="alert">
          {unkept}
        </p>
      )}
    </section>
  );
}

type TestButtonsProps = {
  readonly busy: string | null;
  /** There is a public address. */
  readonly isPasted: boolean;
  readonly onRun: (isPublic: boolean) => void;
};

function TestButtons({ busy, isPasted, onRun }: TestButtonsProps) {
  return (
    <div className="row">
      <Button
        needs="source.test"
        look="primary"
        testId="test-public"
        unavailable={busy ?? (isPasted ? null : 'Paste the address of the tunnel first')}
        onClick={() => onRun(true)}
      >
        Test by the public address
      </Button>
      <Button needs="source.test" testId="test-local" unavailable={busy} onClick={() => onRun(false)}>
        Test on this PC
      </Button>
    </div>
  );
}

type TrustProps = { readonly proxy: string; readonly unavailable: string | null; readonly onTrust: (proxy: string) => void };

function Trust({ proxy, unavailable, onTrust }: TrustProps) {
  return (
    <div className="row">
      <Button needs="door.trust" testId="trust-proxy" unavailable={unavailable} onClick={() => onTrust(proxy)}>
        Trust {proxy} and test again
      </Button>
      <span className="dim">Writes that line into the configuration, in force at once.</span>
    </div>
  );
}
