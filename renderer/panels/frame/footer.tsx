import { openMarketNote } from '#shared/projection';
import { clockText, countText, labelOf, msText, NOTHING, utcText } from '../../format/index.ts';
import { shownAlarms, activeAlarms, useEngine, useUi, type EngineView } from '../../store/index.ts';
import './footer.css';

/** What waits, most urgent first, in one sentence. */
function waitingOf({ cockpit, link, fault }: EngineView): string {
  if (fault !== null && link !== 'live') return fault;
  if (link === 'connecting') return 'Asking the engine for its state…';
  if (link === 'gap') return 'Records are missing here: fetching them from the journal.';
  if (cockpit.trading.state === 'halted') return `Halted since ${clockText(cockpit.trading.since)}: ${cockpit.trading.reason}`;
  const urgent = activeAlarms(shownAlarms(cockpit.alarms, Infinity)).find(
    ({ acknowledged, alarm }) => acknowledged === null && alarm.level !== 'advisory',
  );
  if (urgent !== undefined) return `${urgent.alarm.title}: ${urgent.alarm.action}`;
  const cards = [...cockpit.pending.values()];
  const first = cards[0];
  const blocks = [...cockpit.blocks.keys()].map(labelOf);
  if (first !== undefined)
    return `${first.symbol} ${first.side} waits for you${cards.length > 1 ? `, and ${countText(cards.length - 1)} more` : ''}.`;
  if (blocks.length > 0) return `Entries blocked: ${blocks.join(', ')}.`;
  return cockpit.run === '' ? NOTHING : `Nothing waits for you. ${openMarketNote(cockpit) ?? ''}`.trim();
}

export function Footer() {
  const waiting = useEngine(waitingOf);
  const lastSeq = useEngine(({ cockpit }) => cockpit.lastSeq);
  const lastAt = useEngine(({ cockpit }) => cockpit.lastAt);
  const run = useEngine(({ cockpit }) => cockpit.run);
  const lag = useEngine(({ live }) => live?.journal.lagMs ?? null);
  const loop = useEngine(({ live }) => live?.loop.p99 ?? null);
  const covered = useUi(({ dialog }) => dialog !== null);
  return (
    <footer className="foot" inert={covered}>
      <p className="cut" title={waiting}>
        {waiting}
      </p>
      <Held />
      <span>
        Journal <b>{lastSeq === 0 ? NOTHING : countText(lastSeq)}</b> · lag {msText(lag)}
      </span>
      <span>
        Loop p99 <b>{msText(loop)}</b>
      </span>
      <span className="roomy">
        Run <b>{run === '' ? NOTHING : run.slice(0, 12)}</b>
      </span>
      <span title={utcText(lastAt)}>
        Last event <b>{clockText(lastAt, 'millis')}</b>
      </span>
    </footer>
  );
}

/** What a window that was opened with a token of its own may do; nothing where it may everything. */
function Held() {
  const role = useEngine((view) => view.role);
  if (role === 'admin') return null;
  return (
    <span data-testid="role" title={`This window was opened with a token of the role ${role}. Acts that need more say so.`}>
      <b>{ROLE_WORDS[role]}</b> · role {role}
    </span>
  );
}
const ROLE_WORDS = { read: 'Looks only', operate: 'May trade, not set up' } as const;
