import type { LedgerPosition } from '#shared/projection';
import { RTrack, trackOf } from '../../charts/index.ts';
import { Tag, Clock, ProfitLoss, type Column } from '../../controls/index.ts';
import { dateTimeText, lotsText, NOTHING, priceText, rText, signedMoneyText, strategyText, utcText } from '../../format/index.ts';
import type { EngineView } from '../../store/index.ts';
import { digitsOf, openProfit, resultR } from '../reading/index.ts';
import { QuoteAge } from './quote-age.tsx';

type Live = EngineView['live'];
type PositionColumn = Column<LedgerPosition>;

/** The columns every list of positions has. */
export function positionColumns(live: Live, currency: string): readonly PositionColumn[] {
  const price = (title: string, of: (held: LedgerPosition) => number | null, look = ''): PositionColumn => ({
    title,
    cell: (held) => priceText(of(held), digitsOf(live, held.position.symbol)),
    align: 'right',
    look,
    by: of,
  });
  return [
    {
      title: 'Symbol',
      by: ({ position }) => position.symbol,
      cell: ({ position, foreign }) => (
        <>
          {position.symbol}
          {foreign && (
            <>
              {' '}
              <Tag>foreign</Tag>
            </>
          )}
        </>
      ),
    },
    { title: 'Side', cell: ({ position }) => position.direction, look: 'side', by: ({ position }) => position.direction },
    { title: 'Lots', cell: ({ position }) => lotsText(position.volume), align: 'right', by: ({ position }) => position.volume },
    price('Entry', ({ position }) => position.entry),
    price('Stop', ({ position }) => position.stopLoss),
    price('Target', ({ position }) => position.takeProfit),
    price('Now', ({ position }) => position.current, 'strong'),
    { title: 'To target', cell: (held) => <Track held={held} />, roomy: true },
    { title: 'R', cell: (held) => <ProfitLoss value={resultR(held)} text={rText(resultR(held))} />, align: 'right', by: resultR },
    {
      title: currency,
      cell: ({ position }) => <ProfitLoss value={openProfit(position)} text={signedMoneyText(openProfit(position), currency)} />,
      align: 'right',
      by: ({ position }) => openProfit(position),
    },
    { title: 'Age', cell: ({ position }) => <QuoteAge symbol={position.symbol} />, align: 'right', look: 'dim' },
  ];
}

function Track({ held }: { readonly held: LedgerPosition }) {
  const track = trackOf(held.position);
  return track === null ? <>{NOTHING}</> : <RTrack track={track} r={resultR(held)} />;
}

/** How far its plan is: what was done, and whether there is one. */
function Planned({ held: { plan } }: { readonly held: LedgerPosition }) {
  if (plan === undefined) return <>{NOTHING}</>;
  const done = new Set(plan.moves.map(({ rule }) => rule));
  const words = [
    ...(done.has('break_even') ? ['BE set'] : []),
    ...(done.has('partial') || done.has('weakening') ? ['part taken'] : []),
    ...(done.has('trailing') ? ['trailing'] : []),
  ];
  return (
    <>
      {(words.length === 0 ? ['managed'] : words).map((word) => (
        <Tag key={word}>{word}</Tag>
      ))}
    </>
  );
}

/** Those that the deck has room for: where each is on its way, and what it comes to. */
const ON_DECK: ReadonlySet<string> = new Set(['Symbol', 'Side', 'Lots', 'Now', 'To target', 'R']);
export const deckColumns = (live: Live, currency: string): readonly PositionColumn[] =>
  positionColumns(live, currency).filter(({ title }) => ON_DECK.has(title) || title === currency);

/** What the view adds: whose it is, and when it was opened. */
export const moreColumns: readonly PositionColumn[] = [
  {
    title: 'Strategy',
    cell: ({ strategyId }) => (strategyId === null ? NOTHING : strategyText(strategyId)),
    look: 'mid',
    by: ({ strategyId }) => (strategyId === null ? null : strategyText(strategyId)),
  },
  { title: 'Plan', cell: (held) => <Planned held={held} />, roomy: true },
  { title: 'Ticket', cell: ({ position }) => position.ticket, look: 'dim', by: ({ position }) => position.ticket },
  {
    title: 'Opened',
    by: ({ position }) => position.openedAt,
    cell: ({ position }) => (
      <span title={`${dateTimeText(position.openedAt)}, ${utcText(position.openedAt)}`}>
        <Clock at={position.openedAt} />
      </span>
    ),
    align: 'right',
    look: 'dim',
  },
];
