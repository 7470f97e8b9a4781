import { keyOf } from '../../adapters/journal/index.ts';
import { drawnSecrets, keepSecrets } from '../../adapters/secrets/index.ts';
import type { KeyKeeper } from './recover.ts';

/** The keys of a cockpit without a window. */
export const plainKeeper = (dir: string): KeyKeeper => ({
  fresh: drawnSecrets,
  keep: (secrets) => keepSecrets(dir, secrets),
  known: () => keyOf(dir),
});
