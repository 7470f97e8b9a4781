import type { Config } from '#shared/config';
import type {
  Refusal,
  ReplayComparison,
  ReplayJobAsk,
  ReplayOverview,
  ReplayRefusedRow,
  ReplayTradeDetail,
  ReplayTradeRow,
  ReplayView,
  Request,
  SweepResult,
} from '#shared/ipc';
import type { Result } from '#shared/lib';

type Told<T> = Promise<Result<T, Refusal>>;

/** Price files, replays and sweeps of this PC, done beside the cockpit by a process of their own. */
export interface ReplayDesk {
  view(): Promise<ReplayView>;
  /** The next part of a file. Gives how many of its bytes are there. */
  upload(part: Request<'replay.upload'>): Told<{ received: number }>;
  remove(what: Request<'replay.remove'>): Told<ReplayView>;
  /** Begins; one at a time. `config`: the one in force. */
  start(ask: ReplayJobAsk, config: Config): Told<ReplayView>;
  cancel(): Told<ReplayView>;
  report(id: string): Told<ReplayOverview>;
  trades(id: string, page: number): Told<ReplayTradeRow[]>;
  refused(id: string, page: number): Told<ReplayRefusedRow[]>;
  trade(id: string, place: number): Told<ReplayTradeDetail>;
  sweep(id: string): Told<SweepResult>;
  compare(a: string, b: string): Told<ReplayComparison>;
  /** A copy of the report in the folder of exports. */
  export(id: string, format: Request<'replay.export'>['format']): Told<string>;
  /** Ends what is under way. */
  stop(): Promise<void>;
}
