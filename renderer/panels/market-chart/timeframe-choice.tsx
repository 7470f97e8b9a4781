import type { BarTimeframe } from '#shared/domain';
import { Choices } from '../../controls/index.ts';

const OFFERED = [
  ['M1', 'M1'],
  ['M5', 'M5'],
  ['H1', 'H1'],
] as const;

type TimeframeChoiceProps = { readonly value: BarTimeframe; readonly onPick: (timeframe: BarTimeframe) => void };

export function TimeframeChoice({ value, onPick }: TimeframeChoiceProps) {
  return <Choices<BarTimeframe> label="Candles of" options={OFFERED} value={value} onPick={onPick} />;
}
