import { allSources, isBuiltIn, sourceKindOf, type Source } from '#shared/domain';
import type { SourceView } from '#shared/ipc';
import type { ReadonlyCockpit } from '#shared/projection';

const NOTHING = { received: 0, accepted: 0, duplicate: 0, refused: 0, lastAt: null, refusal: null } as const;

/** Every source with its ways in and how it does; no secret is in it. */
export const sourceViews = (cockpit: ReadonlyCockpit): readonly SourceView[] =>
  allSources(cockpit.sources).map((source) => viewOf(cockpit, source));

function viewOf(cockpit: ReadonlyCockpit, source: Source): SourceView {
  const { received, accepted, duplicate, refused, lastAt, refusal } = { ...NOTHING, ...cockpit.intake.bySource?.[source.id] };
  return {
    source,
    isBuiltIn: isBuiltIn(source.id),
    isConfigured: cockpit.sources.has(source.id),
    address: addressOf(source),
    approval: source.approval ?? cockpit.approvalMode,
    state: !source.enabled ? 'off' : lastAt === null ? 'new' : 'receiving',
    problem: null,
    secret: null,
    ...{ received, accepted, duplicate, refused, lastAt, refusal },
  };
}

/** The path of its door, without the token. */
function addressOf({ id, kind }: Source): SourceView['address'] {
  const { doors } = sourceKindOf(kind);
  if (!doors.includes('token') && !doors.includes('signature')) return null;
  const isSigned = doors.includes('signature');
  const path = id === 'tradingview' ? '/webhook/tradingview' : id === 'webhook' ? '/webhook/signal' : `/webhook/source/${id}`;
  return { path, isSigned };
}
