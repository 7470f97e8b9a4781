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
      cause: `No answer for ${unknown.map((order) => `${order.symbol} ${order.clientOrderId}`).join(', ')}.`,
      consequence: 'Its worst loss stays reserved. It is looked for, never sent again.',
      action: 'Look into the terminal for the order if this lasts longer than a minute.',
    },
  ];
}

/** A ledger that differs from the terminal. */
export function driftAlarms(cockpit: ReadonlyCockpit): readonly ActiveAlarm[] {
  if (cockpit.drift === null) return [];
  return [
    {
      kind: 'drift',
      level: 'high',
      title: 'Ledger and terminal differ',
      deadlineAt: null,
      cause: cockpit.drift.items[0]?.text ?? 'A difference that cannot be explained.',
      consequence: 'Reduce-only: no new entries.',
      action: 'Compare with the terminal under Risk, then adopt what it says.',
    },
  ];
}
