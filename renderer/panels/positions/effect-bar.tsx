import { useEffect, useRef, useState, type RefObject } from 'react';
import type { PositionAsk, PositionPreview } from '#shared/events';
import type { LedgerPosition } from '#shared/projection';
import { Button } from '../../controls/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { useOldReason } from '../reading/index.ts';
import { Effect } from './effect.tsx';
import './effect-bar.css';

type EffectBarProps = { readonly wish: PositionAsk; readonly held: LedgerPosition; readonly onDone: () => void };
type Answer = { readonly preview: PositionPreview | null; readonly why: string | null };

/** Does what is wished. */
function done(act: ReturnType<typeof useAct>, wish: PositionAsk, clientId: string): Promise<boolean> {
  const { ticket } = wish;
  if ('levels' in wish) return act.moveLevels(ticket, wish.levels);
  if ('reverse' in wish) return act.reverse({ ticket, clientId, ...wish.reverse });
  return 'by' in wish ? act.closeBy(ticket, wish.by) : act.closePart(ticket, wish.part ?? { percent: 100 });
}

/** Why Apply waits; null when it does not. Closing takes risk away: neither old figures nor a silent preview keep it back. */
const waitsFor = (wish: PositionAsk, { preview, why }: Answer, old: string | null): string | null =>
  preview?.refusal ??
  ('levels' in wish || 'reverse' in wish ? (old ?? why ?? (preview === null ? 'Being worked out' : null)) : null);

/** Under which name the answer to it is kept. */
const keyOf = (wish: PositionAsk): string =>
  `${'levels' in wish ? 'levels' : 'reverse' in wish ? 'reverse' : 'close'}:${wish.ticket}`;

/**
 * What a change comes to, asked of the engine again each second; it is done on Apply, and only then. A refused one stays on
 * screen beside its refusal.
 */
export function EffectBar({ wish, held, onDone }: EffectBarProps) {
  const act = useAct();
  const old = useOldReason();
  const [answer, setAnswer] = useState<Answer>({ preview: null, why: null });
  const [isTried, setTried] = useState(false);
  // Names a reversal for ever: pressed twice it is one.
  const [clientId] = useState(() => `hand-${crypto.randomUUID()}`);
  const { asked, refusal } = useAsk(keyOf(wish));
  const second = useEngine(({ live }) => Math.floor((live?.at ?? 0) / 1_000));
  useEffect(() => {
    let isHere = true;
    void act.previewPosition(wish).then((told) => {
      if (isHere) setAnswer(told.ok ? { preview: told.value.preview, why: null } : { preview: null, why: told.error.detail });
    });
    return () => {
      isHere = false;
    };
  }, [act, wish, second]);
  const missing = asked ? 'Asked; waiting for the terminal' : waitsFor(wish, answer, old);
  const refused = (isTried ? refusal : null) ?? answer.preview?.refusal ?? old ?? answer.why;
  const first = useRef<HTMLButtonElement>(null);
  useBorrowedFocus(first);
  const apply = (): void => {
    setTried(true);
    void done(act, wish, clientId).then((taken) => {
      if (taken) onDone();
    });
  };
  return (
    <div className="effect-bar" role="group" aria-label="Change not applied yet" data-testid="effect">
      {answer.preview !== null && answer.preview.after !== null && <Effect preview={answer.preview} held={held} />}
      <span className={refused === null ? 'dim' : 'refusal wrap'} role="status">
        {refused ?? missing}
      </span>
      <span className="effect-acts">
        <Button size="small" ref={first} onClick={onDone}>
          Discard
        </Button>
        <Button needs="position.modify" size="small" look="primary" testId="effect-apply" unavailable={missing} onClick={apply}>
          {asked ? 'Asked…' : 'Apply'}
        </Button>
      </span>
    </div>
  );
}

/** The focus goes to a control for as long as it is there, and then back, unless it has gone elsewhere meanwhile. */
function useBorrowedFocus(control: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    control.current?.focus();
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, [control]);
}
