import { AGENT_EFFECTS, scopeKey, type AgentId, type StopScope } from '#shared/domain';
import type { CommandName, Refusal, Reply, Request } from '#shared/ipc';
import type { Result } from '#shared/lib';
import { breakerParts, failedRules, isResting, signalDigest } from '#shared/projection';
import { DEFAULT_STRATEGY } from '#shared/strategies';
import type { Dice } from './dice.ts';
import { managed, turned, type Ask } from './hand-acts.ts';
import { otherTerms } from './pending-terms.ts';
import type { ActEnd, OperatorAct } from './witness/index.ts';
import type { World } from './world.ts';

const WHY = 'the simulation says so';
const AGENTS: readonly [AgentId, ...AgentId[]] = ['terminal', 'terminal', 'owner', 'u1', 'u3', 'u4', 'intake', 'orchestrator'];
const SCOPES: readonly [StopScope, ...StopScope[]] = [
  { kind: 'symbol', symbol: 'EURUSD' },
  { kind: 'symbol', symbol: 'USDJPY' },
  { kind: 'strategy', strategyId: DEFAULT_STRATEGY },
];
/** Why a close may be turned away: it is under way, or there is nothing to close. */
const CLOSE_REFUSALS: ReadonlySet<string> = new Set(['already_asked', 'unknown_position']);

const said = (answer: Result<unknown, Refusal> | null): string =>
  answer === null ? 'unanswered' : answer.ok ? 'ok' : answer.error.code;

/** With a failed disk the outcome of an act is not known yet. */
const endOf = (answer: Result<unknown, Refusal>): ActEnd =>
  answer.ok ? 'done' : answer.error.code === 'journal_unavailable' ? 'unclear' : 'refused';

/** The person at the window: mostly careful, sometimes late, wrong or twice. */
export class Trader {
  readonly #world: World;
  readonly #hand: Ask = async (name, request) => said(await this.#act(name, request));

  constructor(world: World) {
    this.#world = world;
  }

  async approve(dice: Dice): Promise<string> {
    const card = dice.any([...this.#world.cockpit.pending.values()]);
    if (card === undefined) return 'no card';
    return `${card.signalId} ${said(await this.#act('signal.approve', card))}`;
  }

  /** Everything but a good click on a fresh card. */
  async fumble(dice: Dice): Promise<string> {
    const { cockpit, witnesses } = this.#world;
    const what = dice.pick(['reject', 'wrong digest', 'twice', 'late', 'override', 'override', 'override']);
    if (what === 'override') return `override ${await this.override(dice)}`;
    const card = dice.any([...cockpit.pending.values()]);
    if (card === undefined) return 'no card';
    const { signalId, digest } = card;
    if (what === 'reject')
      return `reject ${signalId} ${said(await this.#act('signal.reject', { signalId, digest, reason: null }))}`;
    if (what === 'late') {
      // The card's countdown has ended, in one way or the other.
      const { clock } = this.#world.runtime.options;
      // Time runs a little slower while the wall clock has been set back.
      while (clock.nowMs() < card.expiresAt) await this.#world.advance(card.expiresAt - clock.nowMs() + 1);
    } else if (what === 'twice') await this.#act('signal.approve', { signalId, digest });
    const asked = { signalId, digest: what === 'wrong digest' ? 'f'.repeat(64) : digest };
    const answer = await this.#act('signal.approve', asked);
    if (answer?.ok === true) witnesses.fail('A1', `Approving ${signalId} ${what} was done`);
    return `approve ${what} ${signalId} ${said(answer)}`;
  }

  async override(dice: Dice): Promise<string> {
    const { cockpit, witnesses } = this.#world;
    const life = dice.any([...cockpit.signals.values()].filter(({ state }) => state === 'rejected').slice(-4));
    if (life === undefined) return 'nothing';
    const { hard } = failedRules(life);
    const digest = signalDigest(cockpit, life);
    const answer = await this.#act('signal.override', { signalId: life.signalId, digest, reason: WHY });
    if (answer?.ok === true && hard.length > 0)
      witnesses.fail('A1', `The hard rules ${hard.join(', ')} of ${life.signalId} were set aside`);
    return `${life.signalId} ${said(answer)}`;
  }

  /** A stop is moved, a part is closed, or a position is put under other rules. */
  managed(dice: Dice): Promise<string> {
    return managed(this.#world, this.#hand, dice);
  }

  /** A position is turned round, or closed by an opposite one. */
  turned(dice: Dice): Promise<string> {
    return turned(this.#world, this.#hand, dice);
  }

  /** A pending order is cancelled, or gets other terms. */
  async waiting(dice: Dice): Promise<string> {
    const { cockpit, clock } = this.#world;
    const meant = dice.any([...cockpit.orders.values()].filter(isResting));
    if (meant?.request.op !== 'open') return 'nothing waits';
    const { clientOrderId: order, request } = meant;
    if (dice.hits(0.3)) return `cancel ${order} ${said(await this.#act('order.cancel', { order }))}`;
    return `replace ${order} ${said(await this.#act('order.replace', { order, ...otherTerms(request, clock.nowMs(), dice) }))}`;
  }

  async mode(dice: Dice): Promise<string> {
    return this.approvals(dice.pick(['confirm', 'veto', 'auto']));
  }

  async approvals(mode: 'confirm' | 'veto' | 'auto'): Promise<string> {
    return `${mode} ${said(await this.#act('approvals.set-mode', { mode, reason: null }))}`;
  }

  /** The stop button is answered whatever else is broken. */
  async halt(dice: Dice): Promise<string> {
    const { witnesses, life } = this.#world;
    const flatten = dice.hits(0.5);
    const answer = await this.#halt({ kind: 'account' }, flatten);
    if (life.alive && this.#world.runtime.ready) {
      if (answer?.ok !== true) witnesses.fail('I13', `The halt was not done: ${said(answer)}`);
      else if (this.#world.cockpit.trading.state !== 'halted')
        witnesses.fail('I3', 'The halt was answered and trading is not halted');
    }
    return `${flatten ? 'flatten' : 'plain'} ${said(answer)}`;
  }

  /** A symbol or a strategy alone is stopped: the rest trades on. */
  async scopedStop(dice: Dice): Promise<string> {
    const { witnesses, life } = this.#world;
    const scope = dice.pick(SCOPES);
    const flatten = dice.hits(0.5);
    const answer = await this.#halt(scope, flatten);
    if (life.alive && this.#world.runtime.ready) {
      if (answer?.ok !== true) witnesses.fail('I13', `The stop of ${scopeKey(scope)} was not done: ${said(answer)}`);
      else if (!this.#world.cockpit.stops.has(scopeKey(scope)))
        witnesses.fail('I3', `The stop of ${scopeKey(scope)} was answered and does not stand`);
    }
    return `${scopeKey(scope)} ${flatten ? 'flatten' : 'plain'} ${said(answer)}`;
  }

  async lift(dice: Dice): Promise<string> {
    const stop = dice.any([...this.#world.cockpit.stops.values()]);
    if (stop === undefined) return 'nothing';
    const { scope } = stop;
    const answer = await this.#act('stop.lift', { scope, typed: 'LIFT', reason: WHY }, { kind: 'lift', scope });
    return `${scopeKey(scope)} ${said(answer)}`;
  }

  /** Trading goes on only once nothing is in doubt, so the doubt is settled first. */
  async resume(): Promise<string> {
    const { drift } = this.#world.cockpit;
    if (drift !== null) await this.#adopt(drift.digest);
    return said(await this.#act('trading.resume', { typed: 'RESUME', reason: WHY }, { kind: 'resume' }));
  }

  async close(dice: Dice): Promise<string> {
    const held = dice.any([...this.#world.cockpit.positions.values()]);
    if (held === undefined) return 'nothing';
    const { ticket } = held.position;
    const wasReady = this.#world.isSound && this.#world.runtime.ready;
    const answer = await this.#act('position.close', held.foreign ? { ticket, foreign: true } : { ticket });
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- The wait in between may have changed it.
    if (wasReady && this.#world.isSound && answer?.ok !== true && !CLOSE_REFUSALS.has(said(answer)))
      this.#world.witnesses.fail('I13', `Closing ${ticket} was refused: ${said(answer)}`);
    return `${ticket} ${said(answer)}`;
  }

  async breaker(dice: Dice): Promise<string> {
    const agent = dice.pick(AGENTS);
    const effect = dice.any(AGENT_EFFECTS[agent]);
    if (effect === undefined) return 'nothing';
    const name = dice.hits(0.3) ? 'breaker.isolate' : 'breaker.reset';
    return `${name} ${agent}/${effect} ${said(await this.#act(name, { agent, effect, reason: WHY }))}`;
  }

  /** Accepts what the terminal says, lifts a block, silences an alarm. */
  async tidy(dice: Dice): Promise<string> {
    const { drift, blocks, alarms, strategies } = this.#world.cockpit;
    const done: string[] = [];
    if (drift !== null) done.push(`adopt ${said(await this.#adopt(drift.digest))}`);
    const block = dice.any([...blocks.keys()]);
    if (block !== undefined) done.push(`rearm ${said(await this.#act('block.rearm', { block, reason: WHY }))}`);
    const strategy = dice.any([...strategies].filter(([, { riskOn, proposal }]) => !riskOn || proposal !== null));
    if (strategy !== undefined) done.push(await this.#rearm(strategy[0], strategy[1]));
    const alarmId = dice.any([...alarms.keys()]);
    if (alarmId !== undefined) done.push(`ack ${said(await this.#act('alarm.acknowledge', { alarmId }))}`);
    return done.length === 0 ? 'nothing' : done.join(', ');
  }

  /** At the end of a story: every breaker is closed by hand. */
  async resetBreakers(): Promise<void> {
    for (const key of [...this.#world.cockpit.breakers.keys()]) {
      const { agent, effect } = breakerParts(key);
      await this.#act('breaker.reset', { agent, effect, reason: WHY });
    }
  }

  /** Switches a strategy's risk on again, or takes the share of it that is proposed. */
  async #rearm(
    strategyId: string,
    { riskOn, proposal }: { readonly riskOn: boolean; readonly proposal: number | null },
  ): Promise<string> {
    const block = `${riskOn ? 'proposal' : 'strategy'}:${strategyId}`;
    if (riskOn && proposal !== null) this.#world.witnesses.risk.confirms(strategyId, proposal);
    return `${block} ${said(await this.#act('block.rearm', { block, reason: WHY }))}`;
  }

  #adopt(digest: string): Promise<Result<unknown, Refusal> | null> {
    return this.#act('drift.adopt', { digest, reason: WHY }, { kind: 'adopt' });
  }

  #halt(scope: StopScope, flatten: boolean): Promise<Result<unknown, Refusal> | null> {
    const request = { reason: WHY, flatten, ...(scope.kind === 'account' ? {} : { scope }) };
    return this.#act('trading.halt', request, { kind: 'halt', scope });
  }

  /** Null: the process died before it answered. The witnesses hear of an act before the cockpit does, and of its answer at once. */
  async #act<N extends CommandName>(
    name: N,
    request: Request<N>,
    act: OperatorAct | null = null,
  ): Promise<Result<Reply<N>, Refusal> | null> {
    const { life, service, witnesses, disk } = this.#world;
    const heard: { answer: Result<Reply<N>, Refusal> | null } = { answer: null };
    const asked = act === null ? null : witnesses.stop.asks(act);
    void service.command(name, request, 'trader:window').then((answer) => {
      heard.answer = answer;
      if (asked === null || !life.alive) return;
      witnesses.stop.answered(asked, endOf(answer), !disk.failed);
      if (act?.kind === 'halt' && answer.ok && 'certificateId' in answer.value)
        witnesses.certificates.given(answer.value.certificateId, act.scope);
    });
    await this.#world.settle();
    return life.alive ? heard.answer : null;
  }
}
