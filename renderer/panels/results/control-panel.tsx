import { useMemo, useState } from 'react';
import type { Result } from '#shared/results';
import { ControlLines } from '../../analysis/index.ts';
import { Choices, Empty, Panel } from '../../controls/index.ts';
import { countedText } from '../../format/index.ts';
import { useCockpit } from '../../store/index.ts';
import { controlOf, MEASURES, verdictOf, WATCHED, type Watched } from './control-points.ts';

const CHOICES = WATCHED.map((which) => [which, MEASURES[which].title] as const);
/** Fewer than these need no row of their own to be told apart. */
const OWN_ROW_FROM = 60;
const COLUMNS = ['Trade', 'Value', 'Standing'];

/** Whether orders are carried out as steadily as before: latency, slippage and the reward of winners, trade by trade. */
export function ControlPanel({ results }: { readonly results: readonly Result[] }) {
  const { engine } = useCockpit();
  const [which, setWhich] = useState<Watched>('slippage');
  const { points, levels, chart, missing, said } = useMemo(
    () => controlOf(which, results, (id) => engine.getState().cockpit.signals.get(id)),
    [which, results, engine],
  );
  return (
    <Panel
      title="Control chart"
      note={countedText(points.length, 'trade')}
      end={missing === 0 ? undefined : `${countedText(missing, 'trade')} without it on record`}
      className={points.length < OWN_ROW_FROM ? 'at-control is-few' : 'at-control'}
    >
      <div className="grouped-by">
        <Choices label="What is watched" options={CHOICES} value={which} onPick={setWhich} />
        <p className="dim wrap" role="status">
          {points.length === 0 ? '' : verdictOf(chart)}
        </p>
      </div>
      {points.length === 0 ? (
        <Empty>Of none of these trades is it on record.</Empty>
      ) : (
        <ControlLines points={points} levels={levels} said={said} columns={COLUMNS} text={MEASURES[which].text} />
      )}
    </Panel>
  );
}
