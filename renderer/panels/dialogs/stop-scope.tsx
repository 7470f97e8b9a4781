import { useState } from 'react';
import { scopeKey, type StopScope } from '#shared/domain';
import { Confirm, Dialog, Field, TextInput } from '../../controls/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import { reasonMissing, scopeName, useKnownStrategies } from '../reading/index.ts';
import { useFinish } from './finish.ts';

/** Stops one symbol or one strategy; the rest trades on. Toward safety, so nothing has to be typed but why. */
export function StopScopeDialog() {
  const act = useAct();
  const finish = useFinish();
  const quotes = useEngine(({ live }) => live?.quotes ?? null);
  const scopes: readonly StopScope[] = [
    ...(quotes ?? []).map(({ symbol }) => ({ kind: 'symbol', symbol }) as const),
    ...useKnownStrategies().map((strategyId) => ({ kind: 'strategy', strategyId }) as const),
  ];
  const [chosen, setChosen] = useState('');
  const [flatten, setFlatten] = useState(false);
  const [reason, setReason] = useState('');
  const scope = scopes.find((one) => scopeKey(one) === chosen) ?? scopes[0];
  const { asked, refusal } = useAsk(scope === undefined ? '' : `halt:${scopeKey(scope)}`);
  if (scope === undefined) return null;
  return (
    <Dialog
      title="Stop a symbol or strategy"
      onClose={act.closeDialog}
      refusal={refusal}
      acts={
        <Confirm
          needs="trading.halt"
          asked={asked}
          testId="stop-scope-confirm"
          missing={reasonMissing(reason)}
          onConfirm={() => finish(act.haltScope(scope, flatten, reason.trim()))}
        >
          {flatten ? `Stop and close ${scopeName(scope)}` : `Stop ${scopeName(scope)}`}
        </Confirm>
      }
    >
      <p>New entries are refused and our working orders cancelled, for this alone. Everything else trades on.</p>
      <Field label="What">
        <select className="input" value={scopeKey(scope)} onChange={(event) => setChosen(event.target.value)}>
          {scopes.map((one) => (
            <option key={scopeKey(one)} value={scopeKey(one)}>
              {scopeName(one)}
            </option>
          ))}
        </select>
      </Field>
      <label className="row">
        <input type="checkbox" checked={flatten} onChange={(event) => setFlatten(event.target.checked)} />
        <span>Close our positions of it as well, at the market. Positions we did not open stay.</span>
      </label>
      <Field label="Why (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
    </Dialog>
  );
}
