import { factsFrom } from '../facts.ts';
import type { Runtime } from '../runtime.ts';
import { accountLine } from './account-line.ts';
import type { Surroundings } from './notifications.ts';

/** Those of a running cockpit. */
export function surroundingsOf(runtime: Runtime, isWell: () => boolean): Surroundings {
  const { clock, log, terminal } = runtime.options;
  const account = (): string => accountLine(factsFrom(terminal, null).account);
  return { clock, log, cockpit: () => runtime.cockpit, account, isWell };
}
