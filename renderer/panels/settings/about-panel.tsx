import { useEffect, useState } from 'react';
import type { Reply } from '#shared/ipc';
import { Button, Empty, Panel } from '../../controls/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';
import './log-panel.css';

type About = Reply<'host.about'>;

/** What this copy is, on what it runs, where its files are, and the licences of everything inside. */
export function AboutPanel() {
  const act = useAct();
  const isLive = useEngine(({ link }) => link === 'live');
  const [about, setAbout] = useState<About | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [notices, setNotices] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = isLive;
    if (!isLive) return;
    void act.about().then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setAbout(answer.value);
      setWhy(answer.ok ? null : answer.error.detail);
    });
    return () => {
      isWanted = false;
    };
  }, [act, isLive]);
  const read = async (): Promise<void> => {
    const answer = await act.notices();
    setNotices(answer.ok ? answer.value.text : null);
    setWhy(answer.ok ? null : answer.error.detail);
  };
  const text = about?.lines.map(({ name, value }) => `${name}: ${value}`).join('\n') ?? '';
  return (
    <Panel title="About" note={about === null ? undefined : `version ${about.version}`} testId="about">
      {about === null && why === null && <Empty>Asking the engine…</Empty>}
      {about !== null && (
        <dl className="kv wide pad">
          {about.lines.map(({ name, value }) => (
            <div className="unboxed" key={name}>
              <dt>{name}</dt>
              <dd className="wrap">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="pad row">
        <CopyButton text={text} about="versions and places" unavailable={text === '' ? 'There is nothing yet' : null} />
        <Button size="small" onClick={() => (notices === null ? void read() : setNotices(null))}>
          {notices === null ? 'Licences of what is inside' : 'Put the licences away'}
        </Button>
      </div>
      {why !== null && (
        <p className="pad wrap" role="status">
          {why}
        </p>
      )}
      {notices !== null && (
        <pre className="panel-body notices wrap pad" tabIndex={0} aria-label="Licences of what is inside">
          {notices}
        </pre>
      )}
    </Panel>
  );
}
