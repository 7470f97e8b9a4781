import type { LineOf } from '#shared/bridge';
import type { TerminalCaps } from '#shared/domain';

/** The Expert Advisor's own guards, as it told them with its last heartbeat. */
export type Guards = NonNullable<LineOf<'hb'>['guards']>;

/** What the cockpit asks the Expert Advisor to keep, from the configuration. */
export type OwnCaps = { readonly maxLots: number; readonly maxPositions: number };

/** The stricter of two limits, with the place where it is set: of equals the cockpit's own, which is nearer at hand. */
const stricter = (
  input: number,
  setting: string,
  own: number,
  key: string,
): { readonly most: number; readonly setting: string } => (input < own ? { most: input, setting } : { most: own, setting: key });

const keptOr = (kept: number | undefined, own: number): number => (kept === undefined || kept === 0 ? own : kept);

/** The stricter of what the cockpit asks for and what the Expert Advisor's inputs say; `null`: it is older and does not tell. */
export function capsOf(guards: Guards | null, own: OwnCaps, ours: (brokerSymbol: string) => string): TerminalCaps {
  // A limit the configuration widened is the Expert Advisor's only with the next session.
  const maxLots = Math.min(own.maxLots, keptOr(guards?.keptLots, own.maxLots));
  const maxPositions = Math.min(own.maxPositions, keptOr(guards?.keptPositions, own.maxPositions));
  const listed = (guards?.symbols ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return {
    lots: stricter(guards?.lots ?? Infinity, 'InpMaxLots', maxLots, 'mt5.maxLots'),
    positions: stricter(guards?.positions ?? Infinity, 'InpMaxPositions', maxPositions, 'mt5.maxPositions'),
    requests:
      guards === null
        ? []
        : [
            { within: 'minute', made: guards.lastMinute, most: guards.perMinute, setting: 'InpMaxPerMinute' },
            { within: 'day', made: guards.today, most: guards.perDay, setting: 'InpMaxPerDay' },
          ],
    symbols: listed.length === 0 ? null : [...new Set(listed.map(ours))].slice(0, 200),
  };
}
