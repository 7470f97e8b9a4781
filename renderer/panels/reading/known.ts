import { ACCOUNT_SIZE } from '#shared/domain';
import type { RoomView } from '#shared/events';
import { useEngine, type EngineView } from '../../store/index.ts';
import { useIsOld } from './selectors.ts';

type View = Pick<EngineView, 'cockpit' | 'live'>;

/** The money above the floors; null before there is an account, and under a rulebook of another size, whose floors mean nothing. */
export const roomIn = ({ cockpit, live }: View): RoomView | null =>
  cockpit.blocks.has(ACCOUNT_SIZE) ? null : (live?.room ?? null);

/** Why there is no room to be shown. */
export const noRoomWords = ({ cockpit }: View): string =>
  cockpit.blocks.has(ACCOUNT_SIZE) ? 'account size is not set' : 'not known yet';

/** True once the engine has told its state: before that a count of nothing is a copy that holds nothing yet. */
export const isBegun = ({ cockpit }: Pick<EngineView, 'cockpit'>): boolean => cockpit.run !== '';

/** True once the terminal has said what it holds: before that, an empty list is not "nothing". */
export const isHeldKnown = ({ live }: Pick<EngineView, 'live'>): boolean => live !== null && live.account !== null;

/** What an empty list of what the terminal holds means: nothing, nothing when it was last heard, or that it has not said. */
export function useNoneHeld(noun: string): string {
  const isKnown = useEngine(isHeldKnown);
  const old = useIsOld();
  if (!isKnown) return 'Not known yet: the terminal has not said what it holds.';
  return old ? `No ${noun} when the terminal was last heard.` : `No ${noun}.`;
}
