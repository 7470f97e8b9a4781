import { OBSTACLES, rowOf, type Facts } from '#shared/domain';
import type { ActiveAlarm } from './active-alarm.ts';

/** Obstacles that keep the link itself from coming up: they are told in the place of a terminal that is silent. */
const ENDS_LINK: ReadonlySet<string> = new Set([
  'account_changed',
  'account_refused',
  'version_refused',
  'token_refused',
  'greeting_failed',
]);

/** What keeps the terminal from trading, by its own words and with its own remedy; null where nothing is known to. */
function obstacleAlarm({ obstacle, link }: Facts): ActiveAlarm | null {
  if (obstacle === undefined || obstacle.code === 'not_connected') return null;
  const row = rowOf<{ readonly title: string; readonly action: string }>(OBSTACLES, obstacle.code);
  if (row === undefined) return null;
  const isDown = link === 'down';
  return {
    kind: obstacle.code,
    level: isDown ? 'critical' : 'high',
    title: row.title,
    deadlineAt: null,
    cause: obstacle.text.endsWith(row.action) ? obstacle.text.slice(0, -row.action.length).trim() : obstacle.text,
    consequence: isDown
      ? 'No order can be placed or changed. Open positions are held only by their stops at the broker.'
      : 'No entry is sent until it is removed. Open positions keep their stops at the broker.',
    action: row.action,
  };
}

/** The wire to the terminal, and whether the terminal lets programs trade. */
export function linkAlarms(facts: Facts | null, nowMs: number): readonly ActiveAlarm[] {
  if (facts === null) return [];
  const known = obstacleAlarm(facts);
  if (known !== null && (facts.link !== 'down' || ENDS_LINK.has(known.kind))) return [known];
  if (facts.link === 'down') {
    return [
      {
        kind: 'link_down',
        level: 'critical',
        title: 'Terminal link down',
        deadlineAt: null,
        cause: `The terminal has been silent since ${sinceText(facts, nowMs)}.`,
        consequence:
          'No order can be placed or changed. Open positions are held only by their stops at the broker. An order on its way stays unknown, with its worst loss reserved, until the link is back.',
        action: 'Check that the terminal runs and is logged in; manage positions there if you must.',
      },
    ];
  }
  const algo: ActiveAlarm[] =
    facts.account !== null && !facts.account.algoTrading
      ? [
          {
            kind: 'algo_trading_off',
            level: 'high',
            title: 'Algo Trading is off',
            deadlineAt: null,
            cause: 'The terminal does not let programs trade.',
            consequence: 'Every order will be refused.',
            action: 'Press the "Algo Trading" button in the terminal.',
          },
        ]
      : [];
  const stale: ActiveAlarm[] =
    facts.link === 'stale'
      ? [
          {
            kind: 'link_stale',
            level: 'high',
            title: 'Prices are old',
            deadlineAt: null,
            cause: `No price since ${sinceText(facts, nowMs)}.`,
            consequence: 'New entries are refused until prices move again.',
            action: 'Check the terminal and its connection to the broker.',
          },
        ]
      : [];
  return [...algo, ...stale];
}

/** A moment, not a span: the text is written down once, and read for as long as the alarm stands. */
const sinceText = ({ linkAgeMs }: Facts, nowMs: number): string =>
  Number.isFinite(linkAgeMs) ? `${new Date(Math.max(0, nowMs - linkAgeMs)).toISOString().slice(11, 19)} UTC` : 'the start';
