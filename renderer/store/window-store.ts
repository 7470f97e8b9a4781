import type { AgentId, ApprovalMode, BrokerTest, EffectClass, Side, StopScope, StrategyId } from '#shared/domain';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HiddenColumns } from './columns.ts';
import { USUAL_LOOK, type Look } from './look.ts';
import { EMPTY_DESK, type ReplayDesk } from './replay-desk.ts';
import type { Sorts } from './sorting.ts';

export const VIEWS = [
  'deck',
  'signals',
  'approvals',
  'positions',
  'risk',
  'control',
  'results',
  'alarms',
  'journal',
  'replay',
  'connect',
  'help',
  'settings',
] as const;
export type View = (typeof VIEWS)[number];

export type DialogState =
  | { readonly kind: 'resume' | 'flatten' | 'keys' | 'palette' | 'stop-scope' | 'adopt-journal' | 'confirm-clock' }
  | { readonly kind: 'lift'; readonly scope: StopScope }
  | { readonly kind: 'certificate'; readonly id: string }
  | { readonly kind: 'adopt-drift'; readonly digest: string }
  | { readonly kind: 'override' | 'reject'; readonly signalId: string }
  | { readonly kind: 'close' | 'rules'; readonly ticket: string }
  | { readonly kind: 'choose-account'; readonly login: string; readonly server: string }
  | { readonly kind: 'shelve'; readonly alarmId: string }
  | { readonly kind: 'isolate' | 'reset'; readonly agent: AgentId; readonly effect: EffectClass }
  | { readonly kind: 'rearm'; readonly block: string }
  | { readonly kind: 'decline'; readonly strategyId: StrategyId }
  | { readonly kind: 'remove-replay'; readonly what: 'file' | 'run'; readonly id: string; readonly name: string }
  | { readonly kind: 'remove-source'; readonly id: string; readonly name: string }
  | { readonly kind: 'mode'; readonly mode: ApprovalMode };

export type AskState = 'asked' | 'accepted' | 'refused';
/**
 * One thing this window asked for. `seq` is the record to wait for: only when the feed has it, it is done. A stop is
 * answered with its certificate instead.
 */
export type Ask = {
  readonly state: AskState;
  readonly at: number;
  readonly seq: number | null;
  readonly detail: string | null;
  readonly certificateId?: string;
};

/** What is remembered of the first steps on this computer. */
export type FirstStepsMemory = {
  /** Not on the deck any more; still under Help. */
  readonly isHidden: boolean;
  /** The firm's rules were looked at: those of the beginning may be the right ones. */
  readonly areRulesSeen: boolean;
};
export const FIRST_STEPS: FirstStepsMemory = { isHidden: false, areRulesSeen: false };

/** What only the window knows. */
export type WindowView = {
  readonly view: View;
  readonly signalId: string | null;
  /** What of the view is wanted: a key of the configuration under Settings. Null: the view as it begins. */
  readonly part: string | null;
  readonly look: Look;
  readonly dialog: DialogState | null;
  readonly asks: Readonly<Record<string, Ask>>;
  readonly brokerTest: BrokerTest | null;
  /** What is typed into the configuration's forms and not written, by its key: it is still there when one comes back. */
  readonly configDraft: ReadonlyMap<string, unknown>;
  readonly replayDesk: ReplayDesk;
  readonly firstSteps: FirstStepsMemory;
  /** Lists that have not their own order. */
  readonly sorts: Sorts;
  /** Lists that do not show all of their columns. */
  readonly hiddenColumns: HiddenColumns;
  /** What the order ticket is to be filled in with; null once it is, and where nothing is. */
  readonly wanted: { readonly symbol: string; readonly side: Side } | null;
};
export type WindowStore = StoreApi<WindowView>;

export const createWindowStore = (begin: Partial<WindowView> = {}): WindowStore =>
  createStore<WindowView>(() => ({
    view: 'deck',
    signalId: null,
    part: null,
    look: USUAL_LOOK,
    dialog: null,
    asks: {},
    brokerTest: null,
    configDraft: new Map(),
    replayDesk: EMPTY_DESK,
    firstSteps: FIRST_STEPS,
    sorts: {},
    hiddenColumns: {},
    wanted: null,
    ...begin,
  }));
