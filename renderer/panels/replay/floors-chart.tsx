import { useMemo } from 'react';
import type { ReplayOverview } from '#shared/ipc';
import { EquityAndFloors, type FloorPoint } from '../../analysis/index.ts';
import { moneyText, NOTHING } from '../../format/index.ts';
import { historyTime } from './history-time.ts';

const COLUMNS = ['Time, UTC', 'Equity', 'Daily floor', 'Total floor'] as const;

/** Under so much history the hours stand at the axis too. */
const SHORT_MS = 5 * 24 * 3_600_000;

/** The curve of a replay with the floors that the firm drew under it. */
export function FloorsChart({ report }: { readonly report: ReplayOverview }) {
  const { currency } = report.run;
  const points = useMemo(
    () =>
      report.equity.map((point): FloorPoint => {
        const money = (value: number | null): string => (value === null ? NOTHING : moneyText(value, currency));
        const row = [historyTime(point.at), money(point.equity), money(point.daily), money(point.total)];
        return {
          ...point,
          row,
          lines: [row[0] ?? '', `Equity ${row[1] ?? ''}`, `Daily floor ${row[2] ?? ''}`, `Total floor ${row[3] ?? ''}`],
        };
      }),
    [report.equity, currency],
  );
  const nearest = report.verdict.nearest.map(
    ({ rule, room, at }) => `nearest to the ${rule} floor ${moneyText(room, currency)} above it, ${historyTime(at)}`,
  );
  const isShort = report.run.to - report.run.from < SHORT_MS;
  return (
    <EquityAndFloors
      points={points}
      columns={COLUMNS}
      said={`From ${moneyText(report.balance.start, currency)} to ${moneyText(report.balance.end, currency)} ${currency}; ${nearest.join('; ')}.`}
      time={(at) => historyTime(at).slice(5, isShort ? 16 : 10)}
      money={(value) => moneyText(value, 'JPY')}
    />
  );
}
