import { useMemo } from 'react';
import { EquityChart, floorsPicture } from '../../charts/index.ts';
import { Empty, Panel } from '../../controls/index.ts';
import { moneyText } from '../../format/index.ts';
import { useEngine, useUi } from '../../store/index.ts';
import { currencyOf, noRoomWords, roomIn, useIsOld } from '../reading/index.ts';
import './floors-panel.css';

/** The firm's day with its floors, and those of the next one if it began as it is now. */
export function FloorsPanel() {
  const points = useEngine(({ equity }) => equity);
  const room = useEngine(roomIn);
  const none = useEngine(noRoomWords);
  const day = useEngine(({ cockpit }) => cockpit.day);
  const stops = useEngine(({ cockpit }) => cockpit.config.rulebook);
  const currency = useEngine(currencyOf);
  const look = useUi((view) => view.look);
  const old = useIsOld();
  const picture = useMemo(() => floorsPicture(points, room, day, stops), [points, room, day, stops]);
  const next = room?.tomorrow;
  return (
    <Panel
      title="Floors"
      note="firm’s day"
      end={next === undefined ? none : `tomorrow’s floor ${moneyText(next.floor, currency)} ${currency}, as now`}
      className={old ? 'floors is-old' : 'floors'}
    >
      {picture.now === null ? (
        <Empty>
          No point of the line is known yet. <b>One is taken each half minute while the terminal shows the account.</b>
        </Empty>
      ) : (
        <>
          <EquityChart picture={picture} look={look} />
          <p className="unseen">{picture.said}</p>
        </>
      )}
    </Panel>
  );
}
