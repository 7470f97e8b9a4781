import { z } from 'zod';
import { DistFault } from './dist-fault.ts';

/** As `npm audit --json` prints it (report version 2): a cause is an advisory, or the name of another package of the report. */
const advisory = z.looseObject({ name: z.string(), title: z.string(), url: z.string(), severity: z.string(), range: z.string() });
const report = z.looseObject({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.looseObject({ via: z.array(z.union([z.string(), advisory])) })),
});

/** An advisory that is known and does not concern us, and until when that is believed. */
export const allowedAdvisories = z.array(
  z.strictObject({
    /** As GitHub numbers it. */
    id: z.string().regex(/^GHSA(-[0-9a-z]{4}){3}$/),
    why: z.string().min(20),
    /** The last day, ISO 8601. */
    until: z.iso.date(),
  }),
);
export type AllowedAdvisory = z.infer<typeof allowedAdvisories>[number];

type Ask = {
  /** What npm answered, whatever its exit code. */
  readonly answer: string;
  /** Names of what is shipped. */
  readonly shipped: readonly string[];
  readonly allowed: readonly AllowedAdvisory[];
  /** Without an answer there is no release. */
  readonly isNeeded: boolean;
  readonly now: Date;
};

/**
 * Known weaknesses of what is shipped, a line each for the one who builds. Throws DistFault where there is one that is not allowed,
 * where an allowance is over, and where the registry gave no answer and one is needed.
 */
export function auditLines({ answer, shipped, allowed, isNeeded, now }: Ask): readonly string[] {
  const told = reportOf(answer);
  if (told === null) {
    if (isNeeded)
      throw new DistFault('the registry does not say which weaknesses are known (npm audit); try again, or say --unaudited');
    return ['known weaknesses: not looked up, the registry gave no answer (npm audit)'];
  }
  const all = Object.values(told.vulnerabilities).flatMap(({ via }) => via.filter((cause) => typeof cause !== 'string'));
  const once = [...new Map(all.map((each) => [each.url, each])).values()];
  const ours = once.filter(({ name }) => shipped.includes(name));
  const idOf = (url: string): string => /GHSA(-[0-9a-z]{4}){3}/.exec(url)?.[0] ?? url;
  const allowances = new Map(allowed.map((each) => [each.id, each]));
  const open = ours.filter(({ url }) => !isInForce(allowances.get(idOf(url)), now));
  if (open.length > 0)
    throw new DistFault(
      [
        `${open.length === 1 ? 'a known weakness is' : `${open.length} known weaknesses are`} in what would be shipped:`,
        ...open.map(({ name, range, severity, title, url }) => `  ${name} ${range} (${severity}): ${title}, ${url}`),
        'Take a version without it, or allow it with a reason and a last day in main/packaging/advisories.json.',
      ].join('\n'),
    );
  const reported = new Set(once.map(({ url }) => idOf(url)));
  return [
    `no known weakness in what is shipped${ours.length === 0 ? '' : `, but for ${ours.map(({ url }) => idOf(url)).join(', ')} (allowed)`}`,
    ...(once.length === ours.length ? [] : [`known weaknesses of what only builds or tests: ${once.length - ours.length}`]),
    ...allowed.filter(({ id }) => !reported.has(id)).map(({ id }) => `${id} is allowed and no longer reported: take it out`),
  ];
}

function reportOf(answer: string): z.infer<typeof report> | null {
  try {
    return report.parse(JSON.parse(answer));
  } catch {
    // An answer of another shape is none: to read nothing out of it would be to say that all is well.
    return null;
  }
}

const DAY_MS = 86_400_000;
const isInForce = (allowance: AllowedAdvisory | undefined, now: Date): boolean =>
  allowance !== undefined && now.getTime() < Date.parse(allowance.until) + DAY_MS;
