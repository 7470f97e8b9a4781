import { z } from 'zod';
import type { OfferedUpdate, UpdateSettings } from '#ports';

const NOTES_MAX = 20_000;
const told = z.object({
  version: z.string().max(64),
  releaseDate: z.union([z.string().max(64), z.date().transform((date) => date.toISOString())]).nullish(),
  releaseNotes: z.union([z.string(), z.array(z.object({ version: z.string(), note: z.string().nullish() }))]).nullish(),
  files: z.array(z.object({ size: z.number().int().nonnegative().nullish() })).nullish(),
});
type Told = z.infer<typeof told>;

/** 1: newer than the other, -1: older, 0: the same. */
export type Comparable = { compare(version: string): number; readonly version: string };

/** What the feed offers to a copy of version `own`, or why it offers nothing, in words. Older ones are never offered. */
export function offeredBy(info: unknown, channel: UpdateSettings['channel'], own: Comparable): OfferedUpdate | string {
  const parsed = told.safeParse(info);
  if (!parsed.success) return 'What the feed says cannot be read: it is not a list of versions';
  const { version, releaseDate = null, files } = parsed.data;
  const order = own.compare(version);
  if (order === 0) return `${own.version} is the newest version`;
  if (order > 0) return `The feed has ${version}, which is older than this copy (${own.version}): it is not offered`;
  if (channel === 'stable' && version.includes('-'))
    return `The feed has ${version}, which is not a finished version: it is not offered on the stable channel`;
  return { version, releasedAt: releaseDate, notes: notesOf(parsed.data).slice(0, NOTES_MAX), bytes: files?.[0]?.size ?? null };
}

const notesOf = ({ releaseNotes }: Told): string =>
  typeof releaseNotes === 'string'
    ? releaseNotes
    : (releaseNotes ?? []).map(({ version, note }) => `${version}\n${note ?? ''}`).join('\n\n');
