import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import { equivalentOf, EQUIVALENTS } from './equivalents.ts';
import { mutantsOf } from './mutants.ts';

it('names as equivalent only changes of lines that stand in the sources today, each with its reason', () => {
  const gone = EQUIVALENTS.filter((entry) => {
    const text = readFileSync(join(root, entry.path), 'utf8');
    return !mutantsOf(entry.path, text).some((mutant) => equivalentOf(mutant, text, [entry]) !== undefined);
  });
  expect(gone).toEqual([]);
  expect(EQUIVALENTS.filter(({ reason }) => reason.length < 20)).toEqual([]);
});
