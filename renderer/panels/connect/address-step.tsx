import type { DoorWay } from '#shared/ipc';
import { useAct } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';
import { SecretLine } from './secret-line.tsx';

type AddressStepProps = {
  readonly title: string;
  readonly way: DoorWay;
  /** Where the address begins: the tunnel's, or this PC's. */
  readonly base: string;
  readonly note: string;
  /** Why the whole address cannot be had yet. */
  readonly incomplete?: string | null;
  readonly unavailable: string | null;
};
const PATHS: Readonly<Record<DoorWay, string>> = { tradingview: '/webhook/tradingview/', webhook: '/webhook/signal' };

/** The address to deliver to, and the secret that belongs to it. */
export function AddressStep({ title, way, base, note, incomplete = null, unavailable }: AddressStepProps) {
  const act = useAct();
  const path = `${base}${PATHS[way]}`;
  const whole = async (): Promise<string | null> => {
    if (way === 'webhook') return path;
    const answer = await act.doorSecret(way);
    return answer.ok ? `${path}${answer.value.secret}` : null;
  };
  return (
    <section className="stack" aria-label={title}>
      <h3 className="strong">{title}</h3>
      <div className="give-line">
        <span className="dim">Address</span>
        <code className="wrap" data-testid="address">
          {path}
          {way === 'tradingview' ? '••••' : ''}
        </code>
        <span className="row">
          <CopyButton
            text={whole}
            about={way === 'tradingview' ? 'the address with its token' : 'the address'}
            unavailable={unavailable ?? incomplete}
            testId="copy-address"
          />
        </span>
      </div>
      <SecretLine way={way} label={way === 'tradingview' ? 'Token' : 'Secret'} unavailable={unavailable} />
      <p className="dim wrap">{note}</p>
    </section>
  );
}
