import type { SignalLife } from '#shared/projection';
import { Clock, Panel } from '../../controls/index.ts';
import { labelOf, lotsText, moneyText, NOTHING, pctText, priceText, scoreText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { currencyOf, digitsOf, u1ScoreOf, u2ScoreOf } from '../reading/index.ts';

/** What was asked for and how it was sized. */
export function SignalFacts({ life }: { readonly life: SignalLife }) {
  const { signal, card, traceId } = life;
  const digits = useEngine(({ live }) => digitsOf(live, signal.symbol));
  const currency = useEngine(currencyOf);
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ['Entry', priceText(signal.entry, digits)],
    ['Stop', priceText(card?.stopLoss ?? signal.stopLoss, digits)],
    ['Target', priceText(card?.takeProfit ?? signal.takeProfit, digits)],
    ['U1 score', scoreText(u1ScoreOf(life))],
    ['U2 score', scoreText(u2ScoreOf(life))],
    ['Size', card === null ? NOTHING : `${lotsText(card.lots)} lots`],
    ['Sized by', card === null ? NOTHING : labelOf(card.binding)],
    [
      'Loss at the stop',
      card === null ? NOTHING : `${moneyText(-card.loss.total, currency)} ${currency} · ${pctText(card.loss.pctOfBalance, 2)}`,
    ],
    ['Made by the sender', <Clock key="made" at={signal.madeAt} precise />],
    [
      'Trace',
      <span key="trace" className="code">
        {traceId}
      </span>,
    ],
  ];
  return (
    <Panel title="Sizing" note={card === null ? 'no dry run' : 'as on the card'}>
      <dl className="figures">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
