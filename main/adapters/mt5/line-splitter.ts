import { LINE_MAX, type ByeCode } from '#shared/bridge';

/** A peer that sends what is no line of ours. */
export class LineFault extends Error {}

/** A peer that is known and not let in: it is told why. */
export class RefusedSession extends LineFault {
  readonly code: ByeCode;

  constructor(reason: string, code: ByeCode) {
    super(reason);
    this.code = code;
  }
}

/** A proof of the token that does not hold, seen by either side. */
export class TokenRefused extends LineFault {}

/** Bytes into lines, bounded, whatever their cut. ASCII only: every other byte is a fault. */
export class LineSplitter {
  #parts: Buffer[] = [];
  #size = 0;

  /** The lines that are complete with this chunk, without their line feeds. Throws `LineFault`. */
  push(chunk: Buffer): readonly string[] {
    const lines: string[] = [];
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      this.#keep(chunk.subarray(from, at));
      lines.push(this.#take());
      from = at + 1;
    }
    this.#keep(chunk.subarray(from));
    return lines;
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#size += part.length;
    if (this.#size >= LINE_MAX) throw new LineFault(`a line is longer than ${LINE_MAX} bytes`);
    this.#parts.push(part);
  }

  #take(): string {
    const line = this.#parts.length === 1 ? (this.#parts[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#size = 0;
    for (const byte of line) if (byte < 32 || byte > 126) throw new LineFault('a line holds a byte that is not ASCII');
    return line.toString('latin1');
  }
}
