import type { JournalRecord, OrderAsk } from '#shared/events';
import type { CommandName, LiveFrame, Refusal } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import type {
  BarsAsk,
  Holder,
  ChannelTest,
  JournalQuery,
  CockpitService,
  DeliveryTrial,
  Health,
  RawSignal,
  SubmitAnswer,
} from '#ports';

type Refused = Parameters<CockpitService['refuseAtDoor']>[0];

/** A desk that remembers what came through the door and answers what a test tells it to. */
export class DoorDesk implements CockpitService {
  readonly submitted: RawSignal[] = [];
  readonly placed: { readonly ask: OrderAsk; readonly actor: string }[] = [];
  placeAnswer: (ask: OrderAsk, traceId: string) => SubmitAnswer = ({ clientId }, traceId) => ({
    ...{ kind: 'accepted', signalId: clientId, traceId, receivedAt: 5 },
  });
  readonly refused: Refused[] = [];
  readonly asked: { readonly name: CommandName; readonly request: unknown; readonly actor: string }[] = [];
  readonly queries: unknown[] = [];
  readonly oldNonces = new Set<string>();
  submitAnswer: (raw: RawSignal) => SubmitAnswer | Promise<SubmitAnswer> = ({ traceId, receivedAt }) => ({
    kind: 'accepted',
    signalId: 's-1',
    traceId,
    receivedAt,
  });
  commandAnswer: (name: CommandName) => Result<unknown, Refusal> = () => ok({ seq: 7 });
  healthNow: Health = { healthy: true, ready: true, reasons: [] };

  readonly tried: unknown[] = [];
  trialAnswer: DeliveryTrial = {
    read: { ok: true, text: 'open BUY EURUSD', mend: null, ms: 1 },
    judged: { ok: true, text: 'A card would ask', mend: null, ms: 1 },
  };
  trial = (raw: unknown): DeliveryTrial => {
    this.tried.push(raw);
    return this.trialAnswer;
  };

  submit = async (raw: RawSignal): Promise<SubmitAnswer> => {
    this.submitted.push(raw);
    return this.submitAnswer(raw);
  };
  place = async (ask: OrderAsk, traceId: string, actor: string): Promise<SubmitAnswer> => {
    this.placed.push({ ask, actor });
    return this.placeAnswer(ask, traceId);
  };
  refuseAtDoor = (refusal: Refused): void => void this.refused.push(refusal);
  /** Tokens by their hash. */
  readonly holders = new Map<string, Holder>();
  holder = (hash: string): Holder | null => this.holders.get(hash) ?? null;
  bars = (symbol: string, ask: BarsAsk): unknown => {
    this.queries.push(ask);
    return symbol === 'EURUSD' ? { symbol, bars: null } : null;
  };
  positions = (): unknown => ({ known: true, positions: [] });
  orders = (): unknown => ({ known: true, orders: [] });
  tokens = (): readonly unknown[] => [{ name: 'dash' }];
  nonceSeen = (nonce: string): boolean => this.oldNonces.has(nonce);
  command = async (name: CommandName, request: unknown, actor: string): Promise<never> => {
    this.asked.push({ name, request, actor });
    return this.commandAnswer(name) as never;
  };
  status = () => ({ mode: 'paper', journal: { lastSeq: 0 } });
  webhookStatus = () => ({ received: 3 });
  signals = (query: unknown): readonly unknown[] => {
    this.queries.push(query);
    return [{ signalId: 's-1' }];
  };
  signal = (signalId: string): unknown => (signalId === 's-1' ? { signalId } : null);
  market = (symbol: string): unknown => (['EURUSD', '#AT&T'].includes(symbol) ? { symbol } : null);
  events = (query: JournalQuery): readonly JournalRecord[] => {
    this.queries.push(query);
    return [];
  };
  testChannels = async (): Promise<readonly ChannelTest[]> => [];
  certificates = (): readonly unknown[] => [{ id: 'stop-1' }];
  heardOfMachine = (): void => undefined;
  health = (): Health => this.healthNow;
  metrics = async (): Promise<string> => 'cockpit_up 1\n';
  onFeed = (_listener: (batch: readonly JournalRecord[]) => void) => () => undefined;
  onLive = (_listener: (frame: LiveFrame) => void) => () => undefined;
}

export const refusedBy = (
  code: Refusal['code'],
  detail = `refused: ${code}`,
  kind: Refusal['kind'] = 'refused',
  reasons?: readonly string[],
) => err<Refusal>({ kind, code, detail, ...(reasons === undefined ? {} : { reasons }) });
