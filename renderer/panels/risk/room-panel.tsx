import { resetOf, rulebookIn } from '#shared/rulebooks';
import { ACCOUNT_SIZE } from '#shared/domain';
import type { RoomView } from '#shared/events';
import { AlarmMark, Empty, LimitBar, Money, Panel } from '../../controls/index.ts';
import { clockText, durationText, moneyText, pctText } from '../../format/index.ts';
import { useEngine, useNow } from '../../store/index.ts';
import { currencyOf, NO_DAY_LIMIT, roomIn, roomShares, roomWords, useIsOld } from '../reading/index.ts';
import './room-panel.css';

/** Both floors with the money left above them, and what open stops would take. */
export function RoomPanel() {
  const room = useEngine(roomIn);
  const isSized = useEngine(({ cockpit }) => !cockpit.blocks.has(ACCOUNT_SIZE));
  const old = useIsOld();
  return (
    <Panel title="Room" note="equity against the floors" className={old ? 'is-old' : ''}>
      {room === null ? (
        <Empty>
          {isSized ? 'Not known yet.' : 'The rulebook is for an account of another size: its floors mean nothing here.'}{' '}
          <b>
            {isSized
              ? 'Room needs the account and the balance at the firm’s midnight.'
              : 'Set the account size under Settings, Rulebook.'}
          </b>
        </Empty>
      ) : (
        <Lines room={room} />
      )}
    </Panel>
  );
}

/** What the firm takes down at its reset: the day's floor hangs from it. */
const ANCHOR_WORDS = { balance: 'Balance', equity: 'Equity', higher: 'Higher of balance and equity' } as const;

const BOTH = ['day', 'total'] as const;
const TOTAL = ['total'] as const;

function Lines({ room }: { readonly room: RoomView }) {
  const currency = useEngine(currencyOf);
  const config = useEngine(({ cockpit }) => cockpit.config);
  const day = useEngine(({ cockpit }) => cockpit.day);
  const now = useNow(1_000);
  const { softStopPct, hardStopPct } = config.rulebook;
  const book = rulebookIn(config.rulebook);
  return (
    <>
      <div className="room-lines">
        {room.hasNoDayLimit === true && <span className="mid">Today: {NO_DAY_LIMIT}</span>}
        {(room.hasNoDayLimit === true ? TOTAL : BOTH).map((which) => {
          const shares = roomShares(room, which);
          return (
            <div className="unboxed" key={which}>
              <span className="mid">
                {which === 'day' ? 'Today' : 'Total'}, floor {moneyText(shares.floor, currency)}
              </span>
              <LimitBar
                used={shares.usedPct}
                reserved={shares.reservedPct}
                soft={softStopPct}
                hard={hardStopPct}
                label={roomWords(shares, currency, softStopPct, hardStopPct)}
              />
              <span className="num">
                {shares.band !== null && <AlarmMark level={shares.band} small />}{' '}
                <b className="strong">
                  <Money value={shares.room} currency={currency} />
                </b>{' '}
                of {moneyText(shares.limit, currency)} · {pctText(shares.usedPct)} used
              </span>
            </div>
          );
        })}
      </div>
      <dl className="kv wide pad">
        <dt>If every stop is hit</dt>
        <dd>
          {moneyText(-room.openRisk, currency)} {currency}
        </dd>
        <dt>Reserved by sent orders</dt>
        <dd>
          {moneyText(-room.reserved, currency)} {currency}
        </dd>
        <dt>{ANCHOR_WORDS[book.daily?.anchor ?? 'balance']} at the day’s start</dt>
        <dd>
          {day === null ? 'not known' : `${moneyText(day.balance, currency)} ${currency}, taken ${clockText(day.anchorAt)}`}
        </dd>
        <Transfers currency={currency} />
        <Tomorrow room={room} currency={currency} />
        <dt>Day ends</dt>
        <dd>
          {clockText(room.resetsAt)} here, in {durationText(room.resetsAt - now)} ({resetOf(book).name})
        </dd>
      </dl>
    </>
  );
}

/** Deposits and withdrawals are neither profit nor loss: the floor moves with them. */
function Transfers({ currency }: { readonly currency: string }) {
  const moved = useEngine(({ cockpit }) => cockpit.transfers.day);
  if (moved === 0) return null;
  return (
    <>
      <dt>Paid in or out since then</dt>
      <dd>
        {moved > 0 ? '+' : ''}
        {moneyText(moved, currency)} {currency}, and the floor with it
      </dd>
    </>
  );
}

/** What the next reset would make of this moment. */
function Tomorrow({ room: { tomorrow }, currency }: { readonly room: RoomView; readonly currency: string }) {
  if (tomorrow === undefined) return null;
  const isBreach = tomorrow.room < 0;
  return (
    <>
      <dt>If the day ended now</dt>
      <dd className={isBreach ? 'strong' : undefined}>
        {isBreach && <AlarmMark level="high" small />} floor {moneyText(tomorrow.floor, currency)}, equity{' '}
        {moneyText(Math.abs(tomorrow.room), currency)} {currency} {isBreach ? 'below: a breach' : 'above'}
      </dd>
    </>
  );
}
