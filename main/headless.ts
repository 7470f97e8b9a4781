import { existsSync } from 'node:fs';
import { messageOf } from '#shared/lib';
import { resolve } from 'node:path';
import { createLog, logBook, type CockpitLog } from './adapters/log/index.ts';
import { placeInSecrets, loadSecrets } from './adapters/secrets/index.ts';
import {
  beginNewJournal,
  clockOption,
  diagnoseCommand,
  diskFault,
  hostPort,
  keepFilesPrivate,
  oneOf,
  placeOf,
  readArguments,
  type RunningCockpit,
  runProgram,
  startCockpit,
  StartFault,
  TERMINAL_HELP,
  terminalOption,
  wholeNumber,
} from './host/index.ts';
import type { LogLevel } from '#ports';

const HELP = `npm run headless -- [options]      the cockpit without a window: engine, HTTP, and the cockpit in a browser

  --data DIR          journal, configuration, secrets (default: %LOCALAPPDATA%\\Mikrobot Cockpit; elsewhere the system's folder for it)
  --new-journal       set the journal aside (it is kept) and begin a new one; trading starts halted
  --config FILE       JSON merged over the defaults (default: DATA/config.json when it exists)
  --http HOST:PORT    where to listen (default 127.0.0.1:8000; port 0 = any free one)
  --bridge HOST:PORT  where MetaTrader's Expert Advisor finds the cockpit (default 127.0.0.1:8765; only with --terminal mt5)
  --terminal NAME     ${TERMINAL_HELP}
  --market demo|FILE  paper prices: the seeded demo market, or a history file (SYMBOL_M1.csv, SYMBOL_TICKS_x.csv, .gz)
  --now ISO           start at this moment, with its zone (2026-11-28T12:00:00Z); paper only
  --speed X           run X times as fast as real time, 0.1 to 100; paper only
  --seed N            seed of the demo market (default: paper.seed of the configuration)
  --diagnose          look at this PC and at what a start would meet, print it, and start nothing (exit code 1: a problem)
  --log-level L       debug, info, warn or error (default info)
  --help              this text`;

const HTTP = '127.0.0.1:8000';
const BRIDGE = '127.0.0.1:8765';
const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
/** Sealing must be over by then; a process that hangs in its own shutdown is of no use to anybody. */
const STOP_MS = 5_000;
/** A broken invariant: the program is wrong, not its input. */
const BUG_EXIT = 70;

const OPTIONS = {
  data: { type: 'string' },
  config: { type: 'string' },
  http: { type: 'string' },
  bridge: { type: 'string' },
  terminal: { type: 'string' },
  market: { type: 'string' },
  now: { type: 'string' },
  speed: { type: 'string' },
  seed: { type: 'string' },
  'log-level': { type: 'string' },
  'new-journal': { type: 'boolean' },
  diagnose: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
  const parsed = readArguments(process.argv.slice(2), OPTIONS, HELP);
  if (parsed === null) return;
  const { values } = parsed;
  keepFilesPrivate();
  if (values.diagnose === true) return diagnosed(values);
  const log = createLog({ level: oneOf('log-level', values['log-level'] ?? 'info', LEVELS) });
  const place = placeOf(values.data, true);
  const dataDir = place.folder;
  const book = logBook(dataDir, null);
  log.keepIn(book);
  if (place.told !== null) log.write(place.told.level, place.told.title, { detail: place.told.text });
  const market = values.market ?? 'demo';
  if (market !== 'demo' && !existsSync(market))
    throw new StartFault([`--market: there is no file ${market}; it is "demo" or a history file`]);
  const seed = wholeNumber('seed', values.seed, 0);
  const terminal = terminalOption(values.terminal);
  const clock = clockOption(values.now, values.speed, terminal);
  if (values['new-journal'] === true) beginNewJournal(dataDir, log);
  const secrets = secretsOrExplain(dataDir);
  log.hide(Object.values(secrets));
  const cockpit = await startCockpit({
    dataDir,
    configFile: values.config ?? null,
    http: hostPort('http', values.http ?? HTTP),
    bridge: hostPort('bridge', values.bridge ?? BRIDGE),
    terminal,
    clock,
    market,
    secrets,
    anchorPlace: placeInSecrets(dataDir),
    secretPlace: (member) => placeInSecrets(dataDir, member),
    notifier: {
      critical: (title, body) => {
        log.write('error', 'ALARM', { title, body });
      },
    },
    log,
    logBook: book,
    rendererDir: rendererDir(),
    ...(seed === undefined ? {} : { seed }),
    shutDown: (why) => {
      if (running !== null) void leave(running, log, why);
    },
    onBug: (error) => {
      log.write('error', 'The engine stopped', { error: error.message });
      process.exitCode = BUG_EXIT;
      if (running === null) process.exit(BUG_EXIT);
      void leave(running, log, 'bug');
    },
  });
  running = cockpit;
  for (const signal of STOPS) process.on(signal, () => void leave(cockpit, log, signal));
  announce(cockpit);
}

async function diagnosed(values: Readonly<Record<string, string | boolean | undefined>>): Promise<void> {
  const text = (name: string): string | undefined => values[name] as string | undefined;
  const found = await diagnoseCommand({
    dataDir: placeOf(text('data'), false).folder,
    configFile: text('config') ?? null,
    http: hostPort('http', text('http') ?? HTTP),
    bridge: hostPort('bridge', text('bridge') ?? BRIDGE),
    terminal: terminalOption(text('terminal')),
  });
  process.stdout.write(`${found.text}\n`);
  process.exitCode = found.isSound ? 0 : 1;
}

/** The one line on stdout: signals are accepted from here on. */
function announce(cockpit: RunningCockpit): void {
  const status = cockpit.service.status();
  process.stdout.write(
    `${JSON.stringify({
      ready: true,
      http: cockpit.address.http,
      bridge: cockpit.address.bridge,
      cockpit: cockpit.address.cockpit,
      run: cockpit.run,
      mode: status['mode'],
      trading: status['trading'],
      pid: process.pid,
    })}\n`,
  );
}

/** SIGHUP is a terminal that closes; on Windows a console that closes, a log-off or a shutdown, and SIGBREAK is Ctrl-Break. */
const STOPS: readonly NodeJS.Signals[] = [
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  ...(process.platform === 'win32' ? ['SIGBREAK' as const] : []),
];

let running: RunningCockpit | null = null;
let leaving = false;

async function leave(cockpit: RunningCockpit, log: CockpitLog, why: string): Promise<void> {
  if (leaving) return;
  leaving = true;
  setTimeout(() => process.exit(1), STOP_MS).unref();
  try {
    await cockpit.stop(why);
    log.write('info', 'The run is sealed', { why });
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    log.write('error', 'The run could not be sealed; it will be recovered at the next start', { error: String(error) });
    process.exit(1);
  }
}

function secretsOrExplain(dataDir: string): ReturnType<typeof loadSecrets> {
  if (existsSync(resolve(dataDir, 'secrets.bin')) && !existsSync(resolve(dataDir, 'secrets.json')))
    throw new StartFault([
      `${dataDir} belongs to the desktop cockpit, whose keys are in the system's keychain: use another --data`,
    ]);
  try {
    return loadSecrets(dataDir);
  } catch (error) {
    throw new StartFault([diskFault(error, dataDir) ?? messageOf(error)]);
  }
}

function rendererDir(): string | null {
  const dir = resolve(import.meta.dirname, '..', 'dist', 'renderer');
  return existsSync(resolve(dir, 'index.html')) ? dir : null;
}

await runProgram(main);
