import type { PriceFile, PriceQuality } from '#shared/ipc';
import { countedText, countText, durationText, exact } from '../../format/index.ts';
import { historyTime } from './history-time.ts';
import { inFields } from './options-in-words.ts';

/** What a file is worth, or why it cannot be read; nothing while it was not looked at. */
export function FileQuality({ look }: Pick<PriceFile, 'look'>) {
  if (look === null) return null;
  if (look.quality === null) return <p className="refusal wrap">{inFields(look.problem ?? '')}</p>;
  return (
    <details>
      <summary>{shortly(look.quality)}</summary>
      <ul className="plain-list dim">
        {sentences(look.quality).map((sentence) => (
          <li key={sentence} className="wrap">
            {sentence}
          </li>
        ))}
      </ul>
    </details>
  );
}

const rowsText = ({ kind, size, rows }: PriceQuality): string =>
  `${countText(rows)} ${kind === 'ticks' ? 'ticks' : `${size} bars`}`;

function shortly(quality: PriceQuality): string {
  const { symbol, holes, missingMinutes, spikeCount, skipped } = quality;
  const faults = [
    ...(holes === 0 ? [] : [countedText(holes, 'hole')]),
    ...(missingMinutes === 0 ? [] : [`${countText(missingMinutes)} min missing`]),
    ...(spikeCount === 0 ? [] : [countedText(spikeCount, 'spike')]),
    ...(skipped === 0 ? [] : [countedText(skipped, 'bad row')]),
  ];
  return `${symbol}, ${rowsText(quality)}: ${faults.length === 0 ? 'nothing is missing' : faults.join(', ')}`;
}

function sentences(quality: PriceQuality): readonly string[] {
  const { from, to, form, low, high, decimals, spread, kind, size, outside, hasSpec, symbol, longest, spikes, hints } = quality;
  return [
    `${historyTime(from)} to ${historyTime(to)}`,
    `Read as ${form}.`,
    `Prices from ${exact(low)} to ${exact(high)}, ${countedText(decimals, 'decimal')}.`,
    spread === null
      ? 'No spread in the file: give one, or entries and exits are cheaper than at any broker.'
      : `Spread ${exact(spread.min)} to ${exact(spread.max)}${kind === 'bars' ? ' points' : ''}, median ${exact(spread.median)}.`,
    ...longest.map(
      (gap) => `Nothing from ${historyTime(gap.from)} to ${historyTime(gap.to)}: ${durationText(gap.tradingMs)} of trading.`,
    ),
    ...spikes.map(
      ({ at, price, times }) => `${exact(price)} at ${historyTime(at)} stands alone, ${countText(times)} times the usual move.`,
    ),
    ...(outside === 0 ? [] : [`${countedText(outside, 'row')} while the market is closed.`]),
    ...(kind === 'ticks' || size === 'M1' ? [] : [`A replay needs M1 bars; these are ${size}.`]),
    ...(hints ?? []).map((hint) => inFields(`A hint: ${hint}.`)),
    ...(hasSpec ? [] : [`There is no specification of ${symbol}: give one, trading hours of currencies are assumed here.`]),
  ];
}
