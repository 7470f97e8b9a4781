import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadModel, ModelFault } from '#main/adapters/model/index.ts';

const GOOD = {
  version: 'v1',
  trainedOn: { from: '2025-01-01', to: '2025-06-30', trades: 120 },
  bias: 0.5,
  features: { rr: { weight: 1, mean: 2, scale: 0.5 }, buy: { weight: -0.2, mean: 0.5, scale: 0.5 } },
};
const written = (content: unknown): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'model-')), 'model.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const logistic = (sum: number): number => 1 / (1 + Math.exp(-sum));

test('no file, no model', () => expect(loadModel('/nowhere/model.json')).toBeNull());

test('a score is the logistic of the weighted, standardised features; what is not known counts as its mean', async () => {
  const model = loadModel(written(GOOD));
  expect(await model?.score({ rr: 3, buy: 1, other: 9 })).toEqual({ probability: logistic(0.5 + 2 - 0.2), version: 'v1' });
  expect(await model?.score({})).toEqual({ probability: logistic(0.5), version: 'v1' });
});

test.each([
  ['not JSON', '{', /JSON/],
  ['no version', { ...GOOD, version: undefined }, /version/],
  ['a scale of nothing', { ...GOOD, features: { rr: { weight: 1, mean: 0, scale: 0 } } }, /features\.rr\.scale/],
  ['a key nobody knows', { ...GOOD, secret: 1 }, /secret/],
])('a file with %s is refused, by name', (_what, content, why) => {
  const load = (): unknown => loadModel(written(content));
  expect(load).toThrow(ModelFault);
  expect(load).toThrow(why);
});

test('a score that is no number is no score', async () => {
  await expect(loadModel(written(GOOD))?.score({ rr: Number.NaN })).rejects.toThrow(/not a number/);
});
