import { z } from 'zod';

const share = z.number().min(0).max(1);

const u1 = z
  .strictObject({
    minScore: share.default(0.75).describe('lowest U1 score, of the structure'),
    unseenStructure: z
      .enum(['flag', 'refuse'])
      .default('flag')
      .describe('structure our candles do not show: flag reports it, refuse is a gate'),
  })
  .describe('U1, validation of the structure a signal claims.');
const u2 = z
  .strictObject({
    minProbability: share.default(0.65).describe('lowest U2 score: the probability by its rule or by the model'),
    minConfidence: share.default(0.7).describe('lowest confidence of it'),
  })
  .describe('U2, scoring.');
const u3 = z
  .strictObject({
    minRr: z.number().positive().default(1).describe('lowest ratio of target to stop distance'),
    maxOpenPositions: z.int().min(1).max(100).default(3).describe('open positions of all strategies, foreign ones included'),
    onePositionPerSymbol: z.boolean().default(true).describe('at most one position in a symbol'),
    opposite: z
      .enum(['refuse', 'allow'])
      .default('refuse')
      .describe('an entry against an open position or order of its symbol (a hedge)'),
    kellyShare: z
      .union([z.literal(0.25), z.literal(0.5)])
      .default(0.5)
      .describe("part of Kelly's share that bounds a trade once thirty are closed"),
    maxGroupRisk: z
      .number()
      .min(1)
      .max(100)
      .default(2)
      .describe('risk of dollar majors, yen crosses or metals x the largest trade risk'),
    maxEffectiveRisk: z
      .number()
      .min(1)
      .max(100)
      .default(2)
      .describe('risk of everything open, weighted by correlation, in the same unit'),
  })
  .describe('U3, risk and size.');

export const cells = z
  .strictObject({ u1: u1.prefault({}), u2: u2.prefault({}), u3: u3.prefault({}) })
  .describe('The cells that check, score and size a signal.');

export const model = z
  .strictObject({
    deadlineMs: z.int().min(1).max(2_000).default(100).describe("wait for the model's score before the rule's is used"),
  })
  .describe('A model of yours in DATA/model.json; without that file U2 scores by its rule.');
