import type { Facts, OrderRequest, Position } from '#shared/domain';
import type { Input, JournalRecord } from '#shared/events';
import type { Effect } from '#engine';
import { factsAt, signalAt } from './market-facts.ts';
import type { Turns } from './turns.ts';

type Deliver = Extract<Effect, { kind: 'deliver' }>;
type Open = Extract<OrderRequest, { op: 'open' }>;
/** Called with every turn's name, to time it or not. */
export type Around = (turn: 'arrived' | 'evaluate' | 'execute' | 'rest', act: () => readonly JournalRecord[]) => void;

/** The whole life of one signal: accepted, evaluated, ordered, filled, closed in profit and reviewed. */
export function liveSignal(turns: Turns, id: string, at: number, around: Around): void {
  const facts = factsAt(at);
  let effects: readonly Effect[] = [];
  const turn = (name: Parameters<Around>[0], input: Input): void => {
    around(name, () => {
      const taken = turns.take(input, at, 'bench', `trace-${id}`);
      effects = taken.effects;
      return taken.records;
    });
  };
  turn('arrived', {
    type: 'signal.arrived',
    payload: {
      arrival: { kind: 'signal', signal: signalAt(id, at) },
      source: 'webhook',
      traceId: `trace-${id}`,
      fingerprint: id,
      nonce: id,
      facts,
    },
  });
  turn('evaluate', delivered(effects, facts, whyNot(turns, id)));
  turn('execute', delivered(effects, facts, whyNot(turns, id)));
  const request = sentIn(effects, whyNot(turns, id));
  const position = positionOf(request, at);
  turn('rest', {
    type: 'terminal.answered',
    payload: {
      clientOrderId: request.clientOrderId,
      sentAt: at,
      outcome: {
        kind: 'confirmed',
        retcode: 10009,
        ticket: position.ticket,
        deal: position.ticket,
        price: 1.10006,
        volume: request.volume,
        at,
      },
      position,
    },
  });
  turn('rest', dealtInput(position, at));
  turn('rest', delivered(effects, null, whyNot(turns, id)));
}

const whyNot = ({ engine }: Turns, id: string): string =>
  `the benchmark no longer fits the engine: ${engine.cockpit.signals.get(id)?.reason?.text ?? 'the signal was not taken'}`;

function delivered(effects: readonly Effect[], facts: Facts | null, otherwise: string): Input {
  const deliver = effects.find((effect): effect is Deliver => effect.kind === 'deliver');
  if (deliver === undefined) throw new Error(otherwise);
  return { type: 'message.delivered', payload: { message: deliver.message, facts } };
}

function sentIn(effects: readonly Effect[], otherwise: string): Open {
  const send = effects.find((effect) => effect.kind === 'send');
  if (send?.request.op !== 'open') throw new Error(otherwise);
  return send.request;
}

const positionOf = (request: Open, at: number): Position => ({
  ticket: request.clientOrderId,
  symbol: 'EURUSD',
  direction: 'BUY',
  volume: request.volume,
  entry: 1.10006,
  stopLoss: request.stopLoss,
  takeProfit: request.takeProfit,
  current: 1.10006,
  profit: 0,
  swap: 0,
  commission: 0,
  openedAt: at,
  clientOrderId: request.clientOrderId,
  magic: request.magic,
});

function dealtInput({ ticket, volume, clientOrderId, magic }: Position, at: number): Input {
  const common = { order: ticket, position: ticket, symbol: 'EURUSD', volume, commission: 0, swap: 0, at, clientOrderId, magic };
  const opened = {
    ...common,
    ticket: `${ticket}-in`,
    direction: 'BUY',
    entry: 'in',
    price: 1.10006,
    profit: 0,
    reason: 'expert',
  } as const;
  const closed = {
    ...common,
    ticket: `${ticket}-out`,
    direction: 'SELL',
    entry: 'out',
    price: 1.105,
    profit: 5,
    reason: 'tp',
  } as const;
  return { type: 'terminal.dealt', payload: { deal: closed, history: [opened, closed] } };
}
