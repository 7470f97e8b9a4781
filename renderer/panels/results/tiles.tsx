import type { DayResult, EquityStep, Summary } from '#shared/results';
import { deepestFall, isoDay } from '#shared/results';
import { dateTimeText, grouped, moneyText, NOTHING, ratioText, rText, signedMoneyText } from '../../format/index.ts';
import { IntervalBar } from './interval-bar.tsx';
import './tiles.css';

type TilesProps = {
  readonly summary: Summary;
  readonly line: readonly EquityStep[];
  readonly days: readonly DayResult[];
  readonly currency: string;
};

type TileProps = {
  readonly title: string;
  readonly value: string;
  readonly said: string;
  readonly bar?: React.ReactNode;
};

function Tile({ title, value, said, bar }: TileProps) {
  return (
    <div className="tile">
      <dt>{title}</dt>
      <dd>
        <b>{value}</b>
        {bar}
        <span>{said}</span>
      </dd>
    </div>
  );
}

/** The figures of the chosen trades, each with what they leave open: a 95 % interval, or what it consists of. */
export function Tiles({ summary, line, days, currency }: TilesProps) {
  const { net, netInterval, meanR, meanRInterval, winRate, winRateInterval, wins, count, rCount } = summary;
  const money = (value: number): string => signedMoneyText(value, currency);
  const between = (low: string, high: string): string => `${low} to ${high}`;
  const fall = deepestFall(line);
  const best = days.reduce<DayResult | null>((found, day) => (day.net > (found?.net ?? 0) ? day : found), null);
  return (
    <dl className="tiles" aria-label="Figures with 95 % intervals">
      <Tile
        title={`Net, ${currency}`}
        value={money(net)}
        bar={netInterval !== null && <IntervalBar interval={netInterval} value={net} mark={0} />}
        said={
          netInterval === null ? 'no interval: fewer than 2 trades' : between(money(netInterval.low), money(netInterval.high))
        }
      />
      <Tile
        title="Mean R"
        value={rText(meanR)}
        bar={meanRInterval !== null && meanR !== null && <IntervalBar interval={meanRInterval} value={meanR} mark={0} />}
        said={
          meanRInterval === null
            ? 'no interval: fewer than 2 trades'
            : `${between(rText(meanRInterval.low), rText(meanRInterval.high))}, n ${grouped(rCount, 0)}`
        }
      />
      <Tile
        title="Win rate"
        value={ratioText(winRate, 1)}
        bar={
          winRateInterval !== null && winRate !== null && <IntervalBar interval={winRateInterval} value={winRate} mark={0.5} />
        }
        said={
          winRateInterval === null
            ? NOTHING
            : `${between(ratioText(winRateInterval.low), ratioText(winRateInterval.high))}, ${grouped(wins, 0)} of ${grouped(count, 0)}`
        }
      />
      <Tile
        title="Profit factor"
        value={grouped(summary.profitFactor, 2)}
        said={`won ${moneyText(summary.grossWin, currency)}, lost ${moneyText(summary.grossLoss, currency)}`}
      />
      <Tile
        title={`Deepest fall, ${currency}`}
        value={fall === null ? moneyText(0, currency) : `−${moneyText(fall.money, currency)}`}
        said={fall === null ? 'never below a high' : dateTimeText(fall.at)}
      />
      <Tile
        title={`Best day, ${currency}`}
        value={best === null ? NOTHING : money(best.net)}
        said={best === null ? 'no day was won' : `${isoDay(best.day)}${net > 0 ? `, ${ratioText(best.net / net)} of net` : ''}`}
      />
    </dl>
  );
}
