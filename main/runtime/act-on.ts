import type { OperatorAction } from '#shared/events';
import type { Refusal } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import type { TurnResult } from './mailbox.ts';
import type { Runtime } from './runtime.ts';

/** Brings what a person asks for before the engine. `seq` is the record that made it durable. */
export async function actOn(runtime: Runtime, action: OperatorAction, actor: string): Promise<Result<{ seq: number }, Refusal>> {
  const result = await new Promise<TurnResult>((resolve) => {
    runtime.act(action, actor, resolve);
  });
  if (result.kind === 'lost') return err({ kind: 'refused', code: result.code, detail: result.detail });
  if (result.answer?.kind === 'refused') return err(result.answer);
  return ok({ seq: result.seq });
}
