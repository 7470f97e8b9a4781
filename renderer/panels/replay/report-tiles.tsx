import type { ReplayOverview } from '#shared/ipc';
import { FEW_DAYS } from '#shared/results';
import { countedText, countText, grouped, moneyText, NOTHING, ratioText, rText, signedMoneyText } from '../../format/index.ts';
import { historyTime } from './history-time.ts';
import './report-tiles.css';

const sharpeTile = ({ sharpe, days }: ReplayOverview['figures']): readonly [string, string, string] => [
  'Sharpe',
  days < FEW_DAYS ? NOTHING : grouped(sharpe, 2),
  days < FEW_DAYS ? `${countedText(days, 'day')} are too few` : `of ${countedText(days, 'day')}`,
];

/** What a replay made, each figure with what it leaves open. */
export function ReportTiles({ figures, run }: ReplayOverview) {
  const { winRateInterval: interval, net, trades, meanR, fall, fallAt } = figures;
  const { currency } = run;
  const tiles: readonly (readonly [title: string, value: string, said: string])[] = [
    [`Net, ${currency}`, signedMoneyText(net, currency), `${rText(meanR === null ? null : meanR * trades)} R`],
    ['Trades', countText(trades), `${countText(figures.wins)} won, ${countText(figures.losses)} lost`],
    [
      'Win rate',
      ratioText(figures.winRate),
      interval === null ? 'no interval' : `${ratioText(interval.low)} to ${ratioText(interval.high)}, 95 %`,
    ],
    ['Profit factor', grouped(figures.profitFactor, 2), 'after costs'],
    [
      'Deepest fall',
      fall === null ? NOTHING : moneyText(fall, currency),
      fallAt === null || fall === null || fall === 0 ? 'never below a high' : historyTime(fallAt),
    ],
    ['A trade', `${rText(meanR)} R`, figures.expectancy === null ? NOTHING : signedMoneyText(figures.expectancy, currency)],
    ['SQN', grouped(figures.sqn, 2), 'of R, at most 100 trades'],
    sharpeTile(figures),
    ['Costs', signedMoneyText(figures.costs, currency), 'spread, slippage, commission, swap'],
    ['In a row', `${countText(figures.longestLosing)} lost`, `${ratioText(figures.exposure, 1)} of the time held`],
  ];
  return (
    <dl className="replay-tiles" aria-label="Figures of the replay">
      {tiles.map(([title, value, said]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            <b>{value}</b>
            <span>{said}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
