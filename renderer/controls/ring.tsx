import { countdownText, leftText } from '../format/index.ts';
import { useNow } from '../store/index.ts';
import './ring.css';

type RingProps = {
  readonly share: number;
  readonly text: string;
  readonly label: string;
  readonly small?: boolean;
  readonly timer?: boolean;
};

/** A share of a whole, drawn as an arc around its text. */
export function Ring({ share, text, label, small = false, timer = false }: RingProps) {
  const radius = small ? 12 : 22;
  const size = small ? 28 : 52;
  const round = 2 * Math.PI * radius;
  return (
    <span className={small ? 'ring small' : 'ring'} role={timer ? 'timer' : 'img'} aria-label={label}>
      <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true" focusable="false">
        <circle className="track" cx={size / 2} cy={size / 2} r={radius} />
        <circle
          className="value"
          cx={size / 2}
          cy={size / 2}
          r={radius}
          strokeDasharray={`${round * Math.min(1, Math.max(0, share))} ${round}`}
        />
      </svg>
      <b className={text.length > 3 ? 'words' : undefined} aria-hidden="true">
        {text}
      </b>
    </span>
  );
}

/** Time that runs out at `until`; `whole` is how long it was. */
export function Countdown({
  until,
  whole,
  small = false,
}: {
  readonly until: number;
  readonly whole: number;
  readonly small?: boolean;
}) {
  const left = Math.min(whole, Math.max(0, until - useNow(250)));
  const text = countdownText(left);
  return <Ring timer share={whole > 0 ? left / whole : 0} text={text} label={`${leftText(left)} left`} small={small} />;
}
