import { isFinal, TRADERS_OWN } from '#shared/domain';
import { appended, setBounded } from '#shared/lib';
import { BOUNDS } from './bounds.ts';
import { countedBySource, type IntakeRecord } from './count-by-source.ts';
import type { TurnedAway } from './intake-state.ts';
import type { CockpitState } from './state.ts';

const AUTH_CODES: ReadonlySet<string> = new Set([
  'missing_signature',
  'bad_signature',
  'stale_timestamp',
  'replayed_nonce',
  'bad_token',
  'ip_not_allowed',
]);

/** Counts what came in, and opens the life of what was accepted. */
export function foldIntake(state: CockpitState, record: IntakeRecord): void {
  const intake = { ...state.intake, bySource: countedBySource(state.intake, record) };
  switch (record.type) {
    case 'signal.arrived': {
      const { source } = record.payload;
      state.intake = {
        ...intake,
        received: intake.received + 1,
        lastReceivedAt: record.at,
        perSource: counted(intake.perSource, source, 1),
      };
      return;
    }
    case 'intake.refused': {
      const { code, source, count, detail: text, excerpt = null } = record.payload;
      state.intake = {
        ...intake,
        received: intake.received + count,
        lastReceivedAt: record.at,
        authFailures: intake.authFailures + (AUTH_CODES.has(code) ? count : 0),
        rejected: counted(intake.rejected, code, count),
        perSource: counted(intake.perSource, source, count),
        turnedAway: kept(intake, { at: record.at, source, code, text, excerpt, count }),
      };
      return;
    }
    case 'signal.duplicate':
      state.intake = {
        ...intake,
        duplicate: intake.duplicate + 1,
      };
      return;
    case 'signal.refused': {
      const { code, source, text, excerpt = null, ends } = record.payload;
      const ended = ends === undefined ? {} : { ends };
      state.intake = {
        ...intake,
        rateLimited: intake.rateLimited + (code === 'rate_limited' ? 1 : 0),
        rejected: counted(intake.rejected, code, 1),
        turnedAway: kept(intake, { at: record.at, source, code, text, excerpt, count: 1, ...ended }),
      };
      return;
    }
    case 'signal.accepted': {
      state.intake = {
        ...intake,
        accepted: intake.accepted + 1,
      };
      begin(state, record.payload);
    }
  }
}

type Accepted = Extract<IntakeRecord, { type: 'signal.accepted' }>['payload'];

function begin(state: CockpitState, { signal, traceId, strategyId, receivedAt }: Accepted): void {
  const life = {
    signalId: signal.signalId,
    traceId,
    receivedAt,
    signal,
    strategyId,
    state: 'received',
    reason: null,
    decisions: [],
    card: null,
    approval: null,
    overrides: signal.source === 'operator' ? [...TRADERS_OWN] : [],
    orders: [],
    ticket: null,
    trade: null,
  } as const;
  setBounded(state.signals, signal.signalId, life, BOUNDS.signals, (old) => isFinal(old.state));
}

const kept = ({ turnedAway = [] }: CockpitState['intake'], one: TurnedAway): readonly TurnedAway[] =>
  appended(turnedAway, one, BOUNDS.turnedAway);

const counted = (counts: Readonly<Record<string, number>>, code: string, by: number): Readonly<Record<string, number>> => ({
  ...counts,
  [code]: (counts[code] ?? 0) + by,
});
