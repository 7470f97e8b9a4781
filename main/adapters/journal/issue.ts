import { z } from 'zod';
import { messageOf } from '#shared/lib';

/** One line about why a record's content was not accepted. */
export function issueOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return messageOf(error);
  const [issue] = error.issues;
  return issue === undefined ? 'its content does not fit its type' : `${issue.path.map(String).join('.')}: ${issue.message}`;
}
