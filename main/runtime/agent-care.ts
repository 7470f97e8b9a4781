import { AGENT_ROLES, type AgentId, type Facts, type Signal } from '#shared/domain';
import type { Input } from '#shared/events';
import { messageOf } from '#shared/lib';
import { modelFeatures, servedBy } from '#engine';
import { TimedOut } from './agent-line.ts';
import type { AgentLines } from './agent-lines.ts';
import type { EngineLoop } from './engine-loop.ts';
import type { RuntimeOptions } from './options.ts';

/** An agent that has not answered a question about its health by then has not answered. */
const CHECK_MS = 2_000;

type Parts = { readonly loop: EngineLoop; readonly options: RuntimeOptions; readonly lines: AgentLines };

/** Agents outside the engine: asked within a deadline, looked after when they fail. What they answer are facts, never orders. */
export class AgentCare {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The model's score of a signal, or why there is none; the rule's is used then. */
  async score(signal: Signal): Promise<NonNullable<Facts['model']>> {
    const { loop, options, lines } = this.#parts;
    const { model, clock } = options;
    const absent: ReadonlySet<AgentId> = new Set(model === null ? ['model'] : []);
    const { agent, passedOver } = servedBy(loop.engine.cockpit, AGENT_ROLES.model, clock.nowMs(), absent);
    if (agent !== 'model' || model === null) return { kind: 'silent', why: passedOver[0]?.why ?? 'there is no model' };
    const features = modelFeatures(loop.engine, signal);
    try {
      const { deadlineMs } = loop.engine.cockpit.config.model;
      const { probability, version } = await lines.to('model').ask(deadlineMs, () => model.score(features));
      if (!(probability >= 0 && probability <= 1)) throw new Error(`it answered a probability of ${probability}`);
      return { kind: 'scored', probability, version: version.slice(0, 60) };
    } catch (error) {
      return { kind: 'silent', why: this.#fault('model', 'read', error).slice(0, 300) };
    }
  }

  /** Asks an agent whether it is well, and reports. */
  async check(agent: AgentId, recoveryId: string): Promise<void> {
    let detail = 'answered';
    let isHealthy = true;
    try {
      await this.#parts.lines.to(agent).ask(CHECK_MS, () => this.#ask(agent));
    } catch (error) {
      isHealthy = false;
      detail = messageOf(error);
    }
    this.#post({
      type: 'recovery.reported',
      payload: { id: recoveryId, agent, action: 'check', isHealthy, detail: detail.slice(0, 500) },
    });
  }

  /** Restarts an agent: reconnects the terminal, reloads the model. The next health check shows whether it helped. */
  async restart(agent: AgentId, recoveryId: string): Promise<void> {
    const { terminal, model, log } = this.#parts.options;
    log.write('warn', 'An agent is restarted', { agent });
    let detail = 'restarted';
    try {
      if (agent === 'terminal') await terminal.reconnect();
      else if (agent === 'model') await model?.restart?.();
      this.#parts.lines.to(agent).reset();
    } catch (error) {
      detail = messageOf(error);
      log.write('error', 'An agent could not be restarted', { agent, error: detail });
    }
    this.#post({
      type: 'recovery.reported',
      payload: { id: recoveryId, agent, action: 'restart', isHealthy: false, detail: detail.slice(0, 500) },
    });
  }

  notify(title: string, body: string): void {
    try {
      this.#parts.options.notifier.critical(title, body);
    } catch (error) {
      this.#fault('notifier', 'write', error);
    }
  }

  /** A question whose answer shows that the agent works. */
  async #ask(agent: AgentId): Promise<void> {
    const { model, calendar, notifier } = this.#parts.options;
    if (agent === 'model') await model?.score({});
    else if (agent === 'calendar') await calendar?.read();
    else if (agent === 'notifier') notifier.critical('Mikrobot Cockpit', 'Notifications work again');
  }

  #fault(agent: AgentId, effect: 'read' | 'write', error: unknown): string {
    const detail = messageOf(error);
    const kind = error instanceof TimedOut ? 'timeout' : 'failed';
    this.#post({ type: 'fault.seen', payload: { agent, effect, kind, detail: detail.slice(0, 500) } });
    return detail;
  }

  #post(input: Input): void {
    const { loop, options } = this.#parts;
    loop.post('high', { actor: 'engine', correlationId: options.run, causationId: null, make: () => input });
  }
}
