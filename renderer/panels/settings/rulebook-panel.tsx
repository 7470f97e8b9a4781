import { useState } from 'react';
import type { RulebookChoice } from '#shared/config';
import { rulebookIn } from '#shared/rulebooks';
import { Button, Panel } from '../../controls/index.ts';
import { moneyText } from '../../format/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { RuleLines } from './rule-lines.tsx';
import { RulebookEditor } from './rulebook-editor.tsx';

/** Whose rules are in force, what they say, and how to choose others. */
export function RulebookPanel() {
  const act = useAct();
  const choice = useEngine(({ cockpit }) => cockpit.config.rulebook);
  const currency = useEngine(({ live }) => live?.account?.currency ?? '');
  const { asked, refusal } = useAsk('rulebook');
  const [isEditing, setEditing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = (next: RulebookChoice, reason: string): void => {
    void act.chooseRulebook(next, reason).then((chosen) => {
      setProblem(chosen.problem);
      if (chosen.taken) setEditing(false);
    });
  };
  const waits = asked ? 'Asked; waiting for the engine' : null;
  return (
    <Panel title="Rulebook" note={asked ? 'asked; waiting for the engine' : undefined}>
      <div className="pad stack">
        <InForce choice={choice} />
        {isEditing ? (
          <RulebookEditor choice={choice} currency={currency} waits={waits} onChoose={choose} onEnd={() => setEditing(false)} />
        ) : (
          <div className="row">
            <Button needs="rulebook.choose" testId="rulebook-change" unavailable={waits} onClick={() => setEditing(true)}>
              Change the rules…
            </Button>
            <Button
              look="quiet"
              testId="rulebook-stricter"
              unavailable={waits}
              onClick={() =>
                choose(
                  { ...choice, stricter: !choice.stricter },
                  choice.stricter ? 'The firm’s own reading' : 'The stricter reading',
                )
              }
            >
              {choice.stricter ? 'Read them as the firm writes them' : 'Read them the stricter way'}
            </Button>
          </div>
        )}
        {refusal !== null && (
          <p className="refusal" role="alert">
            {refusal}
          </p>
        )}
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
    </Panel>
  );
}

function InForce({ choice }: { readonly choice: RulebookChoice }) {
  const { title, source, verifiedOn } = rulebookIn(choice);
  const currency = useEngine(({ live }) => live?.account?.currency ?? '');
  return (
    <section className="stack" aria-label="Rules in force">
      <p className="wrap">
        <b>{title}</b> for an account of {`${moneyText(choice.initialBalance, currency)} ${currency}`.trim()}. Read {verifiedOn} (
        {source}): firms change their rules, so check your firm’s page.
      </p>
      <RuleLines choice={choice} />
    </section>
  );
}
