import { useState } from 'react';
import type { LiveFrame } from '#shared/ipc';
import { Button, Icon } from '../../controls/index.ts';
import { dateTimeText } from '../../format/index.ts';
import { useAct, useAsk } from '../../store/index.ts';

export type SymbolName = LiveFrame['terminal']['names'][number];

type Traits = NonNullable<SymbolName['traits']>;

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
      <p className="dim">
        What the broker says of each. Correct a pip under <code>mt5.pips</code>, a name under <code>mt5.symbols</code>.
      </p>
      <ul className="steps">
        {names.map((name) => (
          <Name key={name.symbol} name={name} />
        ))}
      </ul>
    </section>
  );
}

const MODES: Readonly<Record<string, string>> = {
  disabled: 'trading is switched off by the broker',
  close_only: 'close-only: nothing can be opened',
  long_only: 'long-only: nothing can be sold short',
  short_only: 'short-only: nothing can be bought',
};

/** What the broker says of a symbol. A pip that is not meant so is corrected under `mt5.pips`. */
function traitsText({ assetClass, digits, pip, tradeMode, opensAt }: Traits): string {
  const mode = MODES[tradeMode];
  return [
    `${assetClass}, ${String(digits)} digits, pip ${String(pip)}`,
    ...(mode === undefined ? [] : [mode]),
    ...(opensAt === null ? [] : [`closed, opens ${dateTimeText(opensAt)}`]),
  ].join('; ');
}

function Name({ name: { symbol, broker, how, candidates, traits = null } }: { readonly name: SymbolName }) {
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
        {traits !== null && <span className="dim"> {traitsText(traits)}</span>}
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
            needs="symbol.confirm"
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
