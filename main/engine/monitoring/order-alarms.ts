import { ALARM_ROWS_MAX } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import type { ActiveAlarm } from './active-alarm.ts';

/** Orders whose outcome is open. */
export function unknownAlarms(cockpit: ReadonlyCockpit): readonly ActiveAlarm[] {
  const unknown = [...cockpit.orders.values()].filter((order) => order.state === 'unknown');
  if (unknown.length === 0) return [];
  return [
    {
      kind: 'order_unknown',
      level: 'high',
      title: unknown.length === 1 ? 'Order outcome unknown' : `${unknown.length} order outcomes unknown`,
      deadlineAt: null,
      cause: `No answer for ${namesText(unknown.map((order) => `${order.symbol} ${order.clientOrderId}`))}.`,
      consequence: 'Its worst loss stays reserved. It is looked for, never sent again.',
      action: 'Look into the terminal for the order if this lasts longer than a minute.',
      rows: unknown.slice(0, ALARM_ROWS_MAX).map(({ clientOrderId, symbol, request, outcome }) => ({
        subject: clientOrderId,
        text: `${request.op} ${symbol}${outcome?.kind === 'unknown' ? `: ${outcome.why}` : ''}`.slice(0, 300),
      })),
    },
  ];
}

const NAMED_MAX = 3;
const namesText = (names: readonly string[]): string =>
  `${names.slice(0, NAMED_MAX).join(', ')}${names.length > NAMED_MAX ? ` and ${names.length - NAMED_MAX} more` : ''}`;

/** A ledger that differs from the terminal. */
export function driftAlarms(cockpit: ReadonlyCockpit): readonly ActiveAlarm[] {
  if (cockpit.drift === null) return [];
  const { items } = cockpit.drift;
  return [
    {
      kind: 'drift',
      level: 'high',
      title: 'Ledger and terminal differ',
      deadlineAt: null,
      cause: driftText(items.map(({ text }) => text)),
      consequence: 'Reduce-only: no new entries.',
      action: 'Compare with the terminal under Risk, then adopt what it says.',
      rows: items.slice(0, ALARM_ROWS_MAX).map((item) => ({ subject: item.ticket, text: item.text.slice(0, 300) })),
    },
  ];
}

function driftText([first, ...more]: readonly string[]): string {
  if (first === undefined) return 'A difference that cannot be explained.';
  return more.length === 0 ? first : `${first} And ${more.length} more.`;
}
