/** Time as a port. `nowMs` is UTC for records and deadlines, and never goes back either; `monoMs` never goes back and measures durations. */
export interface Clock {
  nowMs(): number;
  /** What the PC's clock says, which somebody may set back: only for times that others wrote by their own clocks. */
  wallMs(): number;
  /** No earlier `nowMs` is told from here on: what is on record has happened. */
  notBefore(ms: number): void;
  monoMs(): number;
  /** Runs `act` once, `delayMs` from now. Returns how to call it off. */
  after(delayMs: number, act: () => void): () => void;
  /** Runs `act` as soon as the current work is done (one turn of the host's loop). */
  soon(act: () => void): void;
}
