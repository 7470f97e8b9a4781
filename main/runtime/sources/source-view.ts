import type { SourceKeys } from '#ports';
import { allSources, isBuiltIn, sourceKindOf, type Source } from '#shared/domain';
import type { SourceView } from '#shared/ipc';
import { approvalFor, sourceGap, type ReadonlyCockpit } from '#shared/projection';
import type { RuntimeOptions } from '../options.ts';

type Seen = { readonly cockpit: ReadonlyCockpit; readonly options: Pick<RuntimeOptions, 'clock'> };

const NOTHING = { received: 0, accepted: 0, duplicate: 0, refused: 0, lastAt: null, refusal: null } as const;
const TAIL = 4;

/** Every source with its ways in and how it does; no secret is in it. */
export const sourceViews = ({ cockpit, options }: Seen, keys: SourceKeys | undefined): readonly SourceView[] =>
  allSources(cockpit.sources).map((source) => {
    const seen = { ...NOTHING, ...cockpit.intake.bySource?.[source.id] };
    const { received, accepted, duplicate, refused, lastAt, refusal } = seen;
    const fault = cockpit.sourceFaults.get(source.id) ?? null;
    const gap = sourceGap(cockpit, source, options.clock.nowMs());
    return {
      source,
      isBuiltIn: isBuiltIn(source.id),
      isConfigured: cockpit.sources.has(source.id),
      address: addressOf(source),
      secret: secretOf(keys, source),
      approval: approvalFor(cockpit, source.id),
      state: !source.enabled ? 'off' : fault !== null ? 'fault' : gap !== null ? 'gap' : lastAt === null ? 'new' : 'receiving',
      problem: fault ?? gap,
      ...{ received, accepted, duplicate, refused, lastAt, refusal },
    };
  });

/** The path of its door, without the token. */
export function addressOf({ id, kind }: Source): SourceView['address'] {
  const { doors } = sourceKindOf(kind);
  if (!doors.includes('token') && !doors.includes('signature')) return null;
  const isSigned = doors.includes('signature');
  const path = id === 'tradingview' ? '/webhook/tradingview' : id === 'webhook' ? '/webhook/signal' : `/webhook/source/${id}`;
  return { path, isSigned };
}

function secretOf(keys: SourceKeys | undefined, source: Source): SourceView['secret'] {
  const key = addressOf(source) === null ? null : (keys?.of(source.id) ?? null);
  return key === null ? null : { tail: key.secret.slice(-TAIL), since: key.since, previousUntil: key.previous?.until ?? null };
}
