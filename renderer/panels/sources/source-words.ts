import type { SourceView } from '#shared/ipc';
import type { IconName } from '../../controls/index.ts';

const STATES: Readonly<Record<SourceView['state'], readonly [IconName, string]>> = {
  off: ['dash', 'off'],
  new: ['dash', 'nothing yet'],
  receiving: ['check', 'receiving'],
  gap: ['clock', 'silent'],
  fault: ['cross', 'does not work'],
};

/** How a source stands: its mark, and a word with what is the matter. */
export function sourceState({ state, problem }: Pick<SourceView, 'state' | 'problem'>): {
  readonly icon: IconName;
  readonly text: string;
} {
  const [icon, word] = STATES[state];
  return { icon, text: problem === null ? word : `${word}: ${problem}` };
}
