import { Button, Clock, Panel } from '../../controls/index.ts';
import { countText, sentenceOf } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { actorText, isBegun, None, scopeName } from '../reading/index.ts';
import { DrillBlock } from './drill-block.tsx';

/** Stops of a symbol or a strategy, and the certificates of every stop. The account's own stop is the button at the top right. */
export function StopsPanel() {
  const act = useAct();
  const stops = useEngine(({ cockpit }) => cockpit.stops);
  const begun = useEngine(isBegun);
  return (
    <Panel
      title="Stops"
      note={
        !begun ? 'not known yet' : stops.size === 0 ? 'no symbol or strategy is stopped' : `${countText(stops.size)} standing`
      }
      end={
        <Button needs="trading.halt" look="quiet" size="small" onClick={() => act.openDialog({ kind: 'stop-scope' })}>
          Stop a symbol or strategy…
        </Button>
      }
    >
      <ul className="alarm-list">
        {[...stops.values()].map(({ scope, reason, actor, since, certificateId }) => (
          <li key={certificateId} className="alarm-card">
            <h3>
              {scopeName(scope)} is stopped{' '}
              <span className="since">
                since <Clock at={since} />
              </span>
            </h3>
            <p className="mid">
              By {actorText(actor)}: {reason}
            </p>
            <div className="row">
              <Button needs="stop.lift" onClick={() => act.openDialog({ kind: 'lift', scope })}>
                Lift…
              </Button>
              <Button look="quiet" onClick={() => act.openDialog({ kind: 'certificate', id: certificateId })}>
                Certificate
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Certificates />
      <DrillBlock />
    </Panel>
  );
}

function Certificates() {
  const act = useAct();
  const certificates = useEngine(({ cockpit }) => cockpit.certificates);
  const newest = [...certificates.values()].reverse().slice(0, 6);
  if (newest.length === 0) return <None said="No stop is in this journal.">Each stop leaves a signed certificate here.</None>;
  return (
    <table aria-label="Stop certificates">
      <tbody>
        {newest.map(({ id, latchedAt, scope, state }) => (
          <tr key={id}>
            <th scope="row">
              <Clock at={latchedAt} />
            </th>
            <td>{scopeName(scope ?? { kind: 'account' })}</td>
            <td className="mid">{sentenceOf(state)}</td>
            <td>
              <Button look="quiet" size="small" about={id} onClick={() => act.openDialog({ kind: 'certificate', id })}>
                Open
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
