import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';

const read = (path: string) => readFileSync(join(root, 'dist', path), 'utf8');
const imported = (code: string) => [...code.matchAll(/^import (?:[^'"]*? from )?["']([^'"]+)["'];?$/gm)].map(([, name]) => name!);
const required = (code: string) => [...code.matchAll(/\brequire\(["']([^'"]+)["']\)/g)].map(([, name]) => name!);

test('the bundled main process takes Electron and node:sqlite from outside, and nothing but Node besides', () => {
  const names = imported(read('desktop/main.js'));
  expect(names).toContain('electron/main');
  expect(names).toContain('node:sqlite');
  expect(names.filter((name) => !isBuiltin(name) && !/^electron(\/|$)/.test(name))).toEqual([]);
});

test('the preload is one CommonJS file that needs only Electron', () => {
  const code = read('desktop/preload.cjs');
  expect(imported(code)).toEqual([]);
  expect(new Set(required(code))).toEqual(new Set(['electron/renderer']));
});

test('the page inlines no script and no style, so that a strict content security policy holds', () => {
  const page = read('renderer/index.html');
  expect(page.match(/<script(?![^>]*\bsrc=)[^>]*>/g) ?? []).toEqual([]);
  expect(page.match(/<style\b|\sstyle=|\son\w+=/g) ?? []).toEqual([]);
  expect(page).not.toMatch(/(src|href)="(\/|https?:)/);
});

test('the bundled process beside the cockpit needs nothing but Node and what Node brings, not Electron', () => {
  const names = imported(read('desktop/background.js'));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !isBuiltin(name))).toEqual([]);
});
