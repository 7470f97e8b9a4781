import { openMarketNote } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import { Clock, Icon } from '../../controls/index.ts';
import { ageText, clockText, msText, NOTHING, sessionText, thousandsText } from '../../format/index.ts';
import { terminalOf } from '#shared/domain';
import { useEngine } from '../../store/index.ts';
import { AlarmMark } from '../../controls/index.ts';
import { actorText, entriesHeldBy, isBegun, MODE_WORDS, useLinkAgeMs } from '../reading/index.ts';
import { Gauge } from './gauge.tsx';
import './state-gauges.css';

/** PAPER, REPLAY, DEMO or LIVE: by its edge as well as its word. */
export function ModeGauge() {
  const begun = useEngine(isBegun);
  const mode = useEngine(({ cockpit }) => cockpit.mode);
  const config = useEngine(({ cockpit }) => cockpit.config);
  const size = thousandsText(config.rulebook.initialBalance);
  return (
    <Gauge
      label="Mode"
      note={
        begun ? (
          <span title={`${rulebookIn(config.rulebook).title}, ${size}`}>
            {rulebookIn(config.rulebook).title}
            <span className="roomy"> · {size}</span>
          </span>
        ) : (
          <span>waiting for the engine</span>
        )
      }
    >
      <b className="mode" data-mode={mode} data-testid="mode">
        {begun ? mode.toUpperCase() : NOTHING}
      </b>
    </Gauge>
  );
}

const MARKS = { active: null, reducing: 'down', halted: 'square' } as const;

export function TradingGauge() {
  const begun = useEngine(isBegun);
  const trading = useEngine(({ cockpit }) => cockpit.trading);
  const sessions = useEngine(({ live }) => live?.sessions);
  const practice = useEngine(({ cockpit }) => openMarketNote(cockpit));
  const held = useEngine((view) => (isBegun(view) && view.cockpit.trading.state === 'active' ? entriesHeldBy(view) : null));
  const mark = held === null ? MARKS[trading.state] : 'dash';
  const open =
    sessions === undefined ? NOTHING : sessions.length === 0 ? 'no session open' : sessions.map(shortSession).join(' + ');
  const note =
    trading.state === 'halted' ? (
      <span title={`Halted at ${clockText(trading.since)} by ${actorText(trading.actor)}: ${trading.reason}`}>
        <Clock at={trading.since} /> by {actorText(trading.actor)}
      </span>
    ) : trading.state === 'reducing' ? (
      <span title={trading.reason}>{trading.reason}</span>
    ) : held !== null ? (
      <span title={`No entry is possible: ${held}`} data-testid="entries-held">
        {held}
      </span>
    ) : practice !== null ? (
      <span title={practice}>practice, 24/7</span>
    ) : (
      <span title={open}>{open}</span>
    );
  const state = held === null ? trading.state : 'held';
  return (
    <Gauge label={<TradingLabel />} note={note}>
      <span className="trading" data-state={begun ? state : 'unknown'} data-testid="trading-state">
        {mark !== null && <Icon name={mark} small />}
        {begun ? (held === null ? trading.state.toUpperCase() : 'BLOCKED') : NOTHING}
      </span>
    </Gauge>
  );
}

/** Who decides stands beside the state: what trades without asking is as loud as it is grave. */
function TradingLabel() {
  const begun = useEngine(isBegun);
  const mode = useEngine(({ cockpit }) => cockpit.approvalMode);
  return (
    <>
      <span className="roomy">Trading</span>
      {begun && (
        <a className="who-decides" data-mode={mode} href="#settings" title={MODE_WORDS[mode]} data-testid="approval-mode">
          {mode.toUpperCase()}
        </a>
      )}
    </>
  );
}

const shortSession = (name: string): string => (name === 'new_york' ? 'NY' : sessionText(name));

export function LinkGauge() {
  const terminal = useEngine(({ live }) => live?.terminal ?? null);
  const latency = useEngine(({ live }) => live?.agents.find(({ id }) => id === 'terminal')?.latency.p50 ?? null);
  const age = useLinkAgeMs(500);
  if (terminal === null)
    return (
      <Gauge label="Terminal link" note={<span>{NOTHING}</span>}>
        {NOTHING}
      </Gauge>
    );
  const name = terminalOf(terminal.kind).short;
  const { link } = terminal;
  const note =
    link === 'up' ? (
      <span title={`Prices: ${terminal.source}`}>{terminal.source.replace('demo market', 'demo')}</span>
    ) : (
      <span>silent {ageText(age)}</span>
    );
  return (
    <Gauge
      label={
        <>
          <span>
            {name}
            <span className="roomy"> link</span>
          </span>
          {link === 'up' && <span>{ageText(age)}</span>}
        </>
      }
      note={note}
      testId="terminal-link"
    >
      {link === 'down' && <AlarmMark level="critical" small />}
      {link !== 'up' ? link.toUpperCase() : latency === null ? 'UP' : <Latency ms={latency} />}
    </Gauge>
  );
}

function Latency({ ms }: { readonly ms: number }) {
  const [figure = '', unit = ''] = msText(ms).split(' ');
  return (
    <span className="figure">
      {figure} <span className="unit">{unit}</span>
    </span>
  );
}
