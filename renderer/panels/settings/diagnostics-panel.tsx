import { useState } from 'react';
import type { DiagnosisCheck, Reply } from '#shared/ipc';
import { Button, Clock, Empty, Panel } from '../../controls/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';

type Diagnosis = Reply<'host.diagnose'>;
const WORDS: Readonly<Record<DiagnosisCheck['state'], string>> = {
  good: 'ok',
  warn: 'look at it',
  bad: 'problem',
  unknown: 'unknown',
};
const RANK: Readonly<Record<DiagnosisCheck['state'], number>> = { bad: 0, warn: 1, unknown: 2, good: 3 };

const textOf = ({ title, state, found, remedy }: DiagnosisCheck): string =>
  `${WORDS[state]}: ${title}: ${found}${remedy === null ? '' : `\n  ${remedy}`}`;

/** A look at everything about this PC that the cockpit needs, and one file for the person who helps. */
export function DiagnosticsPanel() {
  const act = useAct();
  const isLive = useEngine(({ link }) => link === 'live');
  const [found, setFound] = useState<Diagnosis | null>(null);
  const [busy, setBusy] = useState<'look' | 'file' | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const look = async (): Promise<void> => {
    setBusy('look');
    const answer = await act.diagnose();
    if (answer.ok) setFound(answer.value);
    setSaid(answer.ok ? null : answer.error.detail);
    setBusy(null);
  };
  const write = async (): Promise<void> => {
    setBusy('file');
    const answer = await act.supportBundle();
    setSaid(answer.ok ? `Written to ${answer.value.file}. Read it before you give it away.` : answer.error.detail);
    setBusy(null);
  };
  const checks = [...(found?.checks ?? [])].sort((a, b) => RANK[a.state] - RANK[b.state]);
  const away = !isLive ? 'The engine does not answer' : busy === null ? null : 'A look is under way';
  return (
    <Panel title="Diagnostics" note="this PC, and what the cockpit needs of it" testId="diagnostics">
      <div className="pad row">
        <Button needs="host.diagnose" size="small" unavailable={away} onClick={() => void look()}>
          {busy === 'look' ? 'Looking…' : found === null ? 'Look at this PC' : 'Look again'}
        </Button>
        <Button needs="host.bundle" size="small" unavailable={away} onClick={() => void write()}>
          {busy === 'file' ? 'Writing…' : 'Write a support file'}
        </Button>
        {found !== null && <CopyButton text={checks.map(textOf).join('\n')} about="what was found" unavailable={null} />}
      </div>
      <p className="pad dim">
        The support file holds this diagnosis, the configuration, the newest records and log lines. Secrets are taken out; your
        account number and trades are in it.
      </p>
      {said !== null && (
        <p className="pad wrap" role="status">
          {said}
        </p>
      )}
      {found === null ? (
        <Empty>Not looked yet. Versions are under About; this looks at disk, ports, clock, access and MetaTrader.</Empty>
      ) : (
        <Found at={found.at} checks={checks} />
      )}
    </Panel>
  );
}

function Found({ at, checks }: { readonly at: number; readonly checks: readonly DiagnosisCheck[] }) {
  return (
    <>
      <p className="pad dim">
        Looked at <Clock at={at} />
      </p>
      <dl className="kv wide pad" aria-label="What was found">
        {checks.map(({ id, title, state, found: what, remedy }) => (
          <div className="unboxed" key={id}>
            <dt>
              {title} <span className={state === 'good' ? 'dim' : 'strong'}>{WORDS[state]}</span>
            </dt>
            <dd className="wrap">
              {what}
              {remedy !== null && <p className="mid wrap">{remedy}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
