import { startDropWatch } from './drop-watch.ts';
import { createHttpAdapter, whoIs, type HttpAdapter, type HttpParts } from '../adapters/http/index.ts';
import { JournalCorrupt, openJournal, type SqliteJournal } from '../adapters/journal/index.ts';
import { closeAgain, endFailed, sealAtOnce, stopAll, type OpenedSoFar } from './begin-and-end.ts';
import { foldedLog } from '../adapters/log/index.ts';
import { deskOf, ownOf } from './desk-of.ts';
import { httpAt, ownCertificate } from './own-certificate.ts';
import { ownDoor } from './own-door.ts';
import { openFilesMax, randomIds } from '../adapters/system/index.ts';
import type { Config } from '#shared/config';
import { sourceNamed } from '#shared/domain';
import { serveSocket } from '../ipc/socket.ts';
import { unpackEngine, type Engine } from '#engine';
import type { Clock, Log, OwnDoor } from '#ports';
import type { DropWatch, Runtime, RuntimeService } from '../runtime/index.ts';
import { clockOf } from './clock-option.ts';
import { loadConfig } from './config-file.ts';
import { foldOrExplain } from './fold-or-explain.ts';
import { watchMachine } from './machine.ts';
import { takeFromOthers, warnOfSharedFolder } from './own-files.ts';
import { realRuntime } from './real-runtime.ts';
import { startFault } from './start-faults.ts';
import { goodNow, keysOf, settleSources, sourceBook } from './source-book.ts';
import { StartFault, type CockpitOptions, type RunningCockpit } from './options.ts';
import type { TERMINAL_FACTORIES } from './terminal.ts';
import { VERSION } from './version.ts';

/**
 * Journal, terminal, runtime, service and HTTP door, started in this order and stopped in the opposite one. The folder is held
 * by the caller.
 */
export async function startOnFolder(options: CockpitOptions, factories: typeof TERMINAL_FACTORIES): Promise<RunningCockpit> {
  const { dataDir, secrets, log } = options;
  const config = withSeed(loadConfig(options.configFile, dataDir), options.seed);
  const book = sourceBook(dataDir);
  takeFromOthers(dataDir);
  warnOfSharedFolder(dataDir, log);
  const certificate = ownCertificate(options, config);
  const clock = clockOf(options.clock ?? null);
  const ids = randomIds(clock);
  const run = ids.next('run');
  const journal = openOrExplain(options, clock, run);
  let started: Runtime | null = null;
  const opened: OpenedSoFar = [() => endFailed(journal, started, run)];
  try {
    let inForce = (): Config => config;
    const chosen = await factories[options.terminal](options, config, clock, ids, () => inForce());
    const { terminal } = chosen;
    opened.push(() => terminal.stop());
    const runtime = realRuntime(options, { config, clock, ids, run, journal, chosen, book });
    inForce = () => (runtime.cockpit.run === run ? runtime.cockpit.config : config);
    started = runtime;
    const machine = watchMachine(options, clock);
    opened.push(() => machine.stop());
    const keys = keysOf(options, clock, book);
    let listening: OwnDoor | null = null;
    let drops: DropWatch | null = null;
    const own = ownOf(options, { config, clock, ids, chosen, book, keys, door: () => listening, drops: () => drops });
    const service = deskOf(runtime, machine, secrets, chosen.rehearsal, own);
    opened.push(() => service.close());
    const door = doorOf({ service, clock, config, certificate }, options, {
      find: (id) => sourceNamed(runtime.cockpit.sources, id),
      secretsOf: (id) => goodNow(keys, id),
    });
    opened.push(() => door.stop());
    const kept = stateKept(journal, log);
    await foldOrExplain(runtime, journal, kept);
    settleSources(book, runtime.cockpit, log);
    const http = httpAt(await listenOrExplain(door, options), certificate?.held ?? null);
    certificate?.start();
    listening = ownDoor(door, http, options);
    drops = startDropWatch(runtime, service);
    machine.watchNetwork((news) => service.heardOfMachine(news));
    const parts = { door, certificate, drops, hostDesk: own.hostDesk, service, machine, terminal, runtime };
    return {
      service,
      run,
      address: { http, cockpit: `${http}/#token=${secrets.operatorToken}`, bridge: chosen.bridge() },
      stop: (reason) => stopAll(parts, reason),
      sealAtOnce: (reason) => sealAtOnce(parts, reason),
    };
  } catch (error) {
    // What is damaged is left as it is: a seal would sign it.
    if (error instanceof JournalCorrupt) journal.leave();
    await closeAgain(opened);
    throw startFault(error, options);
  }
}

/** A state that cannot be used costs a slower start, never a failed one. */
function stateKept(journal: SqliteJournal, log: Log): Engine | null {
  const snapshot = journal.snapshot();
  if (snapshot === null) return null;
  try {
    const engine = unpackEngine(JSON.parse(snapshot.state));
    if (engine.cockpit.lastSeq === snapshot.seq) return engine;
    log.write('warn', 'The kept state is of another record; everything is folded again', { seq: snapshot.seq });
  } catch (error) {
    log.write('warn', 'The kept state cannot be read; everything is folded again', { error: String(error) });
  }
  return null;
}

type DoorNeeds = {
  readonly service: RuntimeService;
  readonly clock: Clock;
  readonly config: Config;
  readonly certificate: HttpParts['tls'];
};

function doorOf(
  { service, clock, config, certificate }: DoorNeeds,
  options: CockpitOptions,
  sources: HttpParts['sources'],
): HttpAdapter {
  const { secrets, http, rendererDir } = options;
  const log = foldedLog(options.log, clock);
  const known = whoIs(secrets.operatorToken, service, 'trader:browser');
  return createHttpAdapter({
    service,
    secrets,
    ...(sources === undefined ? {} : { sources }),
    clock,
    log,
    intake: config.intake,
    host: http.host,
    tls: certificate,
    port: http.port,
    rendererDir,
    version: VERSION,
    openFilesMax: openFilesMax(),
    onCockpitSocket: (socket) => {
      serveSocket(socket, { service, clock, whoIs: known, log });
    },
  });
}

function openOrExplain(options: CockpitOptions, clock: Clock, run: string): SqliteJournal {
  const { dataDir, secrets, anchorPlace } = options;
  try {
    return openJournal({ dir: dataDir, key: secrets.journalKey, run, clock, createdBy: VERSION, place: anchorPlace });
  } catch (error) {
    throw startFault(error, options);
  }
}

async function listenOrExplain(
  door: HttpAdapter,
  { http }: CockpitOptions,
): Promise<{ readonly host: string; readonly port: number }> {
  try {
    return await door.start();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      throw new StartFault([
        `${http.host}:${http.port} is taken by another program: choose another port with --http ${http.host}:0`,
      ]);
    if (code === 'EACCES')
      throw new StartFault([
        `${http.host}:${http.port} may not be listened on: the system keeps that port for itself. Choose another with --http ${http.host}:0`,
      ]);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new StartFault([`${http.host}:${http.port} cannot be listened on (${code})`]);
    throw error;
  }
}

const withSeed = (config: Config, seed: number | undefined): Config =>
  seed === undefined ? config : { ...config, paper: { ...config.paper, seed } };
