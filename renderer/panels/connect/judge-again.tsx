import { useId, useState } from 'react';
import type { DoorStep, Reply } from '#shared/ipc';
import { Button } from '../../controls/index.ts';
import { clockText } from '../../format/index.ts';
import { isPast, useAct, useEngine } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';
import { Stations } from '../sources/index.ts';
import './judge-again.css';

type Judged = Reply<'delivery.judge'> & { readonly isMended: boolean };
type JudgeAgainProps = {
  readonly id: number;
  readonly body: string;
  readonly isCut: boolean;
  /** Before it is judged or mended. Judging is a delivery too, which comes in as a newer one. */
  readonly onBegin: () => void;
};
const BODY_MAX = 8_192;

/** What a delivery would come to now, as it came or with its text mended here. It is never traded. */
export function JudgeAgain({ id, body, isCut, onBegin }: JudgeAgainProps) {
  const act = useAct();
  const isOld = useEngine(({ link }) => isPast(link));
  const [text, setText] = useState<string | null>(null);
  const [judged, setJudged] = useState<Judged | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const judge = async (mended: string | null): Promise<void> => {
    onBegin();
    const answer = await act.judgeDelivery(id, mended);
    setJudged(answer.ok ? { ...answer.value, isMended: mended !== null } : null);
    setWhy(answer.ok ? null : answer.error.detail);
  };
  const mend = (): void => {
    onBegin();
    setText(text === null ? body : null);
  };
  const away = isOld ? 'The engine does not answer' : null;
  return (
    <section className="stack" aria-label="Judge it again">
      <div className="row">
        <Button
          size="small"
          testId="judge-again"
          unavailable={away ?? (isCut ? 'Only its beginning was kept: mend its text' : null)}
          onClick={() => void judge(null)}
        >
          Judge again as a test
        </Button>
        <Button size="small" testId="mend" look="quiet" onClick={mend}>
          {text === null ? 'Mend its text…' : 'Leave the text'}
        </Button>
        <span className="dim">by today’s rules and prices; never traded</span>
      </div>
      {text !== null && (
        <Mended
          text={text}
          onText={setText}
          unavailable={away ?? (text.trim() === '' ? 'There is no text' : null)}
          onJudge={() => void judge(text)}
        />
      )}
      {why !== null && (
        <p className="refusal" role="alert">
          {why}
        </p>
      )}
      {judged !== null && (
        <div className="stack" role="status" data-testid="judged">
          <p className="strong">{`Judged ${judged.isMended ? 'with the mended text' : 'as it came'} at ${clockText(judged.at)}`}</p>
          <Stations steps={stepsOf(judged)} />
        </div>
      )}
    </section>
  );
}

type MendedProps = {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly unavailable: string | null;
  readonly onJudge: () => void;
};

function Mended({ text, onText, unavailable, onJudge }: MendedProps) {
  const id = useId();
  return (
    <div className="stack">
      <label className="dim" htmlFor={id}>
        The text as the sender should send it
      </label>
      <textarea
        id={id}
        className="mend-text"
        rows={8}
        maxLength={BODY_MAX}
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <div className="row">
        <Button size="small" testId="judge-mended" unavailable={unavailable} onClick={onJudge}>
          Judge the mended text
        </Button>
        <CopyButton text={text} about="the mended text" />
      </div>
    </div>
  );
}

function stepsOf({ trial: { read, judged } }: Judged): readonly DoorStep[] {
  const step = (station: DoorStep['station'], { ok, text, mend, ms }: typeof read): DoorStep => ({
    ...{ station, state: ok ? 'passed' : 'failed', text, mend, line: null, ms },
  });
  return [step('read', read), ...(judged === null ? [] : [step('judged', judged)])];
}
