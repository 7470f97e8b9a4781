import { useState } from 'react';
import type { StrategyId } from '#shared/domain';
import type { SourceView } from '#shared/ipc';
import { DEFAULT_STRATEGY } from '#shared/strategies';
import { Choice, Choices } from '../../controls/index.ts';
import { strategyText } from '../../format/index.ts';
import { useAct, useCockpit, useEngine } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';
import { AddressStep } from './address-step.tsx';
import { CodeBox } from './code-box.tsx';
import { mql5Snippet } from './mql5-snippet.ts';
import { savedAddress } from './public-address.ts';
import { sampleLevels, type SampleLevels } from './sample-levels.ts';
import { curlSnippet, pythonSnippet, SECRET_MARK, signalBody, type SnippetWish } from './snippets.ts';
import { TestPanel } from './test-panel.tsx';
import { useAllowed } from './use-allowed.ts';

type Language = 'python' | 'curl' | 'mql5';
const WRITERS: Readonly<Record<Language, (wish: SnippetWish) => string>> = {
  python: pythonSnippet,
  curl: curlSnippet,
  mql5: mql5Snippet,
};
const TITLES: Readonly<Record<Language, string>> = { python: 'Python', curl: 'curl', mql5: 'MQL5' };
const NOTES: Readonly<Record<Language, string>> = {
  python: 'Python 3, nothing to install.',
  curl: 'A shell with curl and openssl: Linux, macOS, Git Bash on Windows.',
  mql5: 'A script for a chart. Allow this address first: Tools, Options, Expert Advisors.',
};

const SIGNED_NOTE = 'Each delivery is signed with the secret: HMAC-SHA-256 over time, nonce and body. Nobody without it gets in.';
const TOKEN_NOTE = 'Who has the address with its token can send signals, from any address: keep it to yourself.';

type ScriptGuideProps = { readonly http: string; readonly view: SourceView; readonly unavailable: string | null };

/** A program of one's own that signs what it sends: address, secret, a program that works, and a test. */
export function ScriptGuide({ http, view, unavailable }: ScriptGuideProps) {
  const { source, address } = view;
  const isSigned = address?.isSigned === true;
  const act = useAct();
  const { engine, ticker } = useCockpit();
  const { symbols } = useAllowed(source);
  const [choice, setChoice] = useState<ProgramChoice>({
    language: source.kind === 'ea' ? 'mql5' : 'python',
    symbol: null,
    strategy: source.strategy ?? DEFAULT_STRATEGY,
  });
  const { language, strategy } = choice;
  const symbol = choice.symbol ?? symbols[0] ?? '';
  const levels = useLevelsOnce(symbol);
  const about = { url: `${http}${address?.path ?? ''}`, isSigned, symbol, strategy };
  const wish = levels === null ? null : { ...about, secret: SECRET_MARK, levels };
  const withSecret = async (): Promise<string | null> => {
    const answer = await act.sourceSecret(source.id);
    return answer.ok && wish !== null ? WRITERS[language]({ ...wish, secret: answer.value.secret }) : null;
  };
  const body = (): string | null => {
    const fresh = sampleLevels(engine.getState().live, symbol);
    const now = ticker.engineNow(1);
    return fresh === null ? null : signalBody({ ...about, secret: '', levels: fresh }, `test-${String(now)}`, now);
  };
  return (
    <div className="connect-guide">
      <div className="stack">
        <AddressStep
          title="1. Where it delivers"
          view={view}
          base={http}
          note={isSigned ? SIGNED_NOTE : TOKEN_NOTE}
          unavailable={unavailable}
        />
        <Program
          {...{ choice, unavailable, wish, view }}
          onChoice={(part) => setChoice({ ...choice, ...part })}
          withSecret={withSecret}
        />
      </div>
      <TestPanel
        source={source.id}
        step={3}
        body={body}
        address={savedAddress(localStorage)}
        unavailable={unavailable}
        onTrusted={() => undefined}
      />
    </div>
  );
}

type ProgramChoice = { readonly language: Language; readonly symbol: string | null; readonly strategy: StrategyId };
type ProgramProps = {
  readonly choice: ProgramChoice;
  readonly onChoice: (part: Partial<ProgramChoice>) => void;
  readonly view: SourceView;
  /** Null while there is no price. */
  readonly wish: SnippetWish | null;
  readonly withSecret: () => Promise<string | null>;
  readonly unavailable: string | null;
};

function Program({ choice, onChoice, view, wish, withSecret, unavailable }: ProgramProps) {
  const { symbols, strategies } = useAllowed(view.source);
  const { language, strategy } = choice;
  return (
    <section className="stack" aria-label="A program that sends a signal">
      <h3 className="strong">2. A program that sends a signal</h3>
      <div className="fields">
        <Choice
          label="Symbol"
          value={choice.symbol ?? symbols[0] ?? ''}
          options={symbols.map((name) => [name, name])}
          onPick={(name) => onChoice({ symbol: name })}
        />
        <Choice
          label="Trades as"
          value={strategy}
          options={strategies.map((id) => [id, strategyText(id)])}
          onPick={(id) => onChoice({ strategy: id })}
        />
      </div>
      <div className="row">
        <Choices
          label="Language"
          options={(['python', 'curl', 'mql5'] as const).map((name) => [name, TITLES[name]])}
          value={language}
          onPick={(name) => onChoice({ language: name })}
        />
        <span className="dim">{NOTES[language]}</span>
      </div>
      {wish === null ? (
        <p className="mid">There is no price to write an example with yet.</p>
      ) : (
        <CodeBox
          label="Sends a real signal when it is run"
          text={WRITERS[language](wish)}
          acts={
            <CopyButton
              text={withSecret}
              needs="source.secret"
              about={`the ${TITLES[language]} program, with the secret in it, for ${wish.symbol}`}
              unavailable={unavailable}
              testId="copy-snippet"
            >
              Copy with the secret
            </CopyButton>
          }
        />
      )}
    </section>
  );
}

/** The levels of an example as they were when the symbol was chosen: a text that changed with every price could not be read. */
function useLevelsOnce(symbol: string): SampleLevels | null {
  const [kept, setKept] = useState<{ readonly symbol: string; readonly levels: SampleLevels } | null>(null);
  const isKept = kept?.symbol === symbol;
  const live = useEngine((view) => (isKept ? null : view.live));
  const levels = isKept ? kept.levels : sampleLevels(live, symbol);
  if (!isKept && levels !== null) setKept({ symbol, levels });
  return levels;
}
