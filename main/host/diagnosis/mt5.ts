import type { DiagnosisCheck } from '#shared/ipc';
import type { Mt5Setup } from '#ports';
import { check } from './check.ts';

const EA_WORDS = {
  current: 'has this version of the Expert Advisor',
  other: 'has another version of the Expert Advisor',
  absent: 'has no Expert Advisor',
} as const;

/** MetaTrader's folders on this PC, and which Expert Advisor is in each. */
export async function mt5Checks(setup: Pick<Mt5Setup, 'find'>, isWanted: boolean): Promise<readonly DiagnosisCheck[]> {
  const found = await setup.find();
  if (found.length === 0) {
    const remedy = 'Install MetaTrader 5 and start it once, or name its data folder as mt5.dataFolders.';
    return [check('mt5', 'MetaTrader 5', isWanted ? 'bad' : 'unknown', 'no data folder was found', isWanted ? remedy : null)];
  }
  return found.map(({ id, folder, origin, ea }) =>
    check(
      `mt5:${id}`.slice(0, 60),
      'MetaTrader 5',
      ea === 'current' ? 'good' : isWanted ? 'bad' : 'warn',
      `${origin} ${EA_WORDS[ea]} (${folder})`,
      ea === 'current' ? null : 'Settings, MetaTrader: install it, compile it in MetaEditor, and put it on a chart again.',
    ),
  );
}
