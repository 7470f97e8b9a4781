import { Panel } from '../../controls/index.ts';
import { useEngine } from '../../store/index.ts';
import './config-panel.css';

/** A nested value as dotted lines. */
function linesOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [[path, Array.isArray(value) ? value.join(', ') || 'none' : String(value)]];
  return Object.entries(value).flatMap(([key, part]) => linesOf(part, path === '' ? key : `${path}.${key}`));
}

/** The whole configuration as the run uses it. */
export function ConfigPanel() {
  const config = useEngine(({ cockpit }) => cockpit.config);
  return (
    <Panel title="Configuration" note="of this run, read-only" className="config">
      <div className="panel-body" tabIndex={0} role="group" aria-label="Configuration">
        <table>
          <caption className="unseen">Configuration</caption>
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col" className="num">
                Value
              </th>
            </tr>
          </thead>
          <tbody>
            {linesOf(config, '').map(([path, value]) => (
              <tr key={path}>
                <td className="code">{path}</td>
                <td className="num">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
