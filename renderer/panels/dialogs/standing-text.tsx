import { countedText, moneyText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { currencyOf, isHeldKnown, roomIn, useIsOld } from '../reading/index.ts';

/** Which account, how many positions, how much money: every act away from safety names them. */
export function StandingText() {
  const mode = useEngine(({ cockpit }) => cockpit.mode);
  const login = useEngine(({ live }) => live?.account?.login ?? 'account not known');
  const isKnown = useEngine(isHeldKnown);
  const old = useIsOld();
  const open = useEngine(({ live, cockpit }) => Math.max(live?.positions.length ?? 0, cockpit.positions.size));
  const orders = useEngine(({ live }) => (isHeldKnown({ live }) ? (live?.orders.length ?? null) : null));
  const risk = useEngine(({ live }) => live?.room?.openRisk ?? null);
  const room = useEngine((view) => roomIn(view)?.dayRoom ?? null);
  const hasDay = useEngine((view) => roomIn(view)?.hasNoDayLimit !== true);
  const currency = useEngine(currencyOf);
  return (
    <p>
      <b>
        {mode.toUpperCase()} {login}
      </b>
      : {isKnown ? (old ? 'as last heard, ' : '') : 'the terminal has not said what it holds; we know of '}
      {countedText(open, 'open position')}, {orders === null ? 'unknown working orders' : countedText(orders, 'working order')},{' '}
      {moneyText(risk === null ? null : -risk, currency)} {currency} at the stops, {moneyText(room, currency)} {currency} room{' '}
      {hasDay ? 'today' : 'in all'}.
    </p>
  );
}
