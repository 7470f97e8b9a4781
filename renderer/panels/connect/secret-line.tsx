import { useEffect, useState } from 'react';
import { Button } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';

const SHOWN_MS = 20_000;

/** A secret: hidden, shown for 20 s on demand, or copied without being shown. It is asked for each time and kept nowhere. */
export function SecretLine({
  source,
  label,
  unavailable,
}: {
  /** The id of the source whose secret it is. */
  readonly source: string;
  readonly label: string;
  readonly unavailable: string | null;
}) {
  const act = useAct();
  const [shown, setShown] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const secret = async (): Promise<string | null> => {
    const answer = await act.sourceSecret(source);
    setRefused(answer.ok ? null : answer.error.detail);
    return answer.ok ? answer.value.secret : null;
  };
  return (
    <div className="give-line">
      <span className="dim">{label}</span>
      <code className="wrap" data-testid="secret">
        {shown ?? '••••••••••••••••••••'}
      </code>
      <span className="row">
        <Button
          size="small"
          look="quiet"
          testId="show-secret"
          needs="source.secret"
          about={label}
          unavailable={unavailable}
          onClick={() => (shown === null ? void secret().then(setShown) : setShown(null))}
        >
          {shown === null ? 'Show for 20 s' : 'Hide'}
        </Button>
        <CopyButton needs="source.secret" text={secret} about={label} unavailable={unavailable} testId="copy-secret" />
      </span>
      {refused !== null && (
        <p className="refusal" role="status">
          {refused}
        </p>
      )}
    </div>
  );
}
