import type { Preview } from '#shared/events';
import { AlarmMark, Icon } from '../../controls/index.ts';
import { grouped, labelOf, lotsText, moneyText, pctText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { currencyOf } from '../reading/index.ts';

function rowsOf(preview: Preview, currency: string): readonly (readonly [string, string])[] {
  const { lots, binding, rr, loss, spreadCost, before, after, stress, exposure } = preview;
  if (lots === null || loss === null || before === null || after === null) return [];
  const money = (amount: number): string => `${moneyText(amount, currency)} ${currency}`;
  const spoken = before.openRisk + before.reserved;
  const span = before.hasNoDayLimit === true ? 'in all' : 'today';
  return [
    ['Size', `${lotsText(lots)} lots, set by ${labelOf(binding ?? '')}`],
    ['Lost at the stop', `${money(-loss.total)}, ${pctText(loss.pctOfBalance, 2)}`],
    ['Paid for the spread', spreadCost === null ? 'not known' : money(-spreadCost)],
    ['Reward over risk', rr === null ? 'no target' : grouped(rr, 2)],
    [`Room ${span} at all stops`, `${moneyText(before.dayRoom - spoken, currency)} → ${money(after.dayRoom - spoken)}`],
    ...(stress === null
      ? []
      : ([
          [
            'If the stop is jumped by its distance',
            `${money(-stress.gapLoss)}, ${moneyText(stress.dayRoom, currency)} left ${span}`,
          ],
        ] as const)),
    ...exposure.map((leg) => [`Net ${leg.currency}`, `${moneyText(leg.before, currency)} → ${money(leg.after)}`] as const),
  ];
}

type OrderAnswerProps = { readonly preview: Preview; readonly testId: string };

/** What an order would come to: its size, its loss, the room before and after, and each rule that would refuse it. */
export function OrderAnswer({ preview, testId }: OrderAnswerProps) {
  const currency = useEngine(currencyOf);
  const { verdict, stress, failed } = preview;
  return (
    <section className="stack" data-testid={testId} aria-label="The order as it would be">
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
        {rowsOf(preview, currency).map(([name, value]) => (
          <div className="unboxed" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
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
