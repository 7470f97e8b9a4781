import { useState } from 'react';
import { Button, Field } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';
import type { BreakerRow } from '../reading/index.ts';
import { AGENT_NAMES } from './agent-names.ts';

/** Takes a closed breaker out by hand. */
export function BreakerChooser({ rows }: { readonly rows: readonly BreakerRow[] }) {
  const act = useAct();
  const closed = rows.filter(({ breaker }) => breaker.state === 'CLOSED');
  const [chosen, setChosen] = useState('terminal/write');
  const row = closed.find(({ agent, effect }) => `${agent}/${effect}` === chosen) ?? closed[0];
  if (row === undefined) return null;
  return (
    <div className="row pad">
      <Field label="Take a breaker out">
        <select className="input" value={`${row.agent}/${row.effect}`} onChange={(event) => setChosen(event.target.value)}>
          {closed.map(({ agent, effect }) => (
            <option key={`${agent}/${effect}`} value={`${agent}/${effect}`}>
              {AGENT_NAMES[agent]}, {effect}
            </option>
          ))}
        </select>
      </Field>
      <span className="at-foot">
        <Button needs="breaker.isolate" onClick={() => act.openDialog({ kind: 'isolate', agent: row.agent, effect: row.effect })}>
          Isolate…
        </Button>
      </span>
    </div>
  );
}
