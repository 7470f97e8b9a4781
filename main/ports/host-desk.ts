import type { DiagnosisCheck } from '#shared/ipc';
import type { ReplayDesk } from './replay-desk.ts';
import type { RerunDesk } from './rerun-desk.ts';
import type { StartDesk } from './start-desk.ts';
import type { UpdateDesk } from './update-desk.ts';
import type { VerifyDesk } from './verify-desk.ts';

/** What belongs to this PC and this copy of the program, not to trading. */
export interface HostDesk {
  /** Versions and places, a name and a value each. */
  about(): readonly { readonly name: string; readonly value: string }[];
  /** The licences of everything inside; null: this copy has them not beside it. */
  notices(): string | null;
  diagnose(): Promise<readonly DiagnosisCheck[]>;
  /** Writes a file with these parts, by name, and what the host knows itself; every secret is taken out. Gives where it lies. */
  bundle(parts: Readonly<Record<string, string>>, secrets: readonly string[]): Promise<string>;
  /** Writes these texts one after the other into a file whose name ends so, every secret taken out. Gives where it lies; throws why not. */
  keep(name: string, texts: AsyncIterable<string>, secrets: readonly string[]): Promise<string>;
  /** Shows the file to the person at this PC; absent: there is no desktop. */
  show?(file: string): Promise<void>;
  /** Price files, replays and sweeps; absent: nothing of them is kept here. */
  readonly replay?: ReplayDesk;
  /** The signals on record, judged again; absent: no process can be begun here. */
  readonly rerun?: RerunDesk;
  /** The check of the whole journal; absent: the same. */
  readonly verify?: VerifyDesk;
  /** Newer versions of this program; absent: it is not updated from within. */
  readonly updates?: UpdateDesk;
  /** What it starts with; absent: its command says it. */
  readonly start?: StartDesk;
}
