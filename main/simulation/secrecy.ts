import type { LogLevel } from '#ports';
import type { JournalRecord } from '#shared/events';
import type { Witnesses } from './witness/index.ts';

/** What is needed of the world. */
type Watched = { readonly witnesses: Pick<Witnesses, 'fail'> };

/** Secrets of the simulated installation: long, and like nothing else in a story. */
export const SECRETS = {
  webhookSecret: 'whk-5d3c0a71f2e94b6688aa-simulated',
  tradingviewToken: 'tvt-91be04c7d65a4f3e9921-simulated',
  operatorToken: 'opt-07fa2233bd8c4a1190ce-simulated',
} as const;
const ALL = Object.values(SECRETS);

/** The secret that a text holds, or null. */
const secretIn = (text: string): string | null => ALL.find((secret) => text.includes(secret)) ?? null;

/** I15: a line of the log. */
export function checkLog({ witnesses }: Watched, level: LogLevel, message: string, fields: unknown): void {
  const found = secretIn(`${message} ${JSON.stringify(fields)}`);
  if (found !== null) witnesses.fail('I15', `A log line (${level}) holds ${found}: ${message}`);
}

/** I15: what is in the journal, and so in every window. */
export function checkSecrecy({
  disk,
  witnesses,
}: Watched & { readonly disk: { readonly records: readonly JournalRecord[] } }): void {
  for (const record of disk.records) {
    const found = secretIn(JSON.stringify(record));
    if (found !== null) witnesses.fail('I15', `Record ${record.seq} (${record.type}) holds ${found}`);
  }
}
