// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ColumnsMenu, SortTable, useColumns, type Column } from '#renderer/controls/index.ts';
import { hiddenColumnsOf, type WindowView } from '#renderer/store/index.ts';
import { morning } from '../fixtures.ts';
import { stage } from '../stage.tsx';

type Row = { readonly name: string; readonly size: number };
const ROWS: readonly Row[] = [
  { name: 'b', size: 2 },
  { name: 'a', size: 1 },
];
const COLUMNS: readonly Column<Row>[] = [
  { title: 'Name', cell: ({ name }) => name, by: ({ name }) => name },
  { title: 'Size', cell: ({ size }) => size, align: 'right', by: ({ size }) => size },
  { title: 'Act', cell: () => 'x', stays: true },
];

function Things() {
  const { shown, ...choice } = useColumns('things', COLUMNS);
  return (
    <>
      <ColumnsMenu choice={choice} of="Things" />
      <SortTable list="things" caption="Things" columns={shown} rows={ROWS} rowKey={({ name }) => name} />
      <button type="button">Elsewhere</button>
    </>
  );
}

const begin = (ui: Partial<WindowView> = {}) => stage(<Things />, morning(), { ui });
const opener = () => screen.getByRole('button', { name: /^Columns/ });
const boxes = () => screen.queryByRole('group', { name: 'Columns of Things' });
const open = (): HTMLElement => {
  fireEvent.click(opener());
  return screen.getByRole('group', { name: 'Columns of Things' });
};
const box = (name: RegExp): HTMLInputElement => screen.getByRole('checkbox', { name });
const heads = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);

test('columns are left out and come back by their boxes; what acts on a row is not offered, and the last one stays', () => {
  const { ui } = begin();
  expect([opener().getAttribute('aria-expanded'), boxes()]).toEqual(['false', null]);
  const all = within(open()).getAllByRole('checkbox');
  expect([opener().getAttribute('aria-expanded'), all.length]).toEqual(['true', 2]);
  fireEvent.click(box(/^Name/));
  expect([heads(), ui.getState().hiddenColumns]).toEqual([['Size', 'Act'], { things: ['Name'] }]);
  expect([box(/^Size/).getAttribute('aria-disabled'), box(/^Name/).getAttribute('aria-disabled')]).toEqual(['true', null]);
  fireEvent.click(box(/^Size/));
  expect([heads(), box(/^Size/).checked]).toEqual([['Size', 'Act'], true]);
  fireEvent.click(box(/^Name/));
  expect([heads(), ui.getState().hiddenColumns]).toEqual([['Name', 'Size', 'Act'], {}]);
});

test('Default brings all back, and is not to be had where nothing was left out', () => {
  const { ui } = begin({ hiddenColumns: { things: ['Size'], others: ['R'] } });
  expect(heads()).toEqual(['Name', 'Act']);
  const standard = within(open()).getByRole('button', { name: 'Default' });
  expect(standard.getAttribute('aria-disabled')).toBeNull();
  fireEvent.click(standard);
  expect([heads(), ui.getState().hiddenColumns]).toEqual([['Name', 'Size', 'Act'], { others: ['R'] }]);
  expect(standard.getAttribute('aria-disabled')).toBe('true');
});

test('titles that the list does not have are passed over, and where none would be left all are shown', () => {
  begin({ hiddenColumns: { things: ['Weight', 'Size'] } });
  expect(heads()).toEqual(['Name', 'Act']);
  document.body.replaceChildren();
  begin({ hiddenColumns: { things: ['Size', 'Name'] } });
  expect(heads()).toEqual(['Name', 'Size', 'Act']);
});

test('a column that is left out sorts nothing', () => {
  begin({ sorts: { things: { column: 'Size', falling: false } }, hiddenColumns: { things: ['Size'] } });
  expect(screen.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual(['b', 'a']);
});

test('Escape closes it, gives the focus back and reaches nothing behind; so do a press elsewhere and the focus that leaves', () => {
  begin();
  const heard: string[] = [];
  const hear = ({ key }: KeyboardEvent): void => void heard.push(key);
  window.addEventListener('keydown', hear);
  open();
  box(/^Name/).focus();
  fireEvent.keyDown(box(/^Name/), { key: 'Escape' });
  expect([boxes(), document.activeElement, heard]).toEqual([null, opener(), []]);
  fireEvent.keyDown(opener(), { key: 'Escape' });
  expect(heard).toEqual(['Escape']);
  window.removeEventListener('keydown', hear);
  open();
  fireEvent.pointerDown(box(/^Name/));
  expect(boxes()).not.toBeNull();
  fireEvent.pointerDown(screen.getByRole('table'));
  expect(boxes()).toBeNull();
  open();
  box(/^Name/).focus();
  fireEvent.blur(box(/^Name/), { relatedTarget: screen.getByRole('button', { name: 'Elsewhere' }) });
  expect(boxes()).toBeNull();
});

test.each<readonly [unknown, Readonly<Record<string, readonly string[]>>]>([
  [null, {}],
  ['text', {}],
  [{ a: ['R', 'R', 7, null], b: 'R', c: null, d: [1], e: [], f: { 0: 'R' } }, { a: ['R'] }],
])('what is remembered as %j', (kept, hidden) => expect(hiddenColumnsOf(kept)).toEqual(hidden));
