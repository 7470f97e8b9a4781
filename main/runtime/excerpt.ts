import { EXCERPT_MAX } from '#shared/events';
import { spelledOut } from '#shared/lib';
import { redacted } from './custody/index.ts';

/** A longer text is not looked at: what is kept of it lies at its beginning. */
const READ_MAX = 4_000;
/** The value of a key that names a secret, in JSON, a form or a line of text. */
const NAMED =
  /((?:secret|token|pass(?:word|phrase)?|api_?key|auth(?:orization)?|signature)["']?\s*[:=][\s"'[{]*)[^"',;&\s}\]]+/gi;
/** Words as long as keys and tokens are. */
const LONG_WORD = /[\w+/=-]{32,}/g;

/** The beginning of a body, on one line, with the secrets that are given and what may be one masked: at most 300 characters. */
export const excerptOf = (body: string, secrets: readonly string[]): string =>
  spelledOut(redacted(body.slice(0, READ_MAX), secrets))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(NAMED, '$1***')
    .replace(LONG_WORD, (word) => `${word.slice(0, 4)}***`)
    .trim()
    .slice(0, EXCERPT_MAX);
