import { z } from 'zod';
import { TERMINAL_KINDS } from './terminal-kind.ts';

const text = z.string().trim().min(1).max(1_000);

/** What a cockpit on a desktop starts with. It is read before the configuration, and holds until the next start. */
export const startChoice = z.strictObject({
  terminal: z.enum(TERMINAL_KINDS),
  /** Of the paper terminal: 'demo', or a history file to play. */
  market: text,
  /** HOST:PORT of the door for signals and the API. */
  http: text,
  /** HOST:PORT where MetaTrader's Expert Advisor connects. */
  bridge: text,
  /** A folder; null: the usual one. */
  data: text.nullable(),
});
export type StartChoice = z.infer<typeof startChoice>;

export const START_KEYS = ['terminal', 'market', 'http', 'bridge', 'data'] as const satisfies readonly (keyof StartChoice)[];
export type StartKey = (typeof START_KEYS)[number];

/** Without a choice and without options. */
export const USUAL_START: StartChoice = {
  terminal: TERMINAL_KINDS[0],
  market: 'demo',
  http: '127.0.0.1:8000',
  bridge: '127.0.0.1:8765',
  data: null,
};
