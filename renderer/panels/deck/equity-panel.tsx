import { useMemo } from 'react';
import type { EquityPoint } from '#shared/ipc';
import { EquityChart, equityPicture } from '../../charts/index.ts';
import { Empty, Panel } from '../../controls/index.ts';
import { clockText, moneyText, NOTHING } from '../../format/index.ts';
import { useEngine, useUi } from '../../store/index.ts';
import { currencyOf, noRoomWords, roomIn, useIsOld } from '../reading/index.ts';

/** Rows of the chart's table: enough to follow the line, few enough to listen to. */
const TABLE_ROWS = 24;

/** Equity over the firm's day with every line at which trading ends. */
export function EquityPanel() {
  const points = useEngine(({ equity }) => equity);
  const room = useEngine(roomIn);
  const none = useEngine(noRoomWords);
  const day = useEngine(({ cockpit }) => cockpit.day);
  const stops = useEngine(({ cockpit }) => cockpit.config.rulebook);
  const currency = useEngine(currencyOf);
  const look = useUi((view) => view.look);
  const old = useIsOld();
  const picture = useMemo(() => equityPicture(points, room, day, stops), [points, room, day, stops]);
  const end =
    picture.now === null
      ? NOTHING
      : old
        ? `last point ${clockText(picture.now.at)}`
        : room === null
          ? none
          : `${moneyText(room.dayRoom, currency)} ${currency} above floor${room.hasNoDayLimit === true ? ', no daily limit' : ''}`;
  return (
    <Panel title="Equity and room" note="firm’s day" end={end} className={old ? 'is-old' : ''}>
      {picture.now === null ? (
        <Empty>
          No point of the line is known yet. <b>One is taken each half minute while the terminal shows the account.</b>
        </Empty>
      ) : (
        <>
          <EquityChart picture={picture} look={look} />
          <p className="unseen">{picture.said}</p>
          <PointsTable points={points} currency={currency} />
        </>
      )}
    </Panel>
  );
}

function PointsTable({ points, currency }: { readonly points: readonly EquityPoint[]; readonly currency: string }) {
  const every = Math.max(1, Math.ceil(points.length / TABLE_ROWS));
  return (
    <table className="unseen">
      <caption>Equity over the day</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Equity</th>
          <th scope="col">Balance</th>
        </tr>
      </thead>
      <tbody>
        {points
          .filter((_, index) => index % every === 0)
          .map(({ at, equity, balance }) => (
            <tr key={at}>
              <th scope="row">{clockText(at)}</th>
              <td>{moneyText(equity, currency)}</td>
              <td>{moneyText(balance, currency)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
