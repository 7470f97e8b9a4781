import { z } from 'zod';
import { approvalMode } from '#shared/domain';

export const approvals = z
  .strictObject({
    mode: approvalMode.default('confirm').describe('unanswered cards: confirm expires, veto executes; auto asks nobody'),
    ttlMs: z.int().min(1_000).max(600_000).default(30_000).describe('life of a card, in milliseconds'),
  })
  .describe('What a signal that passed every check asks of you.');
