import {
  scopeKey,
  type AgentId,
  type ApprovalMode,
  type EffectClass,
  type NewsEvent,
  type Side,
  type StrategyId,
  type StopScope,
} from '#shared/domain';
import type { ManagementRules, RulebookChoice } from '#shared/config';
import type { ApprovalCard, AskedLevels, ClosedPart, PositionAsk } from '#shared/events';
import type { CommandName, Refusal, Reply, Request } from '#shared/ipc';
import type { Result } from '#shared/lib';
import type { WindowBridge } from '../bridge/index.ts';
import { connecting } from './connect-actions.ts';
import { aboutHost } from './host-actions.ts';
import type { Look } from './look.ts';
import { replaying } from './replay-actions.ts';
import type { ReplayDesk } from './replay-desk.ts';
import type { Sort } from './sorting.ts';
import type { Ask, DialogState, FirstStepsMemory, View, WindowStore } from './window-store.ts';

/** Asks are kept so that a refusal can be read; more than this many and the oldest are forgotten. */
const ASKS_MAX = 60;

export type Actions = ReturnType<typeof createActions>;

/** Everything the trader can ask for. Nothing here changes what is shown as the engine's state: only the feed does. */
export function createActions(bridge: WindowBridge, ui: WindowStore, now: () => number) {
  const note = (key: string, ask: Ask): void => {
    const { [key]: _replaced, ...others } = ui.getState().asks;
    ui.setState({ asks: Object.fromEntries([...Object.entries(others).slice(-ASKS_MAX + 1), [key, ask]]) });
  };
  /** Asks, with the standing of it kept under its key, and hands on the answer. */
  const question: Question = async (key, name, request) => {
    const at = now();
    note(key, { state: 'asked', at, seq: null, detail: null });
    const answer = await bridge.send(name, request);
    const { seq, ...mark }: Answered = answer.ok ? waitedFor(answer.value) : {};
    note(
      key,
      answer.ok
        ? { state: 'accepted', at, seq: seq ?? null, detail: null, ...mark }
        : { state: 'refused', at, seq: null, detail: answer.error.detail },
    );
    return answer;
  };
  const ask: AskFor = async (key, name, request) => (await question(key, name, request)).ok;
  const bound = ({ signalId, digest }: ApprovalCard): { signalId: string; digest: string } => ({ signalId, digest });
  return {
    halt: () => ask('halt', 'trading.halt', { reason: 'Stop pressed', flatten: false }),
    flatten: (reason: string) => ask('flatten', 'trading.halt', { reason, flatten: true }),
    haltScope: (scope: StopScope, flatten: boolean, reason: string) =>
      ask(`halt:${scopeKey(scope)}`, 'trading.halt', { reason, flatten, scope }),
    liftStop: (scope: StopScope, reason: string) => ask(`lift:${scopeKey(scope)}`, 'stop.lift', { scope, typed: 'LIFT', reason }),
    drill: () => ask('drill', 'stop.drill', {}),
    resume: (reason: string) => ask('resume', 'trading.resume', { typed: 'RESUME', reason }),
    approve: (card: ApprovalCard) => ask(`approve:${card.signalId}`, 'signal.approve', bound(card)),
    reject: (card: ApprovalCard, reason: string | null = null) =>
      ask(`reject:${card.signalId}`, 'signal.reject', { ...bound(card), reason }),
    override: (signalId: string, digest: string, reason: string) =>
      ask(`override:${signalId}`, 'signal.override', { signalId, digest, reason }),
    ...positions(bridge, ask),
    setMode: (mode: ApprovalMode, reason: string | null) => ask('mode', 'approvals.set-mode', { mode, reason }),
    acknowledge: (alarmId: string) => ask(`acknowledge:${alarmId}`, 'alarm.acknowledge', { alarmId }),
    shelve: (alarmId: string, minutes: number, reason: string) =>
      ask(`shelve:${alarmId}`, 'alarm.shelve', { alarmId, minutes, reason }),
    isolate: (agent: AgentId, effect: EffectClass, reason: string) =>
      ask(`breaker:${agent}/${effect}`, 'breaker.isolate', { agent, effect, reason }),
    reset: (agent: AgentId, effect: EffectClass, reason: string) =>
      ask(`breaker:${agent}/${effect}`, 'breaker.reset', { agent, effect, reason }),
    rearm: (block: string, reason: string) => ask(`rearm:${block}`, 'block.rearm', { block, reason }),
    declineProposal: (id: StrategyId, reason: string) => ask(`decline:${id}`, 'proposal.decline', { strategyId: id, reason }),
    adoptDrift: (digest: string, reason: string) => ask('drift', 'drift.adopt', { digest, reason }),
    adoptJournal: (reason: string) => ask('journal', 'journal.adopt', { typed: 'ADOPT', reason }),
    confirmClock: (digest: string, reason: string) => ask('clock', 'clock.confirm', { typed: 'CONFIRM', digest, reason }),
    /** Answers at once; nothing of it is kept. */
    preview: (ask: Request<'risk.preview'>) => bridge.send('risk.preview', ask),
    /** Candles of a symbol with what the detector sees in them. */
    chart: (ask: Request<'market.chart'>) => bridge.send('market.chart', ask),
    /** The order itself; its standing is kept under `ticket`. */
    place: (order: Request<'order.place'>) => question('ticket', 'order.place', order),
    noteNews: (event: NewsEvent) => ask('news', 'news.note', { event }),
    dropNews: (id: string) => ask(`news:${id}`, 'news.drop', { id }),
    ...setUp(bridge, ui, question, ask),
    certificate: (id: string) => bridge.send('certificate.get', { id }),
    saveCertificate: (id: string) => bridge.send('certificate.save', { id }),
    records: (seq: number, limit: number) => bridge.send('feed.since', { seq, limit }),
    ...read(bridge),
    ...shown(ui),
  };
}

/** What is read of the journal, and of what is held. */
const read = (bridge: WindowBridge) => ({
  journalStory: (correlationId: string) => bridge.send('journal.story', { correlationId }),
  searchJournal: (ask: Request<'journal.search'>) => bridge.send('journal.search', ask),
  exportJournal: (ask: Request<'journal.export'>) => bridge.send('journal.export', ask),
  exposure: () => bridge.send('risk.exposure', {}),
  alarmHistory: (before: number | null, limit: number) => bridge.send('alarm.history', { before, limit }),
});

/** What the window shows; nothing of it is asked of the engine. */
function shown(ui: WindowStore) {
  return {
    go: (view: View, part: string | null = null) => ui.setState({ view, part, dialog: null }),
    showSignal: (signalId: string | null) => ui.setState({ view: 'signals', signalId, part: null, dialog: null }),
    /** The order ticket, with symbol and side filled in; its levels are typed, and it is placed by its button alone. */
    fillTicket: (symbol: string, side: Side) =>
      ui.setState({ view: 'positions', part: null, dialog: null, wanted: { symbol, side } }),
    draftConfig: (configDraft: ReadonlyMap<string, unknown>) => ui.setState({ configDraft }),
    draftReplay: (part: Partial<ReplayDesk>) => ui.setState({ replayDesk: { ...ui.getState().replayDesk, ...part } }),
    noteFirstSteps: (part: Partial<FirstStepsMemory>) => ui.setState({ firstSteps: { ...ui.getState().firstSteps, ...part } }),
    /** How a list is sorted; null: by its own order. */
    sortList: (list: string, sort: Sort | null) => {
      const { [list]: _before, ...others } = ui.getState().sorts;
      ui.setState({ sorts: sort === null ? others : { ...others, [list]: sort } });
    },
    /** Which columns of a list are left out; none: it shows all of its own. */
    hideColumns: (list: string, titles: readonly string[]) => {
      const { [list]: _before, ...others } = ui.getState().hiddenColumns;
      ui.setState({ hiddenColumns: titles.length === 0 ? others : { ...others, [list]: titles } });
    },
    ticketFilled: () => ui.setState({ wanted: null }),
    openDialog: (dialog: DialogState) => ui.setState({ dialog }),
    closeDialog: () => ui.setState({ dialog: null }),
    setLook: (part: Partial<Look>) => ui.setState({ look: { ...ui.getState().look, ...part } }),
  };
}

/** What an answer may name to wait for. */
type Answered = { readonly seq?: number; readonly certificateId?: string };

function waitedFor(value: object): Answered {
  const { seq, certificateId } = value as Answered;
  return { ...(seq === undefined ? {} : { seq }), ...(certificateId === undefined ? {} : { certificateId }) };
}

type Question = <N extends CommandName>(key: string, name: N, request: Request<N>) => Promise<Result<Reply<N>, Refusal>>;
type AskFor = <N extends CommandName>(key: string, name: N, request: Request<N>) => Promise<boolean>;

/** What is done with one open position. */
function positions(bridge: WindowBridge, ask: AskFor) {
  return {
    close: (ticket: string, foreign: boolean) =>
      ask(`close:${ticket}`, 'position.close', foreign ? { ticket, foreign } : { ticket }),
    cancelOrder: (order: string) => ask(`cancel:${order}`, 'order.cancel', { order }),
    closeBy: (ticket: string, by: string) => ask(`close:${ticket}`, 'position.close', { ticket, by }),
    closePart: (ticket: string, part: ClosedPart) => ask(`close:${ticket}`, 'position.close', { ticket, part }),
    moveLevels: (ticket: string, levels: AskedLevels) =>
      ask(`levels:${ticket}`, 'position.modify', { ticket, ...levels, reason: null }),
    reverse: (asked: Omit<Request<'position.reverse'>, 'reason'>) =>
      ask(`reverse:${asked.ticket}`, 'position.reverse', { ...asked, reason: null }),
    manage: (ticket: string, rules: ManagementRules | null, foreign: boolean, reason: string) =>
      ask(`manage:${ticket}`, 'position.manage', { ticket, rules, ...(foreign ? { foreign } : {}), reason }),
    /** Answers at once; nothing of it is kept. */
    previewPosition: (asked: PositionAsk) => bridge.send('position.preview', asked),
  };
}

type Chosen = { readonly taken: boolean; readonly problem: string | null };

/** What the cockpit is set up with: rules, a terminal, a broker, and a test of it. */
function setUp(bridge: WindowBridge, ui: WindowStore, question: Question, ask: AskFor) {
  return {
    ...connecting(bridge),
    ...replaying(bridge),
    ...aboutHost(bridge),
    /** Whether it was taken, and what could not be kept, in words; null when all is well. */
    chooseRulebook: async (rulebook: RulebookChoice, reason: string): Promise<Chosen> => {
      const answer = await question('rulebook', 'rulebook.choose', { rulebook, reason });
      return { taken: answer.ok, problem: answer.ok ? answer.value.problem : null };
    },
    /** Whether it was taken, and why it could not be kept for the next start; null when it is. */
    chooseAccount: async (login: string, server: string, reason: string): Promise<Chosen> => {
      const answer = await question('account', 'account.choose', { typed: 'CHOOSE', login, server, reason });
      return { taken: answer.ok, problem: answer.ok ? answer.value.problem : null };
    },
    findTerminals: () => bridge.send('ea.find', {}),
    installEa: (id: string) => bridge.send('ea.install', { id }),
    removeSource: (id: string) => ask(`remove-source:${id}`, 'source.remove', { id, reason: null }),
    copyToken: () => ask('token', 'bridge.copy-token', {}),
    confirmName: (symbol: string, broker: string) => ask(`name:${symbol}`, 'symbol.confirm', { symbol, broker }),
    /** The report is kept in the window until the next one. */
    testBroker: async (symbol: string): Promise<void> => {
      const answer = await question('broker-test', 'broker.test', { symbol });
      if (answer.ok) ui.setState({ brokerTest: answer.value.test });
    },
  };
}
