import type { SignalLife } from '#shared/projection';
import { Chip, Clock, type GridColumn } from '../../controls/index.ts';
import { patternText, scoreText, sideText, sourceText, stateText } from '../../format/index.ts';
import { shortReason, u1ScoreOf, wholeReason } from '../reading/index.ts';

const time: GridColumn<SignalLife> = {
  title: 'Time',
  cell: (life) => <Clock at={life.receivedAt} />,
  look: 'dim',
  by: (life) => life.receivedAt,
};
const symbol: GridColumn<SignalLife> = {
  title: 'Symbol',
  cell: (life) => life.signal.symbol,
  look: 'strong',
  by: (life) => life.signal.symbol,
};
const side: GridColumn<SignalLife> = {
  title: 'Side',
  cell: (life) => sideText(life.signal),
  look: 'side',
  by: (life) => sideText(life.signal),
};
const setup: GridColumn<SignalLife> = {
  title: 'Setup',
  cell: (life) => patternText(life.signal.pattern),
  look: 'mid',
  by: (life) => patternText(life.signal.pattern),
};
const state: GridColumn<SignalLife> = {
  title: 'State',
  cell: (life) => <Chip state={life.state} />,
  by: (life) => stateText(life.state),
};
const why: GridColumn<SignalLife> = {
  title: 'Reason',
  cell: (life) => <span title={wholeReason(life)}>{shortReason(life)}</span>,
  look: 'mid',
  by: shortReason,
};
const score: GridColumn<SignalLife> = {
  title: 'U1 score',
  cell: (life) => scoreText(u1ScoreOf(life)),
  align: 'right',
  by: u1ScoreOf,
};
const source: GridColumn<SignalLife> = {
  title: 'Source',
  cell: (life) => sourceText(life.signal.source),
  look: 'mid',
  by: (life) => sourceText(life.signal.source),
};
const id: GridColumn<SignalLife> = {
  title: 'Signal id',
  cell: (life) => <span title={life.signalId}>{life.signalId}</span>,
  look: 'code dim',
  by: (life) => life.signalId,
};

/** From this width on, the deck's list has room for more than what happened and why. */
export const WIDE_PX = 1_400;
/** Under this width the reason needs the score's room too: it names the score that refused. */
export const NARROW_PX = 1_140;
export const WIDE_LIST = {
  columns: [time, symbol, side, state, why, setup, score],
  tracks: '6.3em 6.4em 4.2em 8.2em minmax(0, 1fr) 6.9em 5.2em',
};
export const SHORT_LIST = {
  columns: [time, symbol, side, state, why, score],
  tracks: '6.3em 6.4em 4.2em 8.2em minmax(0, 1fr) 5.2em',
};
export const NARROW_LIST = { columns: [time, symbol, side, state, why], tracks: '6.3em 6.4em 4.2em 8.2em minmax(0, 1fr)' };
export const LONG_COLUMNS = [time, symbol, side, setup, source, state, why, score, id];
// Where there is little room the reason keeps three quarters of it: the id is read in the detail or under the pointer.
const LONG_TRACKS = ['6.3em', '6.4em', '4.2em', '6.9em', '8.4em', '8.2em', 'minmax(10em, 3fr)', '5.2em', 'minmax(7em, 1fr)'];
/** The widths of those that are shown; where neither reason nor id takes what is left of the row, the last one does. */
export function longTracks(shown: readonly GridColumn<SignalLife>[]): string {
  const tracks = LONG_COLUMNS.flatMap((column, at) => (shown.includes(column) ? [LONG_TRACKS[at] ?? 'auto'] : []));
  const isFilled = shown.includes(why) || shown.includes(id);
  return (isFilled ? tracks : [...tracks.slice(0, -1), `minmax(${tracks.at(-1) ?? '0'}, 1fr)`]).join(' ');
}
