import { utcText } from '../../format/index.ts';
import type { PastView } from '../../store/index.ts';

const WORDS = { trade: 'trade', stop: 'stop', alarm: 'alarm', run: 'start' } as const;

/** All records in a row, with what happened among them: a shape for each kind, no colour, because it is history. */
export function Track({ view, onTo }: { readonly view: PastView; readonly onTo: (seq: number) => void }) {
  const { last, way, shown, marks } = view;
  const end = last?.seq ?? 1;
  const place = way?.seq ?? shown?.seq ?? 1;
  const at = way === null ? shown?.at : undefined;
  return (
    <div className="past-track">
      <input
        type="range"
        min={1}
        max={end}
        step={1}
        value={Math.min(place, end)}
        disabled={last === null}
        aria-label="Record of the journal"
        aria-valuetext={at === undefined ? `record ${String(place)}` : `record ${String(place)}, ${utcText(at)}`}
        onChange={(event) => onTo(Number(event.target.value))}
      />
      <ol className="past-marks" aria-hidden="true">
        {marks.map(({ seq, kind, text }) => (
          <li
            key={seq}
            className={`is-${kind}`}
            style={{ left: `${String((100 * (seq - 1)) / Math.max(1, end - 1))}%` }}
            title={`${WORDS[kind]}: ${text}`}
          />
        ))}
      </ol>
    </div>
  );
}
