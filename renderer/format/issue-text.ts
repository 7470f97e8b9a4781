type Issue = {
  readonly code?: string | undefined;
  readonly message: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly inclusive?: boolean | undefined;
  readonly origin?: string | undefined;
};

/** What a schema says is wrong with one typed value, as a trader would say it: the limit, not the schema's name for it. */
export function issueText(issue: Issue | undefined): string {
  if (issue === undefined) return 'not understood';
  const { code, message, inclusive = true, origin } = issue;
  if (message.endsWith('received NaN')) return 'is not a number';
  if (/received (null|undefined)$/.test(message)) return 'is missing';
  if (/expected int\b/.test(message)) return 'must be a whole number';
  const unit = origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';
  if (code === 'too_big') return `must be ${inclusive ? 'at most' : 'below'} ${String(issue.maximum)}${unit}`;
  if (code === 'too_small') return `must be ${inclusive ? 'at least' : 'above'} ${String(issue.minimum)}${unit}`;
  return message.replace(/^Invalid input: /, '');
}
