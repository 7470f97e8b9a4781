import type { SourceView } from '#shared/ipc';
import { useAct } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';
import { SecretLine } from './secret-line.tsx';

type AddressStepProps = {
  readonly title: string;
  readonly view: SourceView;
  /** Where the address begins: the tunnel's, or this PC's. */
  readonly base: string;
  readonly note: string;
  /** Why the whole address cannot be had yet. */
  readonly incomplete?: string | null;
  readonly unavailable: string | null;
};

/** The address to deliver to, and the secret that belongs to it. */
export function AddressStep({ title, view, base, note, incomplete = null, unavailable }: AddressStepProps) {
  const act = useAct();
  const { source, address } = view;
  const isSigned = address?.isSigned === true;
  const shown = `${base}${address?.path ?? ''}`;
  const whole = async (): Promise<string | null> => {
    if (isSigned) return shown;
    const answer = await act.sourceSecret(source.id);
    return answer.ok ? `${base}${answer.value.path}` : null;
  };
  return (
    <section className="stack" aria-label={title}>
      <h3 className="strong">{title}</h3>
      <div className="give-line">
        <span className="dim">Address</span>
        <code className="wrap" data-testid="address">
          {shown}
          {isSigned ? '' : '/••••'}
        </code>
        <span className="row">
          <CopyButton
            text={whole}
            needs="source.secret"
            about={isSigned ? 'the address' : 'the address with its token'}
            unavailable={unavailable ?? incomplete}
            testId="copy-address"
          />
        </span>
      </div>
      <SecretLine source={source.id} label={isSigned ? 'Secret' : 'Token'} unavailable={unavailable} />
      <p className="dim wrap">{note}</p>
    </section>
  );
}
