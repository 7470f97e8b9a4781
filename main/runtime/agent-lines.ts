import type { AgentId } from '#shared/domain';
import type { Clock } from '#ports';
import { AgentLine } from './agent-line.ts';
import type { Meters } from './meters.ts';

/** One line to each agent outside the engine, made when it is first asked. */
export class AgentLines {
  readonly #lines = new Map<AgentId, AgentLine>();
  readonly #clock: Clock;
  readonly #meters: Meters;

  constructor(clock: Clock, meters: Meters) {
    this.#clock = clock;
    this.#meters = meters;
  }

  to(agent: AgentId): AgentLine {
    const line = this.#lines.get(agent) ?? new AgentLine(agent, this.#clock, this.#meters);
    this.#lines.set(agent, line);
    return line;
  }
}
