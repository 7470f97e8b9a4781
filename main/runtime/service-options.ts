import type { DeliveryStore, HostDesk, LogBook, Mt5Setup, OwnDoor } from '#ports';
import type { HostMeans } from './admin-commands.ts';
import type { LoopLagView } from './live.ts';
import type { NotifyDesk, NotifySettings } from './notifications/index.ts';
import type { Runtime } from './runtime.ts';
import type { SourceStores } from './source-commands.ts';
import type { TestedWays } from './sources/index.ts';
import type { Rehearsal } from './stop-drill.ts';

/** What the desk needs of its host. */
export type RuntimeServiceOptions = SourceStores &
  HostMeans & {
    readonly runtime: Runtime;
    readonly loopLag: () => LoopLagView;
    /** Null: the terminal cannot be copied, so the stop cannot be rehearsed. */
    readonly rehearsal: Rehearsal | null;
    /** Null: this host cannot set MetaTrader up. */
    readonly setup: Mt5Setup | null;
    /** What keeps the machine from serving, in words; null while nothing does. Absent: nobody looks. */
    readonly strain?: () => string | null;
    /** Who is told of alarms besides the window; null or absent: nobody. */
    readonly notify?: NotifySettings | null;
    /** Shows and changes who is told; null or absent: nothing can be changed here. */
    readonly channels?: NotifyDesk | null;
    /** The door for signals; null until it listens. Absent: there is none. */
    readonly door?: () => OwnDoor | null;
    /** What looks through the folders of sources; null until it does. Absent: nothing. */
    readonly drops?: TestedWays['drops'];
    /** Where deliveries are kept; absent: nowhere. */
    readonly deliveries?: DeliveryStore;
    /** Every secret that may be in a delivery. Absent: none is known. */
    readonly secrets?: () => readonly string[];
    /** The log as it is kept; null or absent: it is not. */
    readonly logBook?: LogBook | null;
    /** This PC and this copy of the program; null or absent: nothing is known of them. */
    readonly hostDesk?: HostDesk | null;
    /** HMAC of a text with the journal key, hex. */ sign(text: string): string;
  };
