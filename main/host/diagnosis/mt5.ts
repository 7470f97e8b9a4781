import type { DiagnosisCheck, FoundTerminal } from '#shared/ipc';
import type { Mt5Setup } from '#ports';
import { VERSION } from '../version.ts';
import { check } from './check.ts';

const eaWords = ({ ea, version }: Pick<FoundTerminal, 'ea' | 'version'>): string => {
  const named = version === null ? '' : ` (${version})`;
  if (ea === 'absent') return 'has no Expert Advisor';
  return ea === 'current'
    ? `has this cockpit's Expert Advisor${named}`
    : `has another Expert Advisor${named} than this cockpit's (${VERSION})`;
};

/** MetaTrader's folders on this PC, and which Expert Advisor is in each. */
export async function mt5Checks(setup: Pick<Mt5Setup, 'find'>, isWanted: boolean): Promise<readonly DiagnosisCheck[]> {
  const found = await setup.find();
  if (found.length === 0) {
    const remedy = 'Install MetaTrader 5 and start it once, or name its data folder as mt5.dataFolders.';
    return [check('mt5', 'MetaTrader 5', isWanted ? 'bad' : 'unknown', 'no data folder was found', isWanted ? remedy : null)];
  }
  return found.map(({ id, folder, origin, ea, version }) =>
    check(
      `mt5:${id}`.slice(0, 60),
      'MetaTrader 5',
      ea === 'current' ? 'good' : isWanted ? 'bad' : 'warn',
      `${origin} ${eaWords({ ea, version })} (${folder})`,
      ea === 'current' ? null : 'Settings, MetaTrader: install it, compile it in MetaEditor, and put it on a chart again.',
    ),
  );
}
