import { msText } from '../format/index.ts';
import './waterfall.css';

export type WaterfallStep = { readonly name: string; readonly ms: number };

/** Where a signal's time went: each station begins where the one before ended. */
export function Waterfall({ steps }: { readonly steps: readonly WaterfallStep[] }) {
  const whole = Math.max(
    1,
    steps.reduce((sum, { ms }) => sum + ms, 0),
  );
  let before = 0;
  return (
    <ol className="waterfall">
      {steps.map(({ name, ms }, index) => {
        const left = (before / whole) * 100;
        before += ms;
        return (
          <li key={[name, index].join('-')}>
            <span className="mid cut">{name}</span>
            <span className="lane-track" aria-hidden="true">
              <i style={{ left: `${left}%`, width: `${(ms / whole) * 100}%` }} />
            </span>
            <span className="num">{msText(ms)}</span>
          </li>
        );
      })}
    </ol>
  );
}
