import { app, dialog } from 'electron/main';
import { messageOf } from '#shared/lib';

type Kind = {
  /** What was asked for is wrong or cannot be had here: exit 2 instead of 1. */
  readonly isRefusal: boolean;
  /** The trader has read of it in a box already, and chose to quit. */
  readonly isKnown: boolean;
};

/** Ends a program that cannot start, after telling why in a box and on stderr. */
export const cannotStart =
  (kindOf: (fault: unknown) => Kind) =>
  (fault: unknown): void => {
    const text = messageOf(fault);
    const { isRefusal, isKnown } = kindOf(fault);
    // On Linux an error box before the application is ready is itself a text on stderr.
    if (app.isReady() || process.platform !== 'linux') process.stderr.write(`${text}\n`);
    if (!isKnown) dialog.showErrorBox('Mikrobot Cockpit cannot start', text);
    app.exit(isRefusal ? 2 : 1);
  };
