/** What the composition roots share: the cockpit put together for real time, its configuration, and reading command lines. */
export {
  hostPort,
  momentOption,
  oneOf,
  positive,
  readArguments,
  TERMINAL_HELP,
  terminalOption,
  wholeNumber,
} from './arguments.ts';
export { clockOption } from './clock-option.ts';
export { diagnoseCommand } from './diagnose-command.ts';
export { startCockpit } from './start-cockpit.ts';
export { loadConfig } from './config-file.ts';
export { placeOf, type Told } from './data-place/index.ts';
export { createRedecider } from './redecide.ts';
export { backupFolder } from './backup-folder.ts';
export { restoreFolder } from './restore-folder.ts';
export { plainKeeper, recoverKeys, renewKeys, saveRecoveryKey, type KeyKeeper } from './keys/index.ts';
export { beginNewJournal } from './new-journal.ts';
export { keepFilesPrivate } from './own-files.ts';
export { diskFault } from './start-faults.ts';
export { StartFault, type CockpitOptions, type RunningCockpit } from './options.ts';
export { runProgram } from './run-program.ts';
export { askedOf, startDesk, startFile, startWith, type Asked } from './start/index.ts';
export { VERSION } from './version.ts';
export { certificateProblems } from './check-certificate.ts';
export { badText, checkJournal } from './check-journal.ts';
