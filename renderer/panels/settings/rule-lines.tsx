import type { RulebookChoice } from '#shared/config';
import { pctText } from '../../format/index.ts';
import { ruleLines } from './rulebook-words.ts';

/** A choice of rules in words, a line a rule. */
export function RuleLines({ choice }: { readonly choice: RulebookChoice }) {
  return (
    <dl className="kv wide">
      {[
        ...ruleLines(choice),
        [
          'The cockpit',
          `takes no new trade at ${pctText(choice.softStopPct, 0)} of the daily limit, closes everything at ${pctText(choice.hardStopPct, 0)}`,
        ] as const,
      ].map(([name, words]) => (
        <div className="unboxed" key={name}>
          <dt>{name}</dt>
          <dd className="wrap">{words}</dd>
        </div>
      ))}
    </dl>
  );
}
