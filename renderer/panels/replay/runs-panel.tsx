import type { KeptRun } from '#shared/ipc';
import { Button, Empty, Panel } from '../../controls/index.ts';
import { countedText, countText, dateTimeText, signedMoneyText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import './runs-panel.css';

type RunsPanelProps = {
  readonly runs: readonly KeptRun[];
  readonly open: string | null;
  readonly compared: string | null;
  readonly onOpen: (id: string) => void;
  readonly onCompare: (id: string) => void;
};

/** The runs that are kept, newest first. */
export function RunsPanel({ runs, open, compared, onOpen, onCompare }: RunsPanelProps) {
  const act = useAct();
  const isOpenReplay = runs.some(({ id, kind }) => id === open && kind === 'replay');
  return (
    <Panel title="Runs" note={runs.length === 0 ? undefined : countText(runs.length)}>
      {runs.length === 0 ? (
        <Empty>No run yet. It is kept here with its report, also after a restart.</Empty>
      ) : (
        <ul className="kept-runs" aria-label="Runs">
          {runs.map((run) => (
            <li key={run.id} className={run.id === open ? 'is-open' : undefined}>
              <button type="button" className="link wrap" aria-current={run.id === open} onClick={() => onOpen(run.id)}>
                {run.name}
              </button>
              <span className="dim">{dateTimeText(run.at)}</span>
              <span className="dim wrap">{inShort(run)}</span>
              <div className="row">
                {run.kind === 'replay' && isOpenReplay && run.id !== open && (
                  <Button
                    size="small"
                    look="quiet"
                    about={`with ${run.name}`}
                    pressed={run.id === compared}
                    onClick={() => onCompare(run.id)}
                  >
                    Compare
                  </Button>
                )}
                <Button
                  size="small"
                  look="quiet"
                  needs="replay.remove"
                  about={run.name}
                  onClick={() => act.openDialog({ kind: 'remove-replay', what: 'run', id: run.id, name: run.name })}
                >
                  Remove…
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function inShort({ kind, runs, breach, net, currency, trades, symbol, digests }: KeptRun): string {
  const verdict =
    kind === 'sweep'
      ? `${countedText(runs ?? 0, 'setting')}, ${breach ?? '0'} breached, best ${signedMoneyText(net, currency)}`
      : `${breach === null ? 'survived' : `breached the ${breach} floor`}, ${signedMoneyText(net, currency)} ${currency}, ${countedText(trades, 'trade')}`;
  return `${symbol}, ${verdict}; settings ${digests.config.slice(0, 8)}, prices ${digests.prices.slice(0, 8)}`;
}
