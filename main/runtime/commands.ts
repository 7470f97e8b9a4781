import type { OperatorAction } from '#shared/events';
import type { CommandName, EquityPoint, LiveFrame, Refusal, Reply, Request } from '#shared/ipc';
import { messageOf, err, ok, type Result } from '#shared/lib';
import { packCockpit } from '#shared/projection';
import type { DeliveryStore, DeliveryTrial, HostDesk, LogBook, Mt5Setup, OwnDoor, TriedSignal } from '#ports';
import { alarmHistory } from './alarm-history.ts';
import type { BrokerSelfTest } from './broker-test.ts';
import { chooseAccount } from './account-choice.ts';
import { certificateHandlers } from './certificate-commands.ts';
import { channelHandlers, type ChannelMeans } from './channel-commands.ts';
import { adminHandlers, type HostMeans } from './admin-commands.ts';
import { configHandlers } from './config-commands.ts';
import { doorHandlers } from './door-commands.ts';
import { hostHandlers } from './host-commands.ts';
import { logHandlers } from './log-commands.ts';
import { marketHandlers } from './market-commands.ts';
import { exportHandler } from './journal-export.ts';
import { journalStory } from './journal-story.ts';
import { searchJournal } from './journal-search.ts';
import { backgroundHandlers } from './background-commands.ts';
import { pastHandlers } from './past/index.ts';
import { orderHandlers, unknownStrategy, type Place } from './order-commands.ts';
import { positionHandlers, type Reverse } from './position-commands.ts';
import { replayHandlers } from './replay-commands.ts';
import type { Runtime } from './runtime.ts';
import { startHandlers } from './start-commands.ts';
import { updateHandlers } from './update-commands.ts';
import { sourceHandlers, type SourceStores } from './source-commands.ts';
import type { TestedWays } from './sources/index.ts';
import type { StopDrill } from './stop-drill.ts';
import { ACCOUNT, type StopAsked } from './stop-road.ts';

export type Handlers = {
  readonly [N in CommandName]: (request: Request<N>, actor: string) => Promise<Result<Reply<N>, Refusal>>;
};

type Means = SourceStores & {
  readonly runtime: Runtime;
  readonly drill: StopDrill;
  readonly selfTest: BrokerSelfTest;
  readonly setup: Mt5Setup | null;
  readonly door: () => OwnDoor | null;
  readonly drops: TestedWays['drops'];
  tried(raw: TriedSignal, laterMs: number): DeliveryTrial;
  readonly channels: ChannelMeans;
  readonly logBook: LogBook | null;
  /** Null: deliveries are not kept. */
  readonly deliveries: DeliveryStore | null;
  readonly host: HostMeans;
  /** Null: nothing is known of the PC. */
  readonly hostDesk: HostDesk | null;
  readonly secrets: () => readonly string[];
  readonly status: () => unknown;
  live(): LiveFrame;
  equity(): readonly EquityPoint[];
  act(action: OperatorAction, actor: string): Promise<Result<{ seq: number }, Refusal>>;
  readonly byHand: { readonly place: Place; readonly reverse: Reverse };
  sign(text: string): string;
};

/** What each command of the contract does. */
export function commandHandlers(means: Means): Handlers {
  const { runtime, drill, selfTest, setup, door, host, live, equity, act, byHand } = means;
  return {
    'cockpit.hello': () => Promise.resolve(ok({ state: packCockpit(runtime.cockpit), live: live(), equity: [...equity()] })),
    'feed.since': ({ seq, limit }) => Promise.resolve(ok([...runtime.options.journal.read(seq, limit)])),
    ...recordHandlers(runtime.options.journal),
    'journal.export': exportHandler({ journal: runtime.options.journal, host: means.hostDesk, secrets: means.secrets }),
    'signal.approve': ({ signalId, digest }, actor) => act({ act: 'approve', signalId, digest }, actor),
    'signal.reject': ({ signalId, digest, reason }, actor) => act({ act: 'reject', signalId, digest, reason }, actor),
    'signal.override': ({ signalId, digest, reason }, actor) => act({ act: 'override', signalId, digest, reason }, actor),
    'trading.halt': ({ reason, flatten, scope = ACCOUNT }, actor) =>
      Promise.resolve(halt(runtime, { reason, flatten, scope }, actor)),
    'stop.lift': ({ scope, reason }, actor) => act({ act: 'lift-stop', scope, reason }, actor),
    'stop.drill': (_request, actor) => drill.run(actor),
    'broker.test': ({ symbol }, actor) => selfTest.run(symbol, actor),
    ...orderHandlers(runtime, byHand.place),
    'trading.resume': ({ reason }, actor) => act({ act: 'resume', reason }, actor),
    'order.cancel': ({ order }, actor) => act({ act: 'cancel-order', order }, actor),
    'order.replace': (terms, actor) => act({ act: 'replace-order', ...terms }, actor),
    ...positionHandlers(runtime, act, byHand.reverse),
    ...marketHandlers(runtime),
    ...doorHandlers(runtime, door, act),
    ...configHandlers(means),
    ...channelHandlers(means.channels),
    ...logHandlers(means.logBook),
    ...adminHandlers(runtime, act, host),
    ...hostHandlers(means),
    ...updateHandlers(runtime, act, means.hostDesk),
    ...startHandlers(runtime, act, means.hostDesk),
    ...pastHandlers(runtime.options.journal, runtime.options.clock),
    ...backgroundHandlers(runtime, means.hostDesk),
    ...replayHandlers(runtime, means.hostDesk),
    'approvals.set-mode': ({ mode, reason }, actor) => act({ act: 'set-approval-mode', mode, reason }, actor),
    'alarm.acknowledge': ({ alarmId }, actor) => act({ act: 'acknowledge-alarm', alarmId }, actor),
    'alarm.shelve': ({ alarmId, minutes, reason }, actor) =>
      act({ act: 'shelve-alarm', alarmId, untilMs: Math.floor(runtime.options.clock.nowMs()) + minutes * 60_000, reason }, actor),
    'breaker.isolate': ({ agent, effect, reason }, actor) => act({ act: 'isolate-breaker', agent, effect, reason }, actor),
    'breaker.reset': ({ agent, effect, reason }, actor) => act({ act: 'reset-breaker', agent, effect, reason }, actor),
    'block.rearm': ({ block, reason }, actor) => act({ act: 'rearm', block, reason }, actor),
    'proposal.decline': ({ strategyId, reason }, actor) => act({ act: 'decline-proposal', strategyId, reason }, actor),
    'drift.adopt': ({ digest, reason }, actor) => act({ act: 'adopt-drift', digest, reason }, actor),
    'journal.adopt': ({ reason }, actor) => act({ act: 'adopt-journal', reason }, actor),
    'clock.confirm': ({ digest, reason }, actor) =>
      act({ act: 'confirm-clock', ...(digest === undefined ? {} : { digest }), reason }, actor),
    'news.note': ({ event }, actor) => act({ act: 'note-news', id: runtime.options.ids.next('news'), event }, actor),
    'news.drop': ({ id }, actor) => act({ act: 'drop-news', id }, actor),
    'rulebook.choose': async ({ rulebook, reason }, actor) => {
      const chosen = await act({ act: 'choose-rulebook', rulebook, reason }, actor);
      return chosen.ok ? ok({ seq: chosen.value.seq, problem: runtime.options.keepRulebook?.(rulebook) ?? null }) : chosen;
    },
    ...sourceHandlers(means),
    'account.choose': (asked, actor) => chooseAccount(runtime.options.terminal, act, asked, actor),
    'ea.find': () => settingUp(setup, async (own) => ({ terminals: [...(await own.find())] })),
    'ea.install': ({ id }) => settingUp(setup, (own) => own.install(id)),
    'bridge.copy-token': () => settingUp(setup, (own) => own.copyToken().then(() => ({}))),
    'symbol.confirm': ({ symbol, broker }) => confirmName(runtime, symbol, broker),
    ...certificateHandlers(means),
  };
}

/** What reads records and asks nothing of the engine. */
const recordHandlers = (
  journal: Runtime['options']['journal'],
): Pick<Handlers, 'journal.search' | 'journal.story' | 'alarm.history'> => ({
  'journal.search': async (request) => ok(await searchJournal(journal, request)),
  'journal.story': (request) => Promise.resolve(ok(journalStory(journal, request))),
  'alarm.history': async (request) => ok(await alarmHistory(journal, request)),
});

/** What has to do with MetaTrader's folders: a refusal says what is missing and what to do. */
async function settingUp<T>(setup: Mt5Setup | null, act: (setup: Mt5Setup) => Promise<T>): Promise<Result<T, Refusal>> {
  if (setup === null) return err({ kind: 'refused', code: 'no_setup', detail: 'This host cannot set MetaTrader up' });
  try {
    return ok(await act(setup));
  } catch (error) {
    return err({ kind: 'refused', code: 'setup_failed', detail: messageOf(error) });
  }
}

async function confirmName(runtime: Runtime, symbol: string, broker: string): Promise<Result<Reply<'symbol.confirm'>, Refusal>> {
  const { terminal } = runtime.options;
  const problem =
    terminal.naming === undefined
      ? 'This terminal calls symbols by their usual names'
      : await terminal.naming.confirm(symbol, broker);
  return problem === null ? ok({}) : err({ kind: 'refused', code: 'not_confirmed', detail: problem });
}

/** With a broken journal the stop still latches: it reports that instead of failing. */
function halt(runtime: Runtime, asked: StopAsked, actor: string): Result<Reply<'trading.halt'>, Refusal> {
  const unknown = asked.scope?.kind === 'strategy' ? unknownStrategy(runtime, asked.scope.strategyId) : null;
  if (unknown !== null) return err(unknown);
  const { result, latchedAt, certificateId } = runtime.halt(asked, actor);
  if (certificateId === null)
    return err({
      kind: 'engine-fault',
      code: 'halt_failed',
      detail: result.kind === 'lost' ? result.detail : 'The stop did not latch: press it again, or close in the terminal',
    });
  return ok({ certificateId, latchedAt });
}
