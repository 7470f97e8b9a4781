import { strategyOfProfile } from '#shared/config';
import { FULL_RISK, isAlwaysOpen } from '#shared/projection';
import { countText, dayText, labelOf, sessionText } from '../../format/index.ts';
import type { EngineView } from '../../store/index.ts';
import { roomShares } from './room.ts';

/** Why nothing can be opened at this moment, or is not known to be, the weightiest reason first; null when entries are possible. */
export function entriesHeldBy({ cockpit, live }: Pick<EngineView, 'cockpit' | 'live'>): string | null {
  if (live === null) return 'not known yet';
  const reasons: readonly (string | null)[] = [
    live.fault === null ? null : 'journal fault',
    live.terminal.link === 'up' ? null : live.terminal.link === 'down' ? 'terminal link down' : 'prices are old',
    live.account?.algoTrading === false ? 'Algo Trading is off' : null,
    live.terminal.obstacle,
    blockReason(cockpit),
    breakerReason(cockpit),
    roomReason(cockpit, live),
    strategyReason(cockpit),
    sessionReason(cockpit, live),
  ];
  return reasons.find((reason) => reason !== null) ?? null;
}

type Cockpit = EngineView['cockpit'];
type Live = NonNullable<EngineView['live']>;

function blockReason({ blocks }: Cockpit): string | null {
  const [first, ...more] = blocks.keys();
  if (first === undefined) return null;
  return `${labelOf(first)}${more.length > 0 ? `, and ${countText(more.length)} more` : ''}`;
}

function breakerReason({ breakers }: Cockpit): string | null {
  for (const effect of ['read', 'write'] as const) {
    const state = breakers.get(`terminal/${effect}`)?.state;
    if (state === 'OPEN' || state === 'ISOLATED') return `terminal ${effect} breaker ${labelOf(state.toLowerCase())}`;
  }
  return null;
}

function roomReason({ config }: Cockpit, { room }: Live): string | null {
  if (room === null) return 'account not known yet';
  const { usedPct } = roomShares(room, 'day');
  if (room.totalRoom <= 0) return 'total floor reached';
  return usedPct >= config.rulebook.softStopPct ? 'day’s soft stop reached' : null;
}

/** Strategies that may open something by a signal: enabled, and their risk is on. */
const usable = ({ config, strategies }: Cockpit) =>
  Object.entries(config.strategies).filter(
    ([id, { enabled }]) =>
      enabled && strategyOfProfile(config.strategies, id)?.isByHand === false && (strategies.get(id) ?? FULL_RISK).riskOn,
  );

const strategyReason = (cockpit: Cockpit): string | null => (usable(cockpit).length === 0 ? 'every strategy is off' : null);

function sessionReason(cockpit: Cockpit, { sessions, nextSession }: Live): string | null {
  const isOpen = usable(cockpit).some(([, profile]) =>
    profile.sessions.some((name) => name === 'any' || sessions.includes(name)),
  );
  if (isOpen || isAlwaysOpen(cockpit)) return null;
  return sessions.length > 0
    ? `no strategy trades ${sessions.map(sessionText).join(', ')}`
    : `no session; ${sessionText(nextSession.session)} ${dayText(nextSession.at)}`;
}
