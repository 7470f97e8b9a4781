import type { AgentId, Facts, Signal } from '../../shared/domain/index.ts';
import type { Input } from '../../shared/events/index.ts';
import { agentAdmits, modelFeatures } from '../engine/index.ts';
import type { EngineLoop } from './engine-loop.ts';
import type { Meters } from './meters.ts';
import type { RuntimeOptions } from './options.ts';

/** An agent that has not answered a question about its health by then has not answered. */
const CHECK_MS = 2_000;

type Parts = { readonly loop: EngineLoop; readonly options: RuntimeOptions; readonly meters: Meters };
class TimedOut extends Error {}

/** Agents outside the engine: asked within a deadline, looked after when they fail. What they answer are facts, never orders. */
export class AgentCare {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The model's score of a signal, or why there is none; the rule's is used then. */
  async score(signal: Signal): Promise<NonNullable<Facts['model']>> {
    const { loop, options } = this.#parts;
    const { model, clock } = options;
    if (model === null) return { kind: 'silent', why: 'there is no model' };
    if (!agentAdmits(loop.engine, 'model', 'read', clock.nowMs())) return { kind: 'silent', why: 'its breaker is open' };
    const features = modelFeatures(loop.engine, signal);
    try {
      const { deadlineMs } = loop.engine.cockpit.config.model;
      const { probability, version } = await this.#timed('model', deadlineMs, () => model.score(features));
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
      await this.#timed(agent, CHECK_MS, () => this.#ask(agent));
    } catch (error) {
      isHealthy = false;
      detail = messageOf(error);
    }
    this.#post({
      type: 'recovery.reported',
      payload: { id: recoveryId, agent, action: 'check', isHealthy, detail: detail.slice(0, 500) },
    });
  }

  /** Ends the terminal's connection and makes it anew. Whether that helped, the next look says. */
  async restart(agent: AgentId, recoveryId: string): Promise<void> {
    const { terminal, log } = this.#parts.options;
    log.write('warn', 'An agent is restarted', { agent });
    let detail = 'restarted';
    try {
      if (agent === 'terminal') await terminal.reconnect();
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

  async #timed<T>(agent: AgentId, deadlineMs: number, ask: () => Promise<T>): Promise<T> {
    const { options, meters } = this.#parts;
    const { clock } = options;
    const began = clock.monoMs();
    let cancel: () => void = () => undefined;
    const late = new Promise<never>((_resolve, reject) => {
      cancel = clock.after(deadlineMs, () => {
        reject(new TimedOut(`no answer within ${deadlineMs} ms`));
      });
    });
    try {
      const answer = await Promise.race([ask(), late]);
      meters.agent(agent).record(clock.monoMs() - began, false, clock.nowMs());
      return answer;
    } catch (error) {
      meters.agent(agent).record(clock.monoMs() - began, true, clock.nowMs());
      throw error;
    } finally {
      cancel();
    }
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
