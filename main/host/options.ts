import type { AnchorPlace, BackgroundStart, Log, LogBook, Notifier, Secrets, StartDesk, UpdateDesk } from '#ports';
import type { TerminalKind } from '#shared/domain';
import type { CockpitService } from '#ports';
import type { ClockStart } from '../adapters/system/index.ts';

export type CockpitOptions = {
  /** Journal, paper account and window state live here. */
  readonly dataDir: string;
  /** JSON merged over the defaults; null for the defaults, or DATA/config.json when that exists. */
  readonly configFile: string | null;
  readonly http: { readonly host: string; readonly port: number };
  readonly terminal: TerminalKind;
  /** Where Expert Advisors find the cockpit; only listened on for MetaTrader. */
  readonly bridge: { readonly host: string; readonly port: number };
  /** 'demo', or a history file to play. */
  readonly market: string;
  readonly secrets: Secrets;
  /** Where the journal's anchor is kept besides the data folder; null: nowhere. */
  readonly anchorPlace: AnchorPlace | null;
  /** Where further members of the secrets are kept; absent: nowhere. */
  readonly secretPlace?: (member: string) => AnchorPlace | null;
  readonly notifier: Notifier;
  readonly log: Log;
  /** Where the log is kept, for the window to show; absent: nowhere. */
  readonly logBook?: LogBook;
  readonly rendererDir: string | null;
  /** Shows a file in its folder on the desktop; absent where there is none. */
  readonly showFile?: (file: string) => Promise<void>;
  /** Puts a text on the system's clipboard; absent where there is none. */
  readonly clipboard?: (text: string) => Promise<void>;
  /** Newer versions of this program; absent: it is not updated from within. */
  readonly updates?: UpdateDesk;
  /** What it starts with, chosen in the window; absent: its command says it. */
  readonly start?: StartDesk;
  /** Begins a process for a replay; absent: one of Node. */
  readonly background?: BackgroundStart;
  /** Over the configuration's paper.seed. */
  readonly seed?: number;
  /** Another moment or speed than the machine's clock has; null or absent: real time. */
  readonly clock?: ClockStart | null;
  /** Ends the process in order; absent: it cannot be ended from within. */
  readonly shutDown?: (why: string) => void;
  /** An invariant broke: the run has been sealed as well as could be; the host should report it and exit. */
  readonly onBug?: (error: Error) => void;
};

export type RunningCockpit = {
  readonly service: CockpitService;
  /** `bridge`: host and port, null where no Expert Advisor can connect. */
  readonly address: { readonly http: string; readonly cockpit: string; readonly bridge: string | null };
  readonly run: string;
  stop(reason: string): Promise<void>;
  /** Seals before it returns, for a process that may be ended any moment. Throws what keeps the run from being sealed. */
  sealAtOnce(reason: string): void;
};

/** The start cannot go on as asked. Each line is one problem a person can act on. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
