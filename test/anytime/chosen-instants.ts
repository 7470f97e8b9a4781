import { INSTANTS, type Instant } from '../time/instants.ts';

/** Two instants for a commit, half the list apart, so that over the commits every instant comes round. Hexadecimal hash. */
export function instantsOf(commit: string): readonly Instant[] {
  const first = Number.parseInt(commit.slice(0, 8), 16) % INSTANTS.length;
  const second = (first + INSTANTS.length / 2) % INSTANTS.length;
  return INSTANTS.filter((_, at) => at === first || at === second);
}
