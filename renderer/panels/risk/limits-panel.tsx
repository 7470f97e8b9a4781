import { rulebookIn } from '#shared/rulebooks';
import { Panel } from '../../controls/index.ts';
import { countText, grouped, pctText, ratioText, sessionText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';

/** The limits that are checked before every order, and the sessions that are open. */
export function LimitsPanel() {
  const { rulebook, cells, limits } = useEngine(({ cockpit }) => cockpit.config);
  const book = rulebookIn(rulebook);
  const sessions = useEngine(({ live }) => live?.sessions ?? null);
  return (
    <Panel title="Limits" note="rules are chosen in Settings">
      <dl className="kv wide pad">
        <dt>Rulebook</dt>
        <dd title={book.source}>
          {book.title}, read {book.verifiedOn}; check your firm’s page
        </dd>
        <dt>Open sessions</dt>
        <dd>{sessions === null ? 'not known' : sessions.length === 0 ? 'none' : sessions.map(sessionText).join(', ')}</dd>
        <dt>Entries stop at</dt>
        <dd>{pctText(rulebook.softStopPct, 0)} of the day’s limit</dd>
        <dt>Everything closes at</dt>
        <dd>{pctText(rulebook.hardStopPct, 0)} of the day’s limit</dd>
        <dt>Positions at once</dt>
        <dd>
          {countText(cells.u3.maxOpenPositions)}
          {cells.u3.onePositionPerSymbol ? ', one per symbol' : ''}
        </dd>
        <dt>Least RR, U1 score, U2 score</dt>
        <dd>
          {grouped(cells.u3.minRr, 1)}, {grouped(cells.u1.minScore, 2)}, {grouped(cells.u2.minProbability, 2)}
        </dd>
        <dt>Widest spread</dt>
        <dd>{ratioText(limits.maxSpreadOfStop)} of the stop distance</dd>
        <dt>Oldest quote</dt>
        <dd>{grouped(limits.maxQuoteAgeMs / 1_000, 1)} s</dd>
      </dl>
    </Panel>
  );
}
