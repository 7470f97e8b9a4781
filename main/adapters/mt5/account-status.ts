import { obstacleFor, type Obstacle, type ObstacleCode } from '#shared/domain';
import type { Switches } from './terminal-mirror.ts';

/** What keeps the terminal from trading and how to remove the obstacle; the first that applies, null when none does. */
export function obstacleOf(switches: Switches | null): Obstacle | null {
  if (switches === null) return null;
  const { connected, terminalTrade, accountTrade, accountExpert, eaTrade } = switches;
  const inOrder: readonly (readonly [boolean, ObstacleCode])[] = [
    [connected, 'broker_connection_lost'],
    [terminalTrade, 'algo_trading_off'],
    [accountTrade, 'login_read_only'],
    [accountExpert, 'broker_forbids_programs'],
    [eaTrade, 'program_not_allowed'],
  ];
  const first = inOrder.find(([isFine]) => !isFine);
  return first === undefined ? null : obstacleFor(first[1]);
}
