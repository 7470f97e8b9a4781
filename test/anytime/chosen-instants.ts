import { INSTANTS, type Instant } from '../time/instants.ts';

/** The instant of a commit, by its hash in hexadecimal: over the commits every instant comes round. */
export function instantOf(commit: string): Instant {
  const chosen = INSTANTS[Number.parseInt(commit.slice(0, 8), 16) % INSTANTS.length];
  if (chosen === undefined) throw new Error(`${commit} is no hash`);
  return chosen;
}
