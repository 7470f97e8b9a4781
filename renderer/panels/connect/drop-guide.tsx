import type { SourceView } from '#shared/ipc';
import { DEFAULT_STRATEGY } from '#shared/strategies';
import { CopyButton } from '../reading/index.ts';
import { SourceTest } from '../sources/index.ts';
import { CodeBox } from './code-box.tsx';
import { mql5FileSnippet } from './mql5-snippet.ts';

/** The part of a path that MQL5 names: below the folder that all terminals of this PC share. */
const COMMON = /[\\/]Common[\\/]Files[\\/](.+?)[\\/]*$/i;

type DropGuideProps = { readonly view: SourceView; readonly unavailable: string | null };

/** A folder instead of an address: where files go, how they are written, and an MQL5 script that does it. */
export function DropGuide({ view: { source, problem, state }, unavailable }: DropGuideProps) {
  const folder = source.folder ?? '';
  const inCommon = COMMON.exec(folder)?.[1];
  const program = mql5FileSnippet(inCommon ?? 'Signals', source.strategy ?? DEFAULT_STRATEGY);
  return (
    <div className="pad stack">
      <section className="stack" aria-label="Where files go">
        <h3 className="strong">1. Where files go</h3>
        <div className="give-line">
          <span className="dim">Folder</span>
          <code className="wrap">{folder}</code>
          <span className="row">
            <CopyButton text={folder} about="the folder" />
          </span>
        </div>
        {state === 'fault' && problem !== null && (
          <p className="refusal" role="alert">
            {problem}
          </p>
        )}
        <ul className="plain-list">
          <li>One file, one message, at most 8 KiB, in any format that an address takes.</li>
          <li>Write it under a name that ends in .tmp and rename it: it is never read half then.</li>
          <li>
            Once judged it is moved to <span className="code">done</span> or <span className="code">refused</span>, with the
            reason beside it.
          </li>
          <li>It is as old as its file: an entry that lay there while the cockpit was off is refused.</li>
        </ul>
      </section>
      <section className="stack" aria-label="A script that puts a signal there">
        <h3 className="strong">2. A script that puts a signal there</h3>
        {inCommon === undefined && (
          <p className="mid wrap">
            MetaTrader writes below <span className="code">Terminal\Common\Files</span> only: choose a folder there, or let
            another program write.
          </p>
        )}
        <CodeBox
          label="MQL5 script, sends a real signal when it is run"
          text={program}
          acts={<CopyButton text={program} about="the MQL5 script" testId="copy-snippet" />}
        />
      </section>
      <section className="stack" aria-label="Test through the folder">
        <h3 className="strong">3. Test through the folder</h3>
        <SourceTest source={source.id} isFolder unavailable={unavailable} />
      </section>
    </div>
  );
}
