import { createHmac, createSecretKey } from 'node:crypto';
import { assert, canonicalJson } from '#shared/lib';

/** A signed checkpoint is written after every so many records. */
export const CHECKPOINT_EVERY = 1_000;

/**
 * `periodic`: every 1,000 records. `seal`: a run ended. `recovered`: a run found unended at the next start.
 * `head`: the one that moves along with every commit, so that a tail cut anywhere shows, not only behind a checkpoint.
 */
export type CheckpointKind = 'periodic' | 'seal' | 'recovered' | 'head';

/** What is vouched for: up to record `seq` there are `count` records and the chain's hash is `head`. */
export type Checkpoint = {
  readonly seq: number;
  readonly count: number;
  readonly head: string;
  readonly run: string;
  readonly kind: CheckpointKind;
  readonly at: number;
};
export type SignedCheckpoint = Checkpoint & { readonly mac: string };

export type Signer = (checkpoint: Checkpoint) => string;

/** HMAC-SHA256(journalKey as UTF-8, canonical JSON of `{at, count, head, kind, run, seq}`), in hex. */
export function signer(key: string): Signer {
  assert(key.length > 0, 'the journal key is not empty');
  const secret = createSecretKey(Buffer.from(key, 'utf8'));
  return ({ at, count, head, kind, run, seq }) =>
    createHmac('sha256', secret).update(canonicalJson({ at, count, head, kind, run, seq })).digest('hex');
}
