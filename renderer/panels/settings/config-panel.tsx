import { Panel } from '../../controls/index.ts';
import { useEngine } from '../../store/index.ts';
import { configLines } from './config-lines.ts';
import './config-panel.css';

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
              <th scope="col">Setting and its key</th>
              <th scope="col" className="num">
                Value
              </th>
            </tr>
          </thead>
          <tbody>
            {configLines(config).map(({ path, words, value }) => (
              <tr key={path}>
                <td className="wrap">
                  {words} <span className="code dim">{path}</span>
                </td>
                <td className="num wrap">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
