import { LANES } from '#shared/domain';
import { Bar } from '../../controls/index.ts';
import { countText, msText, NOTHING } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import './lanes.css';

/** The four bounded lanes: how full, how old the oldest message is. */
export function Lanes() {
  const lanes = useEngine(({ live }) => live?.lanes ?? null);
  return (
    <ul className="lanes">
      {LANES.map((name) => {
        const lane = lanes?.[name];
        return (
          <li className="lane" key={name}>
            <span className="mid">{name}</span>
            <Bar value={lane?.depth ?? null} limit={(lane?.max ?? 1) * 0.8} />
            <span className="num">
              {countText(lane?.depth)} <span className="dim lane-max">/ {countText(lane?.max)}</span>
            </span>
            <span className="num dim roomy">{lane === undefined || lane.depth === 0 ? NOTHING : msText(lane.oldestMs)}</span>
            {lane !== undefined && lane.refused > 0 && <b className="lane-refused">{countText(lane.refused)} refused</b>}
          </li>
        );
      })}
    </ul>
  );
}
