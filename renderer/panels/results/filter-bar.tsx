import type { StrategyId } from '#shared/domain';
import type { Result } from '#shared/results';
import { Choices } from '../../controls/index.ts';
import { strategyText } from '../../format/index.ts';
import { PERIODS, type ResultFilter } from './use-results.ts';

type FilterBarProps = {
  readonly results: readonly Result[];
  readonly filter: ResultFilter;
  readonly onFilter: (filter: ResultFilter) => void;
};

/** Period, strategy and symbol: what every figure, chart and row below is about. */
export function FilterBar({ results, filter, onFilter }: FilterBarProps) {
  const strategies = [...new Set(results.flatMap(({ trade }) => trade.strategyId ?? []))].sort();
  const symbols = [...new Set(results.map(({ trade }) => trade.symbol))].sort();
  return (
    <>
      <Choices label="Period" options={PERIODS} value={filter.days} onPick={(days) => onFilter({ ...filter, days })} />
      <Pick
        label="Strategy"
        all="All strategies"
        value={filter.strategy}
        options={strategies.map((id: StrategyId) => [id, strategyText(id)])}
        onPick={(strategy) => onFilter({ ...filter, strategy })}
      />
      <Pick
        label="Symbol"
        all="All symbols"
        value={filter.symbol}
        options={symbols.map((symbol) => [symbol, symbol])}
        onPick={(symbol) => onFilter({ ...filter, symbol })}
      />
    </>
  );
}

type PickProps = {
  readonly label: string;
  readonly all: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onPick: (value: string) => void;
};

function Pick({ label, all, value, options, onPick }: PickProps) {
  return (
    <select className="input" aria-label={label} value={value} onChange={(event) => onPick(event.target.value)}>
      <option value="">{all}</option>
      {options.map(([name, text]) => (
        <option key={name} value={name}>
          {text}
        </option>
      ))}
    </select>
  );
}
