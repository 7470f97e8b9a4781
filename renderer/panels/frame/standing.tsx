import { useState, type ReactNode } from 'react';
import type { TerminalKind } from '#shared/domain';
import { Button, Field, TextInput } from '../../controls/index.ts';
import { clockText } from '../../format/index.ts';
import { useEngine, type LinkState } from '../../store/index.ts';
import { meanwhileOf } from '../reading/index.ts';
import './standing.css';

type Words = { readonly title: string; readonly said: string; readonly act: string };
type Known = { readonly fault: string | null; readonly liveAt: number | null; readonly terminal: TerminalKind };

/** Over the main area while it cannot be trusted: what is wrong, what is still true, what to do. */
export function Standing() {
  const link = useEngine((view) => view.link);
  const fault = useEngine((view) => view.fault);
  const liveAt = useEngine(({ live }) => live?.at ?? null);
  const terminal = useEngine(({ cockpit }) => cockpit.terminal);
  const words = wordsOf(link, { fault, liveAt, terminal });
  if (words === null) return null;
  return (
    <section className="standing" aria-labelledby="standing" data-testid="standing">
      <h2 id="standing">{words.title}</h2>
      <p>{words.said}</p>
      <p className="mid">{words.act}</p>
      {link === 'refused' && <TokenField />}
    </section>
  );
}

function wordsOf(link: LinkState, { fault, liveAt, terminal }: Known): Words | null {
  const was = liveAt === null ? 'Nothing has been received yet.' : `What you see behind this is from ${clockText(liveAt)}.`;
  switch (link) {
    case 'stale':
      return {
        title: 'The engine is silent',
        said: `${was} Orders and positions may have changed since.`,
        act: `${meanwhileOf(terminal)} The window asks again every three seconds and goes on by itself.`,
      };
    case 'closed':
      return {
        title: 'No connection to the engine',
        said: `${fault ?? 'The connection is lost.'} ${was}`,
        act: 'Check that Mikrobot Cockpit is running. The window tries again by itself.',
      };
    case 'refused':
      return {
        title: 'The token is not accepted',
        said: 'The engine runs and answers, but it does not know the token of this window: the address was mistyped or cut, or the cockpit has another data folder now.',
        act: 'Open the address that the cockpit printed at its start, or paste that address or its token here.',
      };
    case 'gap':
      return {
        title: 'Catching up',
        said: `Some journal records did not reach this window. ${was}`,
        act: 'They are being fetched. Numbers are live again as soon as the window has every record.',
      };
    case 'connecting':
      return {
        title: 'Starting',
        said: 'The window is asking the engine for its state.',
        act: 'If this lasts, the engine is still loading its journal.',
      };
    case 'live':
      return null;
  }
}

/** The token in what was pasted: a whole address, its fragment, or the token alone. */
const tokenIn = (pasted: string): string => /token=([^&#\s]+)/.exec(pasted)?.[1] ?? encodeURIComponent(pasted.trim());

function TokenField(): ReactNode {
  const [pasted, setPasted] = useState('');
  const open = (): void => {
    window.location.hash = `token=${tokenIn(pasted)}`;
    window.location.reload();
  };
  return (
    <form
      className="row low"
      onSubmit={(event) => {
        event.preventDefault();
        if (pasted.trim() !== '') open();
      }}
    >
      <Field label="Address or token">
        <TextInput value={pasted} onChange={setPasted} />
      </Field>
      <Button unavailable={pasted.trim() === '' ? 'Paste the address or the token first' : null} onClick={open}>
        Try it
      </Button>
    </form>
  );
}
