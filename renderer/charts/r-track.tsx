import type { Position } from '#shared/domain';
import { ratioText, rText } from '../format/index.ts';
import './r-track.css';

export type Track = { readonly entry: number; readonly now: number; readonly toTarget: number };

/** Places of entry and price between the stop (0) and the target (1); null without both. */
export function trackOf({
  entry,
  stopLoss,
  takeProfit,
  current,
}: Pick<Position, 'entry' | 'stopLoss' | 'takeProfit' | 'current'>): Track | null {
  if (stopLoss === null || takeProfit === null || takeProfit === stopLoss) return null;
  const place = (price: number): number => Math.min(1, Math.max(0, (price - stopLoss) / (takeProfit - stopLoss)));
  return { entry: place(entry), now: place(current), toTarget: place(current) };
}

/** A position on its way from stop (left) over entry to target (right): blue while it gains, hatched while it loses. */
export function RTrack({ track, r }: { readonly track: Track; readonly r: number | null }) {
  const x = (place: number): number => 2 + place * 60;
  const won = track.now >= track.entry;
  return (
    <svg
      className="rtrack"
      viewBox="0 0 64 12"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${rText(r)} R, ${ratioText(track.toTarget)} of the way from stop to target`}
    >
      <path className="axis" d="M2 6h60" />
      <path className="end" d={`M2 2.5v7M62 2.5v7M${x(track.entry)} 2v8`} />
      <path className={won ? 'gain' : 'lost'} d={`M${x(track.entry)} 6H${x(track.now)}`} />
      <rect className="now" x={x(track.now) - 1} y={1} width={2} height={10} />
    </svg>
  );
}
