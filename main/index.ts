import { shell } from 'electron/common';
import { START_KEYS } from '#shared/domain';
import { app, clipboard, dialog, Menu, protocol, safeStorage, session } from 'electron/main';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KeysLost } from './adapters/keychain/index.ts';
import { createLog, logBook, type CockpitLog } from './adapters/log/index.ts';
import { desktopNotifier } from './adapters/notifier/index.ts';
import { signedUpdates } from './adapters/updates/index.ts';
import {
  askedOf,
  beginNewJournal,
  diagnoseCommand,
  keepFilesPrivate,
  oneOf,
  placeOf,
  startCockpit,
  startDesk,
  startFile,
  startWith,
  StartFault,
  type Asked,
  type RunningCockpit,
  type Told,
} from './host/index.ts';
import { desktopKeys } from './desktop-keys.ts';
import { serveDesktop } from './ipc/desktop.ts';
import { pushToWindow } from './ipc/index.ts';
import {
  appStart,
  type AppStart,
  appUpdates,
  besideMachine,
  cannotStart,
  desktopAttention,
  guardNavigation,
  guardSession,
  haltFrom,
  machineMail,
  makeLeaving,
  makeTray,
  makeWindow,
  onFault,
  moveData,
  openLink,
  openPage,
  OptionFault,
  pcActs,
  PAGE_SCHEME,
  readOptions,
  refuseDebugger,
  SHORTCUT,
  showDiagnosis,
  showFolder,
  showWindow,
  standingNote,
  tellOfFolder,
  TOAST,
  TRAY,
  utilityBackground,
  watchPage,
  watchTrayStatus,
  type StopSource,
} from './window/index.ts';

/** The bundle is dist/desktop/main.js; the page it shows lies beside it in dist/renderer. */
const bundle = dirname(fileURLToPath(import.meta.url));
const PRELOAD = join(bundle, 'preload.cjs');
const RENDERER = join(bundle, '..', 'renderer');

let cockpit: RunningCockpit | undefined;

const fail = cannotStart((fault) => ({
  isRefusal: [OptionFault, StartFault, KeysLost].some((kind) => fault instanceof kind),
  isKnown: fault instanceof KeysLost,
}));

type Begun = { readonly asked: Asked; readonly start: AppStart; readonly told: Told | null };

async function open({ asked, start, told }: Begun, log: CockpitLog, onBug: (error: Error) => void): Promise<void> {
  const dataDir = app.getPath('userData');
  const note = standingNote(dataDir);
  const book = logBook(dataDir, showFolder);
  log.keepIn(book);
  if (told !== null) log.write(told.level, told.title, { detail: told.text });
  guardSession(session.defaultSession, RENDERER);
  const window = makeWindow(dataDir, PRELOAD);
  const notifier = desktopAttention(window, dataDir, log, desktopNotifier);
  app.on('second-instance', () => showWindow(window));
  const mail = machineMail();
  watchPage(window, mail, notifier, log);

  if (process.argv.includes('--new-journal')) beginNewJournal(dataDir, log);
  const updates = appUpdates(log, signedUpdates);
  const keys = desktopKeys({ safeStorage, dialog, dataDir, log });
  const secrets = await keys.read();
  log.hide(Object.values(secrets));
  const running = await startCockpit({
    ...asked,
    ...{ dataDir, secrets, notifier, log, onBug },
    ...keys.places(),
    logBook: book,
    rendererDir: RENDERER,
    showFile: async (file) => shell.showItemInFolder(file),
    clipboard: async (text) => {
      await clipboard.writeText(text);
    },
    // As the operating system asks: without a question.
    shutDown: () => void process.emit('SIGTERM'),
    updates: updates.desk,
    start: start.desk,
    background: utilityBackground(join(bundle, 'background.js')),
  });
  cockpit = running;
  const { service } = running;
  serveDesktop(service);
  pushToWindow(service, window.webContents);

  const halt = (door: StopSource) => (): void => void haltFrom(door, service, notifier, log);
  const noBrowser = (reason: unknown): void => log.write('warn', 'no browser opened the link', { detail: String(reason) });
  const pc = pcActs({ service, notifier, halt: halt(TOAST), log });
  const tray = makeTray(
    {
      ...pc.acts,
      ...{ offered: updates.offered, saveKey: () => keys.save(secrets) },
      show: () => showWindow(window),
      halt: halt(TRAY),
      quit: () => app.quit(),
      open: (link) => openLink(link, (url) => shell.openExternal(url)).catch(noBrowser),
    },
    log,
  );
  const standing = await watchTrayStatus(service, (now) => [tray, note, pc].forEach((each) => each?.update(now)));
  const way = makeLeaving(window, note.removedAfter(running), standing.current, () =>
    tray === undefined ? window.minimize() : window.hide(),
  );
  besideMachine({ window, service, mail, halt: halt(SHORTCUT), standing: standing.current, way, notifier, log });
  updates.begin(service, way, () => tray?.update(standing.current()));
  await openPage(window);
  if (told !== null) tellOfFolder(window, told);
  start.begin(way, log);
}

/** Before the application is ready: the sandbox, our options, one instance a data folder, the page's scheme. */
function begin(): void {
  // Chromium refuses to run as root with its sandbox; only an unpacked development copy may run without it.
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  keepFilesPrivate();
  refuseDebugger(app.isPackaged, (name) => app.commandLine.hasSwitch(name));
  const options = readOptions(process.argv, process.cwd());
  const isLook = process.argv.includes('--diagnose');
  const place = placeOf(options.data, !isLook);
  const chosen = startFile(place.folder);
  const now = startWith(options, chosen.next());
  const asked = askedOf(now, options);
  const start = appStart(chosen, { now, fixed: START_KEYS.filter((key) => options[key] !== undefined) }, startDesk);
  const folder = now.data ?? place.folder;
  if (isLook) {
    showDiagnosis(diagnoseCommand({ ...asked, dataDir: folder })).catch(fail);
    return;
  }
  const noFolder = moveData(folder);
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  const log = createLog({ level: oneOf('log-level', options['log-level'] ?? 'info', ['debug', 'info', 'warn', 'error']) });
  app.setAppUserModelId('app.mikrobot.cockpit');
  protocol.registerSchemesAsPrivileged([PAGE_SCHEME]);
  Menu.setApplicationMenu(null);
  const fault = onFault({
    cockpit: () => cockpit,
    log: (detail) => log.write('error', 'uncaught error', { detail }),
    tell: (title, text) => dialog.showErrorBox(title, text),
    exit: (code) => app.exit(code),
  });
  process.on('uncaughtException', (error) => void fault(error));
  process.on('unhandledRejection', (reason) => void fault(reason));
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents, log));
  app.on('window-all-closed', () => undefined);
  if (chosen.problem !== null) log.write('error', 'the usual start is taken', { detail: chosen.problem });
  app
    .whenReady()
    .then(() => {
      if (noFolder !== null) throw new StartFault([noFolder]);
      return open({ asked, start, told: place.told }, log, (error) => void fault(error));
    })
    .catch(async (reason: unknown) => {
      if (cockpit !== undefined) await fault(reason);
      else if (!(reason instanceof StartFault) || !(await start.offerEarlier(reason.message))) fail(reason);
    });
}

try {
  begin();
} catch (fault) {
  fail(fault);
}
