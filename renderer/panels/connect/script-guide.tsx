import { useState } from 'react';
import type { StrategyId } from '#shared/domain';
import { DEFAULT_STRATEGY } from '#shared/strategies';
import { Choice, Choices } from '../../controls/index.ts';
import { strategyText } from '../../format/index.ts';
import { useAct, useCockpit, useEngine } from '../../store/index.ts';
import { CopyButton, usePricedSymbols, useSenderStrategies } from '../reading/index.ts';
import { AddressStep } from './address-step.tsx';
import { CodeBox } from './code-box.tsx';
import { savedAddress } from './public-address.ts';
import { sampleLevels, type SampleLevels } from './sample-levels.ts';
import { curlSnippet, pythonSnippet, SECRET_MARK, signalBody, type SnippetWish } from './snippets.ts';
import { TestPanel } from './test-panel.tsx';

type Language = 'python' | 'curl';
const WRITERS: Readonly<Record<Language, (wish: SnippetWish) => string>> = { python: pythonSnippet, curl: curlSnippet };
const TITLES: Readonly<Record<Language, string>> = { python: 'Python', curl: 'curl' };
const NOTES: Readonly<Record<Language, string>> = {
  python: 'Python 3, nothing to install.',
  curl: 'A shell with curl and openssl: Linux, macOS, Git Bash on Windows.',
};

type ScriptGuideProps = { readonly http: string; readonly unavailable: string | null };

/** A program of one's own that signs what it sends: address, secret, a program that works, and a test. */
export function ScriptGuide({ http, unavailable }: ScriptGuideProps) {
  const act = useAct();
  const { engine, ticker } = useCockpit();
  const symbols = usePricedSymbols();
  const [choice, setChoice] = useState<ProgramChoice>({ language: 'python', symbol: null, strategy: DEFAULT_STRATEGY });
  const { language, strategy } = choice;
  const symbol = choice.symbol ?? symbols[0] ?? '';
  const levels = useLevelsOnce(symbol);
  const wish = levels === null ? null : { http, secret: SECRET_MARK, symbol, strategy, levels };
  const withSecret = async (): Promise<string | null> => {
    const answer = await act.doorSecret('webhook');
    return answer.ok && wish !== null ? WRITERS[language]({ ...wish, secret: answer.value.secret }) : null;
  };
  const body = (): string | null => {
    const fresh = sampleLevels(engine.getState().live, symbol);
    const now = ticker.engineNow(1);
    return fresh === null ? null : signalBody({ http, secret: '', symbol, strategy, levels: fresh }, `test-${String(now)}`, now);
  };
  return (
    <div className="connect-guide">
      <div className="stack">
        <AddressStep
          title="1. Where it delivers"
          way="webhook"
          base={http}
          note="Each delivery is signed with the secret: HMAC-SHA-256 over time, nonce and body. Nobody without it gets in."
          unavailable={unavailable}
        />
        <Program
          {...{ choice, unavailable, wish, symbols }}
          onChoice={(part) => setChoice({ ...choice, ...part })}
          withSecret={withSecret}
        />
      </div>
      <TestPanel
        way="webhook"
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
  readonly symbols: readonly string[];
  /** Null while there is no price. */
  readonly wish: SnippetWish | null;
  readonly withSecret: () => Promise<string | null>;
  readonly unavailable: string | null;
};

function Program({ choice, onChoice, symbols, wish, withSecret, unavailable }: ProgramProps) {
  const strategies = useSenderStrategies();
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
          options={[
            ['python', TITLES.python],
            ['curl', TITLES.curl],
          ]}
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
