import { blockEnd, riskSwitch, type Alarm } from '#shared/domain';
import { breakerKey, type ReadonlyCockpit } from '#shared/projection';
import type { CommandName } from '#shared/ipc';
import { useAct, useEngine, type DialogState } from '../../store/index.ts';
import { breakersOf } from '../reading/index.ts';

/** The act that an alarm asks for, where the window has one. */
type OwnAct = { readonly label: string; readonly needs?: CommandName; readonly run: () => void };
type Door =
  | { readonly label: string; readonly needs: CommandName; readonly dialog: DialogState }
  | { readonly label: string; readonly signalId: string }
  | { readonly label: string; readonly view: 'positions' | 'risk' };

/** What ends the cause of an alarm that stands; null where that is done outside of the window, or not known any more. */
export function useOwnAct(alarm: Alarm, stands: boolean): OwnAct | null {
  const act = useAct();
  const cockpit = useEngine((view) => view.cockpit);
  const door = stands ? doorOf(alarm, cockpit) : null;
  if (door === null) return null;
  if ('dialog' in door) return { label: door.label, needs: door.needs, run: () => act.openDialog(door.dialog) };
  return { label: door.label, run: 'signalId' in door ? () => act.showSignal(door.signalId) : () => act.go(door.view) };
}

const rearm = (block: string): Door => ({ label: 'Re-arm…', needs: 'block.rearm', dialog: { kind: 'rearm', block } });
/** What of an id stands behind its kind: `block:losing_streak`. */
const behind = (id: string): string => id.slice(id.indexOf(':') + 1);

function doorOf({ kind, id, rows = [] }: Alarm, cockpit: ReadonlyCockpit): Door | null {
  const name = behind(id);
  switch (kind) {
    case 'entries_blocked': {
      const block = cockpit.blocks.get(name);
      return block !== undefined && blockEnd(block.code) === 'trader' ? rearm(name) : null;
    }
    case 'strategy_risk_off':
      return cockpit.strategies.get(name)?.riskOn === false ? rearm(riskSwitch(name)) : null;
    case 'breaker_open': {
      const row = breakersOf(cockpit.breakers).find(({ agent, effect }) => breakerKey(agent, effect) === name);
      if (row === undefined || row.breaker.state === 'CLOSED') return null;
      return { label: 'Reset…', needs: 'breaker.reset', dialog: { kind: 'reset', agent: row.agent, effect: row.effect } };
    }
    case 'scope_stopped': {
      const stop = cockpit.stops.get(name);
      return stop === undefined ? null : { label: 'Lift…', needs: 'stop.lift', dialog: { kind: 'lift', scope: stop.scope } };
    }
    case 'drift':
      return cockpit.drift === null
        ? null
        : {
            label: 'Take the terminal’s word…',
            needs: 'drift.adopt',
            dialog: { kind: 'adopt-drift', digest: cockpit.drift.digest },
          };
    case 'order_unknown': {
      const signalId = cockpit.orders.get(rows[0]?.subject ?? '')?.signalId ?? null;
      return signalId === null ? null : { label: 'Open the order', signalId };
    }
    case 'position_without_stop':
    case 'weekend_open':
    case 'exit_not_read':
    case 'stop_residual':
      return { label: 'Go to positions', view: 'positions' };
    default:
      return null;
  }
}
