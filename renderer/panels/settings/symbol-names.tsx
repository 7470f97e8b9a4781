import { useState } from 'react';
import type { LiveFrame } from '#shared/ipc';
import { Button, Icon } from '../../controls/index.ts';
import { useAct, useAsk } from '../../store/index.ts';

export type SymbolName = LiveFrame['terminal']['names'][number];

const HOW: Readonly<Record<SymbolName['how'], string>> = {
  exact: 'the same name',
  configured: 'named under mt5.symbols',
  confirmed: 'confirmed by you',
  guessed: 'the one name that fits: nothing is opened before you confirm it',
  none: 'not found',
};

/** What the broker calls our symbols. What was guessed is confirmed here, and what could be several things is chosen. */
export function SymbolNames({ names }: { readonly names: readonly SymbolName[] }) {
  return (
    <section className="stack" aria-label="Symbol names">
      <h3>Symbols at this broker</h3>
      <ul className="steps">
        {names.map((name) => (
          <Name key={name.symbol} name={name} />
        ))}
      </ul>
    </section>
  );
}

function Name({ name: { symbol, broker, how, candidates } }: { readonly name: SymbolName }) {
  const act = useAct();
  const { asked, refusal } = useAsk(`name:${symbol}`);
  const [picked, setPicked] = useState<string | null>(null);
  const choice = broker ?? picked ?? candidates[0] ?? null;
  const isOpen = how === 'guessed' || (how === 'none' && choice !== null);
  return (
    <li>
      <Icon name={how === 'none' ? 'cross' : how === 'guessed' ? 'half' : 'check'} />
      <span className={isOpen ? 'wrap strong' : 'wrap'}>
        {symbol}
        {broker !== null && broker !== symbol && ` is ${broker}`}:{' '}
        {how === 'none' && choice !== null ? 'could be several' : HOW[how]}
        {refusal !== null && <span role="alert"> {refusal}</span>}
      </span>
      {isOpen && choice !== null && (
        <span className="row">
          {how === 'none' && (
            <select
              className="input"
              aria-label={`${symbol} at this broker`}
              value={choice}
              onChange={(event) => setPicked(event.target.value)}
            >
              {candidates.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          )}
          <Button
            size="small"
            about={`${symbol} is ${choice}`}
            unavailable={asked ? 'Asked' : null}
            onClick={() => void act.confirmName(symbol, choice)}
          >
            {how === 'guessed' ? 'Confirm' : 'Use this'}
          </Button>
        </span>
      )}
    </li>
  );
}
