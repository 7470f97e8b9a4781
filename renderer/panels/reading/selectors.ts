import { AGENT_EFFECTS, type AgentId, type Breaker, type EffectClass, type Stage } from '#shared/domain';
import { breakerKey } from '#shared/projection';
import { useEngine, useNow, type EngineView } from '../../store/index.ts';

/** Digits of a symbol's price: from its quote, or the market's habit while there is none. */
export function digitsOf(live: EngineView['live'], symbol: string): number {
  const quoted = live?.quotes.find((quote) => quote.symbol === symbol);
  if (quoted !== undefined) return quoted.digits;
  if (symbol.startsWith('XAU')) return 2;
  return symbol.endsWith('JPY') ? 3 : 5;
}

/** The account's currency; the paper account's as configured while no account is known. */
export const currencyOf = ({ live, cockpit }: Pick<EngineView, 'live' | 'cockpit'>): string =>
  live?.account?.currency ?? cockpit.config.paper.currency;

/** Symbols that have a price. Joined for the comparison, so that a new price alone renders nothing. */
export function usePricedSymbols(): readonly string[] {
  const joined = useEngine(({ live }) => live?.quotes.map(({ symbol }) => symbol).join(' ') ?? '');
  return joined === '' ? [] : joined.split(' ');
}

/** True while figures on screen may be the past: engine silent, or terminal not up. */
export const useIsOld = (): boolean => useOldReason() !== null;

/** Why what is on screen may be the past, as a reason not to act on it; null while it is the present. */
export const useOldReason = (): string | null =>
  useEngine(({ link, live }) =>
    link !== 'live' || live === null
      ? 'Not live: what is shown may be the past'
      : live.terminal.link === 'up'
        ? null
        : `The terminal is ${live.terminal.link === 'down' ? 'not connected' : 'silent'}: what is shown may be the past`,
  );

/** Age of the terminal's figures now: what the engine said, plus the time since it said it. */
export function useLinkAgeMs(stepMs = 1_000): number | null {
  const said = useEngine(({ live }) => live?.terminal.ageMs ?? null);
  const at = useEngine(({ live }) => live?.at ?? 0);
  const now = useNow(stepMs);
  return said === null ? null : said + Math.max(0, now - at);
}

const CLOSED: Breaker = { state: 'CLOSED', failures: 0 };
export type BreakerRow = { readonly agent: AgentId; readonly effect: EffectClass; readonly breaker: Breaker };

/** Every breaker there is, in the agents' fixed order. One that never moved is closed. */
export const breakersOf = (moved: ReadonlyMap<string, Breaker>): readonly BreakerRow[] =>
  (Object.keys(AGENT_EFFECTS) as AgentId[]).flatMap((agent) =>
    AGENT_EFFECTS[agent].map((effect) => ({ agent, effect, breaker: moved.get(breakerKey(agent, effect)) ?? CLOSED })),
  );

export const notClosed = (rows: readonly BreakerRow[]): readonly BreakerRow[] =>
  rows.filter(({ breaker }) => breaker.state !== 'CLOSED');

export const STAGE_ORDER: readonly Stage[] = ['intake', 'controller', 'owner', 'approval', 'u1', 'u2', 'u3', 'u4', 'u5'];

export const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  intake: 'Intake',
  controller: 'Controller',
  owner: 'Owner',
  approval: 'Approval',
  u1: 'U1 valid',
  u2: 'U2 score',
  u3: 'U3 size',
  u4: 'U4 exec',
  u5: 'U5 watch',
};

/** Time each station may take: 10 ms for routing, 50 ms for a judgement, together under a second. The trader's time is the card's. */
export const STAGE_BUDGET_MS: Readonly<Record<Exclude<Stage, 'approval'>, number>> = {
  intake: 50,
  controller: 10,
  owner: 50,
  u1: 50,
  u2: 50,
  u3: 50,
  u4: 600,
  u5: 50,
};
