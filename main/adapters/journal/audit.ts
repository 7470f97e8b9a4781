import type { DatabaseSync } from 'node:sqlite';
import { readRecord } from '#shared/events';
import { chainHash, GENESIS } from './chain.ts';
import { CHECKPOINT_EVERY, type SignedCheckpoint, type Signer } from './checkpoint.ts';
import { checkpointOf, recordOf, selectCheckpoints } from './database.ts';
import { issueOf } from './issue.ts';
import { runRegister } from './run-register.ts';
import { fromStored } from './stored-record.ts';
import { Bad, type VerifyOptions } from './verification.ts';
import type { HashedRecord } from './writer.ts';

type NumberedCheckpoint = SignedCheckpoint & { readonly id: number };

/** Goes through a journal record by record, checkpoints alongside, and throws `Bad` at the first thing that does not hold. */
export class Audit {
  records = 0;
  checkpoints = 0;
  head = GENESIS;
  unsigned = 0;
  readonly #sign: Signer | null;
  readonly #onRecord: VerifyOptions['onRecord'];
  readonly #points: Iterator<unknown>;
  readonly #head: SignedCheckpoint | null;
  readonly #runs: ReturnType<typeof runRegister>;
  #next: NumberedCheckpoint | null;

  constructor(db: DatabaseSync, sign: Signer | null, onRecord: VerifyOptions['onRecord']) {
    this.#sign = sign;
    this.#onRecord = onRecord;
    this.#runs = runRegister(db);
    this.#head = selectCheckpoints(db, 'WHERE id = 0').all().map(checkpointOf)[0] ?? null;
    this.#points = selectCheckpoints(db, 'WHERE id <> 0 ORDER BY id').iterate();
    this.#next = this.#pull();
  }

  get runs(): number {
    return this.#runs.count();
  }

  /** The run that has no end yet; null when the journal is sealed. */
  get unsealed(): string | null {
    return this.#runs.unsealed();
  }

  record(row: unknown): void {
    const record = recordOf(row);
    const { seq, type } = record;
    if (seq !== this.records + 1) throw new Bad(this.records + 1, null, `it is missing: the next record is number ${seq}`);
    if (chainHash(this.head, record) !== record.hash)
      throw new Bad(seq, type, 'its hash does not follow from the record before it and its content');
    this.#content(record);
    this.#runs.record(record);
    this.records = seq;
    this.head = record.hash;
    this.unsigned += 1;
    this.#checkpointsAt(record);
  }

  /** What can be said only after the last record. */
  end(): void {
    const next = this.#next;
    if (next !== null) throw this.#cut(next);
    const head = this.#head;
    if (head === null) {
      if (this.records > 0) throw new Bad(null, null, 'the signed head of the journal is missing');
    } else {
      if (head.seq > this.records) throw this.#cut(head);
      if (head.kind !== 'head' || head.seq !== this.records)
        throw new Bad(head.seq + 1, null, 'it was added behind the signed head');
      this.#vouches(head);
    }
    this.#runs.end();
  }

  #content(record: HashedRecord): void {
    try {
      const read = fromStored(record);
      readRecord(read);
      const problem = this.#onRecord?.(read);
      if (problem !== undefined) throw new Bad(record.seq, record.type, problem);
    } catch (error) {
      if (error instanceof Bad) throw error;
      throw new Bad(record.seq, record.type, issueOf(error));
    }
  }

  #checkpointsAt({ seq, type }: HashedRecord): void {
    let periodic = false;
    while (this.#next !== null && this.#next.seq <= seq) {
      const point = this.#next;
      if (point.kind === 'head' || point.seq < seq) throw new Bad(point.seq, null, `checkpoint ${point.id} is out of place`);
      this.#vouches(point);
      if (point.kind === 'periodic') periodic = true;
      else this.#runs.ended(point);
      this.checkpoints += 1;
      this.unsigned = 0;
      this.#next = this.#pull();
    }
    if (seq % CHECKPOINT_EVERY === 0 && !periodic) throw new Bad(seq, type, 'the periodic checkpoint behind it is missing');
  }

  /** Holds a checkpoint against what has been read so far, and against its own signature. */
  #vouches(point: SignedCheckpoint): void {
    const what = point.kind === 'head' ? 'the head of the journal' : `the ${point.kind} checkpoint`;
    if (point.count !== this.records)
      throw new Bad(point.seq, null, `${what} counts ${point.count} records, not ${this.records}`);
    if (point.head !== this.head) throw new Bad(point.seq, null, `${what} names another hash than the record has`);
    if (point.run !== this.#runs.current()) throw new Bad(point.seq, null, `${what} names another run than the record does`);
    if (this.#sign === null || this.#sign(point) === point.mac) return;
    throw new Bad(point.seq, null, `the signature of ${what} does not match: it was changed, or signed with another key`);
  }

  #pull(): NumberedCheckpoint | null {
    const next = this.#points.next();
    if (next.done === true) return null;
    const point = checkpointOf(next.value);
    const expected = (this.#next?.id ?? 0) + 1;
    if (point.id !== expected) throw new Bad(point.seq, null, `checkpoint ${expected} is missing: the next one is ${point.id}`);
    return point;
  }

  #cut(point: SignedCheckpoint): Bad {
    return new Bad(this.records + 1, null, `the tail was cut: ${point.seq} records were signed, ${this.records} are there`);
  }
}
