import { z } from 'zod';
import { recorded } from './codes.ts';
import type { CriterionCode } from './criteria.ts';
import type { ReasonCode } from './reasons.ts';
import { epochMs } from './market.ts';

/** The stations of a signal, in the order it passes them. */
export const stage = z.enum(['intake', 'controller', 'owner', 'approval', 'u1', 'u2', 'u3', 'u4', 'u5']);
export type Stage = z.infer<typeof stage>;

/**
 * One rule that was looked at. `observed` and `limit` are in the unit that `code` names (`..._pct`, `..._points`, ...);
 * a text where the rule compares words; null where the value could not be known.
 */
const criterion = z
  .object({
    code: recorded<CriterionCode>(),
    ok: z.boolean(),
    observed: z.union([z.number(), z.string(), z.boolean()]).nullable(),
    limit: z.union([z.number(), z.string(), z.boolean()]).nullable(),
    /** A hard rule cannot be overridden by anybody. */
    hard: z.boolean(),
    /** The rule in one sentence with both numbers: what the trader reads when it fails. */
    text: z.string(),
  })
  .brand<'Criterion'>();
/** One rule that was looked at. It comes from `rule`, or from a record: the brand keeps the compiler from taking any other. */
export type Criterion = z.infer<typeof criterion>;

type Terms = Omit<z.infer<typeof criterion>, 'code' | symbol> & { readonly code: CriterionCode };

/** The one constructor of a criterion: every term by its name, in the order in which it is recorded. */
export const rule = ({ code, ok, observed, limit, hard, text }: Terms): Criterion =>
  // eslint-disable-next-line no-restricted-syntax -- the one place that builds one
  ({ code, ok, observed, limit, hard, text }) as Criterion;

export const verdict = z.enum(['passed', 'refused', 'approved', 'rejected', 'overridden', 'expired', 'failed']);
export type Verdict = z.infer<typeof verdict>;

/** What one station said about one signal. `ms` is from the moment it was asked to the moment it answered. */
export const stageDecision = z.object({
  stage,
  verdict,
  at: epochMs,
  ms: z.number().nonnegative(),
  criteria: z.array(criterion),
  /** Numbers the station found, by name (score, probability, lots, ...), for display and for the next station. */
  findings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
});
export type StageDecision = z.infer<typeof stageDecision>;

/** Why something ended as it did: a code to compute with, a sentence to read. */
export const reason = z.object({ code: recorded<ReasonCode>(), text: z.string() });
export type Reason = z.infer<typeof reason>;

/** The first failed rule as a reason; hard ones first, because they decide. */
export function reasonOf(criteria: readonly Criterion[]): Reason | null {
  const failed = criteria.find((rule) => !rule.ok && rule.hard) ?? criteria.find((rule) => !rule.ok);
  return failed === undefined ? null : { code: failed.code, text: failed.text };
}
