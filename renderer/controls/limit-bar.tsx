import './limit-bar.css';
type LimitBarProps = {
  /** Shares of the limit, in percent. */
  readonly used: number;
  readonly reserved: number;
  readonly proposed?: number;
  readonly soft: number;
  readonly hard: number;
  readonly label: string;
};

const within = (share: number): number => Math.min(100, Math.max(0, share));
const at = (left: number, width: number) => ({ left: `${within(left)}%`, width: `${within(left + width) - within(left)}%` });

/** What is used up, what open stops would take, what is proposed, and the marks at which it ends. */
export function LimitBar({ used, reserved, proposed = 0, soft, hard, label }: LimitBarProps) {
  return (
    <span className="limit" role="img" aria-label={label}>
      <i className="used" style={{ width: `${within(used)}%` }} />
      <i className="reserved" style={at(used, reserved)} />
      {proposed > 0 && <i className="proposed" style={at(used + reserved, proposed)} />}
      <i className="mark soft" style={{ left: `${soft}%` }} />
      <i className="mark" style={{ left: `${hard}%` }} />
      <i className="mark end" />
    </span>
  );
}

/** A plain measure with its limit drawn at four fifths, so that going beyond it can be seen; beyond it, it is drawn strong. */
export function Bar({ value, limit }: { readonly value: number | null; readonly limit: number }) {
  const share = value === null || limit <= 0 ? 0 : within((value / limit) * 80);
  return (
    <span className={value !== null && value > limit ? 'bar is-over' : 'bar'} aria-hidden="true">
      <i style={{ width: `${share}%` }} />
      <u style={{ left: '80%' }} />
    </span>
  );
}
