import { moneyText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { currencyOf } from '../reading/index.ts';

/** Which account, how many positions, how much money: every act away from safety names them. */
export function StandingText() {
  const mode = useEngine(({ cockpit }) => cockpit.mode);
  const login = useEngine(({ live }) => live?.account?.login ?? 'account not known');
  const open = useEngine(({ live, cockpit }) => live?.positions.length ?? cockpit.positions.size);
  const orders = useEngine(({ live }) => live?.orders.length ?? null);
  const risk = useEngine(({ live }) => live?.room?.openRisk ?? null);
  const room = useEngine(({ live }) => live?.room?.dayRoom ?? null);
  const currency = useEngine(currencyOf);
  return (
    <p>
      <b>
        {mode.toUpperCase()} {login}
      </b>
      : {open} open {open === 1 ? 'position' : 'positions'}, {orders ?? 'unknown'} working {orders === 1 ? 'order' : 'orders'},{' '}
      {moneyText(risk === null ? null : -risk)} {currency} at the stops, {moneyText(room)} {currency} room today.
    </p>
  );
}
