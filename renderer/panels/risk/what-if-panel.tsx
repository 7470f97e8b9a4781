import { useState } from 'react';
import type { Side, StrategyId } from '../../../shared/domain/index.ts';
import type { Preview } from '../../../shared/events/index.ts';
import { AlarmMark, Button, Field, Icon, Panel, TextInput } from '../../controls/index.ts';
import { grouped, labelOf, lotsText, moneyText, pctText, priceText, strategyText } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { currencyOf, digitsOf } from '../reading/index.ts';

type Answer =
  | { readonly kind: 'none' | 'asking' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'known'; readonly preview: Preview };
const STRATEGIES: readonly StrategyId[] = ['m5_bos', 'm1_retest'];

/** A price as it is typed, with a comma or a point; null where nothing is, NaN where it is none. */
const priceOf = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));

/** What an order would come to now: size, cost, room, exposure, and what would not hold if prices jumped. */
export function WhatIfPanel() {
  const act = useAct();
  const symbols = useEngine(({ live }) => live?.quotes.map(({ symbol }) => symbol).join(' ') ?? '')
    .split(' ')
    .filter((name) => name !== '');
  const [picked, setPicked] = useState<string | null>(null);
  const [side, setSide] = useState<Side>('BUY');
  const [strategy, setStrategy] = useState<StrategyId>('m5_bos');
  const [stop, setStop] = useState('');
  const [target, setTarget] = useState('');
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' });
  const symbol = picked ?? symbols[0] ?? '';
  const bid = useEngine(({ live }) => live?.quotes.find((quote) => quote.symbol === symbol)?.bid ?? null);
  const digits = useEngine(({ live }) => digitsOf(live, symbol));
  const [stopLoss, takeProfit] = [priceOf(stop), priceOf(target)];
  const missing =
    answer.kind === 'asking'
      ? 'Asked'
      : symbol === ''
        ? 'There is no symbol with a price'
        : stopLoss === null || !(stopLoss > 0)
          ? 'Name the stop'
          : takeProfit !== null && !(takeProfit > 0)
            ? 'The target is no price'
            : null;
  const ask = async (): Promise<void> => {
    setAnswer({ kind: 'asking' });
    const told = await act.preview({
      symbol,
      side,
      stopLoss: stopLoss ?? 0,
      takeProfit,
      strategy,
      riskPercent: null,
      volumeMax: null,
    });
    setAnswer(told.ok ? { kind: 'known', preview: told.value.preview } : { kind: 'refused', why: told.error.detail });
  };
  return (
    <Panel title="What if" note="at the market, nothing is sent">
      <form
        className="pad stack"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
          event.preventDefault();
          if (missing === null) void ask();
        }}
      >
        <div className="row low">
          <Field label="Symbol">
            <select className="input" value={symbol} onChange={(event) => setPicked(event.target.value)}>
              {symbols.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </Field>
          <Field label="Side">
            <select className="input" value={side} onChange={(event) => setSide(event.target.value as Side)}>
              <option>BUY</option>
              <option>SELL</option>
            </select>
          </Field>
          <Field label="Risk of">
            <select className="input" value={strategy} onChange={(event) => setStrategy(event.target.value as StrategyId)}>
              {STRATEGIES.map((id) => (
                <option key={id} value={id}>
                  {strategyText(id)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={bid === null ? 'Stop' : `Stop (bid ${priceText(bid, digits)})`}>
            <TextInput value={stop} onChange={setStop} maxLength={20} />
          </Field>
          <Field label="Target">
            <TextInput value={target} onChange={setTarget} maxLength={20} placeholder="none" />
          </Field>
          <Button testId="what-if" unavailable={missing} onClick={() => void ask()}>
            Work it out
          </Button>
        </div>
        {answer.kind === 'refused' && <p role="alert">{answer.why}</p>}
        {answer.kind === 'known' && <Answered preview={answer.preview} />}
      </form>
    </Panel>
  );
}

function Answered({ preview }: { readonly preview: Preview }) {
  const currency = useEngine(currencyOf);
  const { verdict, lots, binding, rr, loss, spreadCost, before, after, stress, exposure, failed } = preview;
  const money = (amount: number): string => `${moneyText(amount)} ${currency}`;
  const rows: (readonly [string, string])[] = [];
  if (lots !== null && loss !== null && before !== null && after !== null) {
    rows.push(
      ['Size', `${lotsText(lots)} lots, set by ${labelOf(binding ?? '')}`],
      ['Lost at the stop', `${money(-loss.total)}, ${pctText(loss.pctOfBalance, 2)}`],
      ['Paid for the spread', spreadCost === null ? 'not known' : money(-spreadCost)],
      ['Reward over risk', rr === null ? 'no target' : grouped(rr, 2)],
      [
        'Room today at all stops',
        `${moneyText(before.dayRoom - before.openRisk - before.reserved)} → ${money(after.dayRoom - before.openRisk - before.reserved)}`,
      ],
    );
  }
  if (stress !== null)
    rows.push(['If the stop is jumped by its distance', `${money(-stress.gapLoss)}, ${moneyText(stress.dayRoom)} left today`]);
  return (
    <section className="stack" data-testid="what-if-answer" aria-label="What would come of it">
      <p className={verdict === 'passed' ? undefined : 'refusal'}>
        <b>{verdict === 'passed' ? 'Would be taken' : 'Would be refused'}</b>
        {preview.entry === null ? ', there is no price' : ''}
      </p>
      {stress !== null && stress.crosses !== 'none' && (
        <p>
          <AlarmMark level="high" small /> A gap like that would cross the {stress.crosses === 'day' ? 'daily' : 'total'} floor: a
          stop bounds the price, not the fill.
        </p>
      )}
      <dl className="kv wide">
        {rows.map(([name, value]) => (
          <div className="unboxed" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {lots !== null &&
          exposure.map((leg) => (
            <div className="unboxed" key={leg.currency}>
              <dt>Net {leg.currency}</dt>
              <dd>
                {moneyText(leg.before)} → {money(leg.after)}
              </dd>
            </div>
          ))}
      </dl>
      {failed.length > 0 && (
        <ul className="steps" aria-label="Rules that are not met">
          {failed.map(({ stage, code, hard, text }) => (
            <li key={`${stage}${code}`}>
              <Icon name={hard ? 'cross' : 'half'} />
              <span className="wrap">{text}</span>
              <span className="dim">{hard ? 'hard' : 'soft'}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
