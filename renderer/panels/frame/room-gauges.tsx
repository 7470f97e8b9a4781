import type { RoomView } from '#shared/events';
import { AlarmMark, LimitBar, Money } from '../../controls/index.ts';
import { ageText, grouped, NOTHING, pctText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import {
  currencyOf,
  NO_DAY_LIMIT,
  noRoomWords,
  roomIn,
  roomLeft,
  roomShares,
  roomWords,
  useIsOld,
  useLinkAgeMs,
} from '../reading/index.ts';
import { Gauge } from './gauge.tsx';

/** What the day may still lose before the next thing that ends trading, and what comes after that. */
export function DayRoomGauge() {
  const room = useEngine(roomIn);
  const none = useEngine(noRoomWords);
  const stops = useEngine(({ cockpit }) => cockpit.config.rulebook);
  const age = useLinkAgeMs();
  const old = useIsOld() && room !== null;
  if (room === null)
    return (
      <Gauge label="Room today" note={<span title={none}>{none}</span>}>
        {NOTHING}
      </Gauge>
    );
  if (room.hasNoDayLimit === true)
    return (
      <Gauge label="Room today" testId="room-day" note={<span>{NO_DAY_LIMIT}</span>}>
        {NOTHING}
      </Gauge>
    );
  const left = roomLeft(room, stops);
  const atStops = room.openRisk + room.reserved;
  /** Whole units, never more than there is. */
  const money = (value: number): string => grouped(Math.floor(value), 0);
  const next = left.entries > 0 ? 'until entries end' : left.all > 0 ? 'until all is closed' : 'to the floor';
  const first = left.entries > 0 ? left.entries : left.all > 0 ? left.all : left.floor;
  return (
    <Gauge
      old={old}
      testId="room-day"
      label={
        <>
          <span>Room {next}</span>
          <span className="roomy">{old ? `age ${ageText(age)}` : `${grouped(-Math.ceil(atStops), 0)} at stops`}</span>
        </>
      }
      bar={<RoomBar room={room} which="day" />}
      note={
        <>
          <span title={`${money(left.all)} until everything is closed at ${pctText(stops.hardStopPct, 0)} of the limit`}>
            {left.entries <= 0 ? (left.all > 0 ? 'entries ended' : 'all is closed') : `${money(left.all)} until closed`}
          </span>
          <span title={`${money(left.floor)} until the firm’s floor`}>{money(left.floor)} floor</span>
        </>
      }
    >
      <Room value={first} room={room} which="day" old={old} />
    </Gauge>
  );
}

/** Money left before the floor in all. */
export function TotalRoomGauge() {
  const room = useEngine(roomIn);
  const none = useEngine(noRoomWords);
  const age = useLinkAgeMs();
  const old = useIsOld() && room !== null;
  if (room === null)
    return (
      <Gauge label="Room total" note={<span title={none}>{none}</span>}>
        {NOTHING}
      </Gauge>
    );
  const { usedPct, room: left } = roomShares(room, 'total');
  return (
    <Gauge
      old={old}
      testId="room-total"
      label={
        <>
          <span>Room total</span>
          <span className="roomy">{old ? `age ${ageText(age)}` : `${pctText(usedPct)} used`}</span>
        </>
      }
      note={<RoomBar room={room} which="total" />}
    >
      <Room value={left} room={room} which="total" old={old} />
    </Gauge>
  );
}

type OfRoom = { readonly room: RoomView; readonly which: 'day' | 'total' };

function Room({ value, room, which, old }: OfRoom & { readonly value: number; readonly old: boolean }) {
  const currency = useEngine(currencyOf);
  const { band } = roomShares(room, which);
  return (
    <span className="figure">
      {band !== null && !old && <AlarmMark level={band} />}
      <Money value={value} currency={currency} />
    </span>
  );
}

function RoomBar({ room, which }: OfRoom) {
  const currency = useEngine(currencyOf);
  const { softStopPct, hardStopPct } = useEngine(({ cockpit }) => cockpit.config.rulebook);
  const shares = roomShares(room, which);
  return (
    <LimitBar
      used={shares.usedPct}
      reserved={shares.reservedPct}
      soft={softStopPct}
      hard={hardStopPct}
      label={roomWords(shares, currency, softStopPct, hardStopPct)}
    />
  );
}
