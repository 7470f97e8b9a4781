import type { ConfigProblem } from '#shared/config';

/** The configuration's file as it is at a moment. */
export type ConfigText = {
  /** SHA-256 of its bytes, hexadecimal; of nothing where there is no file. */
  readonly version: string;
  /** What it says, unchecked; null: it cannot be read, or is no JSON object. */
  readonly input: Readonly<Record<string, unknown>> | null;
};

/** The file that the next start reads its configuration from, and the one before it. */
export interface ConfigFile {
  now(): ConfigText;
  /** As it was before the last change; null: that is not known. */
  before(): ConfigText | null;
  /** Everything for which a start would not take it. */
  problems(input: unknown): readonly ConfigProblem[];
  /** Replaces it as a whole, if it still has this version; `before`: by the one before. Answers with why it could not, or null. */
  replace(version: string, by: Readonly<Record<string, unknown>> | 'before'): string | null;
}
