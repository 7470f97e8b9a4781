import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { root } from '#main/launcher/project.mjs';
import { configurationPage } from './configuration-page.ts';
import { withRoutes } from './http-tables.ts';
import { withMetrics } from './metrics-table.ts';
import { withPresets } from './rulebook-presets.ts';
import { tablesOf } from './schema-tables.ts';

const page = (name: string): string => readFileSync(join(root, 'assets', 'help', name), 'utf8');

test('the configuration page is what the schema says; npm run docs writes it', async () => {
  expect(page('configuration.md')).toBe(await configurationPage());
});

test('the page on rulebooks lists the presets as they are; npm run docs writes them', async () => {
  expect(page('rulebooks.md')).toBe(await withPresets(page('rulebooks.md')));
});

test('the page on monitoring lists every metric that is told; npm run docs writes them', async () => {
  expect(page('monitoring.md')).toBe(await withMetrics(page('monitoring.md')));
});

test('objects, objects or null, kinds of an object and lists of objects each have their table', () => {
  const inner = z.strictObject({ deep: z.int().min(1).default(3).describe('how deep') }).describe('The inside.');
  const kinds = z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('a').describe('which'), only: z.boolean().optional().describe('of a') }),
    z.strictObject({ mode: z.literal('b').describe('which') }),
  ]);
  const schema = z.strictObject({
    top: z.strictObject({
      inner: inner.prefault({}),
      none: inner.nullable().default(null).describe('or nothing'),
      kinds,
      list: z.array(inner).default([]).describe('many'),
      share: z.number().positive().max(1).default(0.5).describe('a share'),
      text: z.string().describe('a text'),
    }),
  });
  expect(
    tablesOf(schema).map(({ path, rows }) => [path, ...rows.map(({ key, type, preset }) => `${key}: ${type} = ${preset}`)]),
  ).toEqual([
    [
      'top',
      'none: object or `null` = `null`',
      'list: list of objects = `[]`',
      'share: number above 0 to 1 = `0.5`',
      'text: text = required',
    ],
    ['top.inner', 'deep: whole number from 1 = `3`'],
    ['top.none', 'deep: whole number from 1 = `3`'],
    ['top.kinds', 'mode: `a` or `b` = required', 'only: `true` or `false` = none'],
    ['top.list[]', 'deep: whole number from 1 = `3`'],
  ]);
});

test('the tables of routes on the page about HTTP are those of the registry', async () => {
  expect(page('http-api.md')).toBe(await withRoutes(page('http-api.md')));
});
