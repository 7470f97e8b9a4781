import type { OperatorAction, ReverseAsk } from '#shared/events';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import { positionNamed } from '#shared/projection';
import { previewPosition, previewReversal } from '#engine';
import type { SubmitAnswer } from '#ports';
import { factsFrom } from './facts.ts';
import { placed } from './order-commands.ts';
import type { Runtime } from './runtime.ts';

/** Hands a reversal in, as `actor`. */
export type Reverse = (ask: ReverseAsk, actor: string) => Promise<SubmitAnswer>;

type Act = (action: OperatorAction, actor: string) => Promise<Result<{ seq: number }, Refusal>>;
type Positions = {
  readonly [N in 'position.close' | 'position.reverse' | 'position.modify' | 'position.manage' | 'position.preview']: (
    request: Request<N>,
    actor: string,
  ) => Promise<Result<Reply<N>, Refusal>>;
};

/** What the trader does by hand about one open position. */
export const positionHandlers = (runtime: Runtime, act: Act, reverse: Reverse): Positions => ({
  'position.reverse': async (ask, actor) => placed(await reverse(ask, actor)),
  'position.close': ({ ticket, foreign = false, part, by }, actor) =>
    act(
      {
        act: 'close-position',
        ticket,
        ...(foreign ? { foreign } : {}),
        ...(part === undefined ? {} : { part }),
        ...(by === undefined ? {} : { by }),
      },
      actor,
    ),
  'position.modify': ({ ticket, stopLoss, takeProfit, reason }, actor) =>
    act(
      {
        act: 'modify-position',
        ticket,
        ...(stopLoss === undefined ? {} : { stopLoss }),
        ...(takeProfit === undefined ? {} : { takeProfit }),
        reason,
      },
      actor,
    ),
  'position.manage': ({ ticket, rules, foreign = false, reason }, actor) =>
    act({ act: 'manage-position', ticket, rules, ...(foreign ? { foreign } : {}), reason }, actor),
  'position.preview': (ask) => Promise.resolve(previewNow(runtime, ask)),
});

function previewNow(runtime: Runtime, ask: Request<'position.preview'>): Result<Reply<'position.preview'>, Refusal> {
  const { terminal, clock } = runtime.options;
  if (!runtime.ready) return err({ kind: 'refused', code: 'not_ready', detail: 'The cockpit is still starting' });
  const symbol = positionNamed(runtime.cockpit, ask.ticket)?.position.symbol ?? null;
  const [facts, nowMs] = [factsFrom(terminal, symbol), Math.floor(clock.nowMs())];
  const { engine } = runtime.loop;
  const preview = 'reverse' in ask ? previewReversal(engine, ask, facts, nowMs) : previewPosition(engine, ask, facts, nowMs);
  return preview === null
    ? err({ kind: 'refused', code: 'unknown_position', detail: `There is no position ${ask.ticket}` })
    : ok({ preview });
}
