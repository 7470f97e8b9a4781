import type { RecoveryComponent } from '#shared/config';
import { faultText, type AgentId } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { Recovery } from '#shared/projection';
import { breakerOf, moved } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import type { Turn } from '#engine/turn.ts';
import type { Planned } from './plan.ts';

const MINUTE_MS = 60_000;
const RESTARTS_WITHIN_MS = 600_000;
type Subject = Pick<Recovery, 'id' | 'component' | 'agent' | 'subject' | 'kind' | 'startedAt'>;

/** One step of a recovery as decisions: what is done, when the next step is due, and what the engine itself changes. */
export function act(engine: ReadonlyEngine, turn: Turn, recovery: Subject, planned: Planned): readonly Decision[] {
  const { cockpit } = engine;
  const { budgetPerMinute, restartsPerTenMinutes } = cockpit.config.recovery;
  const { step, attempt } = planned;
  const acted = (action: Planned['action'] | 'none', waitMs: number, text: string): Decision => ({
    type: 'recovery.acted',
    payload: { id: recovery.id, action, step, attempt, dueAt: turn.at + waitMs, text },
  });
  if (recent(cockpit.recoveryActs, recovery.component, turn.at - MINUTE_MS) >= budgetPerMinute)
    return [acted('none', MINUTE_MS, `${budgetPerMinute} actions within a minute: waits`)];
  switch (planned.action) {
    case 'restart_component': {
      const restarts = recent(cockpit.restarts, recovery.agent, turn.at - RESTARTS_WITHIN_MS);
      if (restarts >= restartsPerTenMinutes)
        return [
          acted('none', planned.waitMs, `${recovery.agent} was restarted ${restarts} times in ten minutes: a person is needed`),
        ];
      return [acted('restart_component', planned.waitMs, `${recovery.agent} is restarted`)];
    }
    case 'circuit_break': {
      const before = breakerOf(cockpit, recovery.agent, effectOf(recovery.agent));
      const open = { state: 'OPEN', failures: before.failures, reopensAt: turn.at + 30_000 } as const;
      const why = `${recovery.agent} ${faultText(recovery.kind)}`;
      const opened = before.state === 'ISOLATED' ? [] : moved(recovery.agent, effectOf(recovery.agent), before, open, why);
      return [...opened, acted('circuit_break', planned.waitMs, `${recovery.agent} is not asked for 30 s`)];
    }
    case 'fallback':
      return [acted('fallback', planned.waitMs, FALLBACKS[recovery.agent] ?? 'The signal is refused with the reason')];
    case 'emergency_stop':
      return [
        acted('emergency_stop', planned.waitMs, `${recovery.subject} is still unknown: trading is halted, nothing is closed`),
      ];
    case 'notification':
      return [acted('notification', planned.waitMs, `${recovery.agent} does not come back by itself`)];
    case 'retry':
    case 'probe':
      return [acted(planned.action, planned.waitMs, `Attempt ${attempt}`)];
  }
}

/** What stands in for an agent that cannot be asked. */
const FALLBACKS: Readonly<Partial<Record<AgentId, string>>> = {
  model: 'U2 scores by its rule',
  calendar: 'The copy read before is used while it covers the time; without one, the news rule decides',
  notifier: 'Alarms stay on the screen',
};

const effectOf = (agent: AgentId): 'read' | 'write' => (agent === 'notifier' ? 'write' : 'read');

const recent = <K extends RecoveryComponent | AgentId>(times: ReadonlyMap<K, readonly number[]>, key: K, since: number): number =>
  (times.get(key) ?? []).filter((at) => at > since).length;
