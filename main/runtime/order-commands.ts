import { exposureNow, previewOrder } from '#engine';
import type { OrderAsk } from '#shared/events';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, ok, unreachable, type Result } from '#shared/lib';
import { knownStrategies } from '#shared/projection';
import type { SubmitAnswer } from '#ports';
import { factsFrom } from './facts.ts';
import type { Runtime } from './runtime.ts';

/** Hands an order by hand in, as `actor`. */
export type Place = (ask: OrderAsk, actor: string) => Promise<SubmitAnswer>;

/** The order ticket: what it would come to, and the order itself. */
export const orderHandlers = (runtime: Runtime, place: Place) => ({
  'risk.preview': (ask: Request<'risk.preview'>) => Promise.resolve(previewNow(runtime, ask)),
  'risk.exposure': (): Promise<Result<Reply<'risk.exposure'>, Refusal>> =>
    Promise.resolve(
      runtime.ready
        ? ok({ exposure: exposureNow(runtime.loop.engine, factsFrom(runtime.options.terminal, null)) })
        : err({ kind: 'refused', code: 'not_ready', detail: 'The cockpit is still starting' }),
    ),
  'order.place': async (ask: Request<'order.place'>, actor: string): Promise<Result<Reply<'order.place'>, Refusal>> => {
    const unknown = unknownStrategy(runtime, ask.strategy);
    return unknown === null ? placed(await place(ask, actor)) : err(unknown);
  },
});

export function placed(answer: SubmitAnswer): Result<Reply<'order.place'>, Refusal> {
  switch (answer.kind) {
    case 'accepted':
    case 'duplicate':
      return ok({ signalId: answer.signalId, isRepeated: answer.kind === 'duplicate' });
    case 'invalid': {
      const reasons = answer.issues.map(({ path, message }) => `${path}: ${message}`);
      return err({ kind: 'refused', code: 'bad_order', detail: reasons.join('; '), reasons });
    }
    case 'malformed':
      return err({ kind: 'refused', code: 'bad_order', detail: answer.detail });
    case 'rate_limited': {
      const seconds = Math.ceil(answer.retryAfterMs / 1_000);
      return err({ kind: 'refused', code: 'not_ready', detail: `Too many orders within a minute: again in ${seconds} s` });
    }
    case 'share_used':
      return err({ kind: 'refused', code: 'not_ready', detail: 'Too many orders at once: again in a second' });
    case 'refused':
      return err(answer);
    case 'unavailable':
      return err({ kind: 'refused', code: answer.code === 'overloaded' ? 'not_ready' : answer.code, detail: answer.detail });
    default:
      return unreachable(answer);
  }
}

/** A stop or a question about a strategy that does not exist is a slip of the pen, not an answer. */
export function unknownStrategy({ cockpit }: Runtime, id: string): Refusal | null {
  const known = knownStrategies(cockpit);
  if (known.includes(id)) return null;
  return { kind: 'refused', code: 'unknown_strategy', detail: `There is no strategy ${id}; there are ${known.join(', ')}` };
}

function previewNow(runtime: Runtime, ask: Request<'risk.preview'>): Result<Reply<'risk.preview'>, Refusal> {
  const { terminal, clock } = runtime.options;
  if (!runtime.ready) return err({ kind: 'refused', code: 'not_ready', detail: 'The cockpit is still starting' });
  if (terminal.spec(ask.symbol) === null)
    return err({ kind: 'refused', code: 'unknown_symbol', detail: `The terminal does not know ${ask.symbol}` });
  const unknown = unknownStrategy(runtime, ask.strategy);
  if (unknown !== null) return err(unknown);
  const facts = factsFrom(terminal, ask.symbol);
  return ok({ preview: previewOrder(runtime.loop.engine, ask, facts, Math.floor(clock.nowMs())) });
}
