import { rulebookIn } from '#shared/rulebooks';
import { Empty, Panel } from '../../controls/index.ts';
import { countText, exact, NOTHING, pctText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { PhaseBars } from './phase-bars.tsx';

/** How far the firm's phase is, and what the rulebook says beyond the floors. */
export function PhasePanel() {
  const progress = useEngine(({ live }) => live?.progress ?? null);
  const config = useEngine(({ cockpit }) => cockpit.config.rulebook);
  const book = rulebookIn(config);
  const rows: (readonly [string, string])[] = [];
  if (progress !== null) {
    const { profitPct, targetPct, days, daysNeeded, bestDayPct, bestDayLimitPct } = progress;
    rows.push(['Profit', `${pctText(profitPct, 2)}${targetPct === null ? ', no target' : ` of ${pctText(targetPct, 1)}`}`]);
    if (daysNeeded !== null)
      rows.push([
        book.minDays?.kind === 'profitable' ? 'Winning days' : 'Trading days',
        `${countText(days)} of ${countText(daysNeeded)}`,
      ]);
    if (bestDayLimitPct !== null)
      rows.push([
        'Best day',
        `${bestDayPct === null ? NOTHING : pctText(bestDayPct, 1)} of ${book.bestDay?.of === 'net' ? 'net profit' : 'the winning days'}, at most ${pctText(bestDayLimitPct, 0)}`,
      ]);
  }
  for (const { name, ok, text } of progress?.rules ?? []) rows.push([name, `${text}${ok === false ? ': not kept' : ''}`]);
  rows.push(
    [
      'News',
      book.news === null
        ? 'allowed'
        : `${exact(book.news.before)} to ${exact(book.news.after)} min free${book.news.includesExits ? ', exits too' : ''}`,
    ],
    ['Weekend', book.flatBeforeWeekend ? 'must be flat' : 'may be held'],
    ['Read', `${book.verifiedOn}; check your firm’s page`],
    ...(book.doubts === undefined ? [] : [['In doubt', book.doubts] as const]),
  );
  return (
    <Panel title="Phase" note={book.title}>
      {progress === null && (
        <Empty>
          Not known yet. <b>Progress needs the account.</b>
        </Empty>
      )}
      {progress !== null && <PhaseBars progress={progress} />}
      <dl className="kv wide pad">
        {rows.map(([name, value]) => (
          <div className="unboxed" key={name}>
            <dt>{name}</dt>
            <dd title={name === 'Read' ? book.source : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
