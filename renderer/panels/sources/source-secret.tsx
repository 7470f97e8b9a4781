import { useState } from 'react';
import type { SourceView } from '#shared/ipc';
import { Button, Choice } from '../../controls/index.ts';
import { dateTimeText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';

const GRACES = [
  ['0', 'ends at once'],
  ['15', 'stays good for 15 min'],
  ['60', 'stays good for 1 h'],
  ['1440', 'stays good for a day'],
  ['10080', 'stays good for a week'],
] as const;

/** A secret as it was drawn: shown until this is closed, with what to do with it. */
export function DrawnSecret({ secret, path, isSigned, until, onEnd }: Drawn & { readonly onEnd: () => void }) {
  return (
    <section className="stack" aria-label="The new secret" data-testid="drawn-secret">
      <p className="wrap">
        <b>Copy it now:</b> it is shown here once.{' '}
        {isSigned ? 'Put it into the program that signs.' : 'It is a part of the address.'}{' '}
        {until === null ? '' : `The one before is good until ${dateTimeText(until)}.`}
      </p>
      <div className="give-line">
        <span className="dim">{isSigned ? 'Secret' : 'Path with token'}</span>
        <code className="wrap" data-testid="drawn-secret-text">
          {isSigned ? secret : path}
        </code>
        <span className="row">
          <CopyButton text={isSigned ? secret : path} about={isSigned ? 'the secret' : 'the path with its token'} />
          <Button size="small" look="quiet" onClick={onEnd}>
            Done
          </Button>
        </span>
      </div>
    </section>
  );
}
export type Drawn = {
  readonly secret: string;
  readonly path: string;
  readonly isSigned: boolean;
  /** Until when the one before is good too; null: it is not, or there was none. */
  readonly until: number | null;
};

type RotateSecretProps = {
  readonly view: SourceView;
  readonly unavailable: string | null;
  readonly onDrawn: (drawn: Drawn) => void;
};

/** Another secret for a source: whether the one in use goes on for a while is chosen first. */
export function RotateSecret({ view: { source, address }, unavailable, onDrawn }: RotateSecretProps) {
  const act = useAct();
  const [grace, setGrace] = useState('60');
  const [refusal, setRefusal] = useState<string | null>(null);
  const rotate = async (): Promise<void> => {
    const told = await act.rotateSource(source.id, Number(grace));
    const shown = told.ok ? await act.sourceSecret(source.id) : told;
    setRefusal(shown.ok ? null : shown.error.detail);
    if (told.ok && shown.ok) onDrawn({ ...shown.value, isSigned: address?.isSigned === true, until: told.value.previousUntil });
  };
  return (
    <section className="stack" aria-label={`Another secret for ${source.name}`}>
      <div className="row low">
        <Choice label="The secret in use" value={grace} options={GRACES} onPick={setGrace} />
        <Button needs="source.rotate" testId="source-rotate" unavailable={unavailable} onClick={() => void rotate()}>
          Draw another secret
        </Button>
      </div>
      <p className="dim wrap">
        {grace === '0'
          ? 'Who has the old one is turned away from this moment on, your own sender too until it has the new one.'
          : 'Change the sender meanwhile; both are taken until then.'}
      </p>
      {refusal !== null && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
    </section>
  );
}
