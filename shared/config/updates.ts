import { z } from 'zod';

/** Without a name or password, and without what some read as a slash. */
const HTTPS = /^https:\/\/[^\s/?#@\\]+(?:[/?#][^\s\\]*)?$/i;
const THIS_COMPUTER = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?(?:[/?#][^\s\\]*)?$/i;
const NOT_SAFE = 'is not an https:// address: what comes over anything else may have been changed on its way';

/** Whether this is an address that new versions may be read from: https, or this computer itself, which only tests are. */
export const isUpdateAddress = (text: string): boolean => HTTPS.test(text) || THIS_COMPUTER.test(text);

/** `stable`: finished versions; `beta`: also those that are tried out. */
export const UPDATE_CHANNELS = ['stable', 'beta'] as const;

export const updates = z
  .strictObject({
    feed: z
      .string()
      .max(1_000)
      .refine(isUpdateAddress, NOT_SAFE)
      .nullable()
      .default(null)
      .describe('https address of a folder with latest.yml and installers; null: nobody is asked'),
    channel: z.enum(UPDATE_CHANNELS).default('stable').describe('stable: finished versions; beta: also those tried out'),
  })
  .describe('Newer versions of the desktop program: looked for once a day, installed only by you, while halted and flat.');
