import { countingIds } from '../adapters/system/index.ts';
import { JournalCorrupt, type SqliteJournal } from '../adapters/journal/index.ts';
import { Runtime, RuntimeService } from '../runtime/index.ts';
import { foldOrExplain } from '../host/fold-or-explain.ts';
import { DataFolder } from './data-folder.ts';
import type { Dice } from './dice.ts';
import { crashableClock, type ProcessIncarnation } from './incarnation.ts';
import type { Participants } from './participants.ts';
import { checkLog } from './secrecy.ts';
import { started } from './start.ts';
import { wireTo } from './wire.ts';
import { AtRestWitness } from './witness/index.ts';
import type { World } from './world.ts';

const LOOKS = 4;
const LOOK_MS = 1_000;

/** False: nothing was changed. */
type Harm = { readonly name: string; readonly act: (folder: DataFolder, lastSeq: number, dice: Dice) => boolean };

const last = (count: number, lastSeq: number): number => Math.max(1, lastSeq - count);

/** What happens to a folder while nothing runs on it. */
const HARMS: readonly [Harm, ...Harm[]] = [
  {
    name: 'deleted',
    act: (folder) => {
      folder.delete();
      return true;
    },
  },
  {
    name: 'of no bytes',
    act: (folder) => {
      folder.empty();
      return true;
    },
  },
  { name: 'rolled back', act: (folder) => folder.rollBack() },
  {
    name: 'cut',
    act: (folder, lastSeq, dice) => {
      const to = last(dice.pick([1, 5, 40]), lastSeq);
      folder.sql(`DELETE FROM records WHERE seq > ${to}`, `DELETE FROM checkpoints WHERE seq > ${to}`, 'DELETE FROM snapshots');
      return to < lastSeq;
    },
  },
  {
    name: 'edited',
    act: (folder, lastSeq, dice) => {
      folder.sql(`UPDATE records SET payload = payload || ' ' WHERE seq = ${last(dice.pick([0, 1, 20, 200]), lastSeq)}`);
      return true;
    },
  },
  {
    name: 'made active',
    act: (folder, lastSeq, dice) => {
      folder.sql(`UPDATE records SET type = 'trading.changed', actor = 'nobody' WHERE seq = ${last(dice.pick([1, 9]), lastSeq)}`);
      return true;
    },
  },
  {
    name: 'its runs emptied',
    act: (folder) => {
      folder.sql('DELETE FROM runs');
      return true;
    },
  },
  {
    name: 'given a trigger',
    act: (folder) => {
      folder.sql('CREATE TRIGGER t AFTER INSERT ON records BEGIN UPDATE runs SET started_at = 1; END');
      return true;
    },
  },
];

/**
 * The process dies, and its journal is harmed before the next one starts. What starts on the harmed folder is a life beside the
 * story: it ends, the true folder is put back, and the story goes on from that.
 */
export async function atRest({ world }: Participants, dice: Dice): Promise<string> {
  const records = world.disk.records;
  const lastSeq = records.at(-1)?.seq ?? 0;
  const harm = dice.pick(HARMS);
  const copyAfterRun = dice.below(Math.max(1, world.lives - 1));
  if (!world.isSound || lastSeq < 2) return 'nothing to harm';
  world.life.alive = false;
  const folder = new DataFolder(records, copyAfterRun, world.clock.wallMs());
  try {
    if (!harm.act(folder, lastSeq, dice)) return `${harm.name}: nothing changed`;
    const first = await lifeOn(world, folder, `${harm.name} 1`);
    if (first === REFUSED) return `${harm.name}: ${first}`;
    // What was found is not forgotten by starting once more.
    return `${harm.name}: ${first}, then ${await lifeOn(world, folder, `${harm.name} 2`)}`;
  } finally {
    folder.remove();
  }
}

/** One start on the folder, with a signal and a resume that have to be refused. */
async function lifeOn(world: World, folder: DataFolder, name: string): Promise<string> {
  const witness = new AtRestWitness(name, (invariant, text) => {
    world.witnesses.fail(invariant, text);
  });
  const life: ProcessIncarnation = { alive: true };
  const run = `beside-${world.lives}-${name.replaceAll(' ', '-')}`;
  const own = crashableClock(world.clock, world.pc, life);
  let journal: SqliteJournal;
  try {
    journal = folder.open(run, own);
  } catch (error) {
    if (!(error instanceof JournalCorrupt)) throw error;
    witness.refused(error.message);
    return REFUSED;
  }
  const runtime = runtimeOn(world, witness, life, journal, run);
  const service = new RuntimeService({ runtime, setup: null, rehearsal: null, loopLag: () => NO_LAG, sign: () => '' });
  const found: string[] = [];
  const start = foldOrExplain(runtime, journal, null).catch((error: unknown) => {
    if (!(error instanceof JournalCorrupt)) throw error;
    found.push(error.message);
  });
  await started(world, life, start);
  const [why] = found;
  if (why !== undefined) {
    witness.refused(why);
    life.alive = false;
    journal.seal();
    return REFUSED;
  }
  for (let look = 0; look < LOOKS; look += 1) {
    const { trading, journalDoubt, alarms } = runtime.cockpit;
    const isAlarmed = [...alarms.values()].some(({ alarm, state }) => alarm.level === 'critical' && state === 'active');
    witness.look(trading.state, journalDoubt?.text ?? null, look === 0 || isAlarmed);
    if (look === 1) void service.submit(signalNow(world, run));
    if (look === 2)
      void service.command('trading.resume', { typed: 'RESUME', reason: 'the simulation says so' }, 'trader:simulated');
    await world.advance(LOOK_MS);
  }
  const told = runtime.cockpit.trading.code ?? 'no code';
  service.close();
  runtime.seal('the simulation says so');
  life.alive = false;
  return told;
}

/** A start on what makes no sense is refused; the folder is left as it is. */
const REFUSED = 'refused';
const NO_LAG = { p50: null, p99: null, max: null } as const;

function runtimeOn(world: World, witness: AtRestWitness, life: ProcessIncarnation, journal: SqliteJournal, run: string): Runtime {
  const { clock, pc, broker, reach } = world;
  const own = crashableClock(clock, pc, life);
  const events = {
    sending: witness.sending,
    settled: () => undefined,
    shown: () => undefined,
    looked: () => undefined,
  };
  return new Runtime({
    ...world.runtime.options,
    clock: own,
    ids: countingIds(`${run}-`),
    journal,
    journalWatch: journal.watch,
    terminal: wireTo({ broker, world: clock, own, life, reach, events }),
    log: {
      write: (level, message, fields) => {
        checkLog(world, level, message, fields);
      },
    },
    run,
    previous: journal.previous,
    onBug: (error) => {
      if (life.alive) world.witnesses.fail('BUG', error.stack ?? error.message);
    },
  });
}

/** A signal that any cockpit would trade at this moment. */
function signalNow(world: World, id: string): Parameters<RuntimeService['submit']>[0] {
  const quote = world.broker.quote('EURUSD');
  const entry = quote?.ask ?? 1.1;
  const at = Math.floor(world.clock.wallMs());
  const level = (distance: number): number => Number((entry + distance).toFixed(5));
  const body = JSON.stringify({
    signal_id: id,
    symbol: 'EURUSD',
    timeframe: 'M5',
    pattern_type: 'M5_BOS',
    direction: 'BUY',
    timestamp: new Date(at).toISOString(),
    price_levels: { entry, stop_loss: level(-0.002), take_profit: level(0.007) },
  });
  return { source: 'webhook', body, receivedAt: at, traceId: `trace-${id}`, nonce: null };
}
