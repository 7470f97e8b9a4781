import { useRef, useState, type ReactNode } from 'react';
import type { DoorTest } from '#shared/ipc';
import { Button } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';
import { TestSteps } from './test-steps.tsx';

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
type Answer =
  | { readonly kind: 'none' | 'asking' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'known'; readonly test: DoorTest; readonly isPublic: boolean };

const NO_PRICE = 'There is no price of this symbol yet: choose another, or wait for the terminal';

/** Sends a delivery the whole way in and shows what happened. It is never traded. */
export function TestPanel({ source, body, address, unavailable, step, choice, onTrusted }: TestPanelProps) {
  const act = useAct();
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' });
  const [unkept, setUnkept] = useState<string | null>(null);
  const asked = useRef(0);
  const run = async (isPublic: boolean): Promise<void> => {
    const own = (asked.current += 1);
    const made = body();
    if (made === null) {
      setAnswer({ kind: 'refused', why: NO_PRICE });
      return;
    }
    setAnswer({ kind: 'asking' });
    const told = await act.testSource({ id: source, address: isPublic ? address.trim() : null, body: made });
    if (asked.current !== own) return;
    setAnswer(told.ok ? { kind: 'known', test: told.value.test, isPublic } : { kind: 'refused', why: told.error.detail });
  };
  const trust = async (proxy: string): Promise<void> => {
    const told = await act.trustProxy(proxy);
    if (!told.ok) {
      setAnswer({ kind: 'refused', why: told.error.detail });
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
      {answer.kind === 'asking' && <p role="status">Sending… it takes 10 s at most.</p>}
      {answer.kind === 'refused' && (
        <p className="refusal" role="alert">
          {answer.why}
        </p>
      )}
      {answer.kind === 'known' && <TestSteps test={answer.test} />}
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
        look="primary"
        testId="test-public"
        unavailable={busy ?? (isPasted ? null : 'Paste the address of the tunnel first')}
        onClick={() => onRun(true)}
      >
        Test by the public address
      </Button>
      <Button testId="test-local" unavailable={busy} onClick={() => onRun(false)}>
        Test on this PC
      </Button>
    </div>
  );
}

type TrustProps = { readonly proxy: string; readonly unavailable: string | null; readonly onTrust: (proxy: string) => void };

function Trust({ proxy, unavailable, onTrust }: TrustProps) {
  return (
    <div className="row">
      <Button testId="trust-proxy" unavailable={unavailable} onClick={() => onTrust(proxy)}>
        Trust {proxy} and test again
      </Button>
      <span className="dim">Writes that line into the configuration, in force at once.</span>
    </div>
  );
}
