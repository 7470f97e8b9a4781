import { Panel } from '../../controls/index.ts';
import { Bar } from '../../controls/index.ts';
import { countText, msText, NOTHING } from '../../format/index.ts';
import { useEngine, useIsThen } from '../../store/index.ts';
import { breakersOf, isBegun, notClosed } from '../reading/index.ts';
import { BreakerTable } from './breaker-table.tsx';
import { Lanes } from './lanes.tsx';
import './control-summary.css';

/** A loop that waits longer than this is late for the screen and for the terminal. */
const LOOP_LIMIT_MS = 20;

/** The deck's view of the control plane: one line while all is well, and what is not otherwise. */
export function ControlSummary() {
  const moved = useEngine(({ cockpit }) => cockpit.breakers);
  const agents = useEngine(({ live }) => live?.agents ?? null);
  const started = useEngine(isBegun);
  const rows = started ? breakersOf(moved) : [];
  const off = notClosed(rows);
  const healthy = agents?.filter(({ health }) => health === 'healthy').length;
  const inUse = agents?.filter(({ health }) => health !== 'unknown').length;
  const isThen = useIsThen();
  const loop = useEngine(({ live }) => live?.loop.p99 ?? null);
  const isWell = started && off.length === 0 && healthy === inUse && loop !== null && loop <= LOOP_LIMIT_MS;
  const note = isThen ? (
    'lanes and agents are on no record'
  ) : agents === null ? undefined : (
    <>
      {countText(healthy)} of {countText(inUse)} agents healthy
      {isWell && <span className="roomy">, breakers closed</span>}
    </>
  );
  return (
    <Panel
      title="Control plane"
      note={note}
      end={
        <a className="btn quiet small" href="#control">
          Open
        </a>
      }
    >
      {!(isWell && !isThen) && (
        <div className="breakers-lanes">
          <div>
            <p className="subhead">
              <span>Breakers</span>
              <span>
                {!started
                  ? NOTHING
                  : off.length === 0
                    ? 'all closed'
                    : `${countText(off.length)} of ${countText(rows.length)} not closed`}
              </span>
            </p>
            <BreakerTable rows={rows} />
          </div>
          {!isThen && <Measured />}
        </div>
      )}
    </Panel>
  );
}

/** What is measured and on no record. */
function Measured() {
  const loop = useEngine(({ live }) => live?.loop.p99 ?? null);
  return (
    <div>
      <p className="subhead">
        <span>Lanes</span>
        <span className="roomy">depth · oldest</span>
      </p>
      <Lanes />
      <p className="subhead">
        <span>Event loop p99</span>
        <LoopLag ms={loop} />
      </p>
      <div className="lanes">
        <Bar value={loop} limit={LOOP_LIMIT_MS} />
      </div>
    </div>
  );
}

/** An event loop over its limit is marked as such. */
function LoopLag({ ms }: { readonly ms: number | null }) {
  if (ms === null) return <span>{NOTHING}</span>;
  return ms > LOOP_LIMIT_MS ? (
    <b className="strong lit">
      {msText(ms)}, over {msText(LOOP_LIMIT_MS)}
    </b>
  ) : (
    <span>
      {msText(ms)} of {msText(LOOP_LIMIT_MS)}
    </span>
  );
}
