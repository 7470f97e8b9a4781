// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { Grid, SortTable, useSorting, type Column } from '#renderer/controls/index.ts';
import { sortsOf, type Sort } from '#renderer/store/index.ts';
import { morning } from '../fixtures.ts';
import { stage } from '../stage.tsx';

type Row = { readonly name: string; readonly size: number | null };
const ROWS: readonly Row[] = [
  { name: 'b10', size: 2 },
  { name: 'b9', size: null },
  { name: 'A', size: 10 },
  { name: 'c', size: -1 },
];
const COLUMNS: readonly Column<Row>[] = [
  { title: 'Name', cell: ({ name }) => name, by: ({ name }) => name },
  { title: 'Size', cell: ({ size }) => size, align: 'right', by: ({ size }) => size },
  { title: 'Act', cell: () => 'x' },
];
const table = (rows: readonly Row[] = ROWS, most = Infinity) => (
  <SortTable list="things" caption="Things" columns={COLUMNS} rows={rows} rowKey={({ name }) => name} most={most} />
);
/** The same rows with `c` the largest, and back. */
function Changing() {
  const [isOther, setOther] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOther(!isOther)}>
        Change
      </button>
      {table(isOther ? ROWS.map((row) => (row.name === 'c' ? { ...row, size: 99 } : row)) : ROWS)}
    </>
  );
}
const names = (): readonly string[] => screen.getAllByRole('rowheader').map(({ textContent }) => textContent);
const head = (name: string) => screen.getByRole('button', { name });
const sortOf = (name: string) => screen.getByRole('columnheader', { name }).getAttribute('aria-sort');

describe('a table that its heads sort', () => {
  test('begins with A and with the largest number, turns round, and ends in its own order; what is missing stands last', () => {
    stage(table(), morning());
    const press = (name: string): readonly string[] => {
      fireEvent.click(head(name));
      return names();
    };
    expect(names()).toEqual(['b10', 'b9', 'A', 'c']);
    expect([press('Name'), sortOf('Name')]).toEqual([['A', 'b9', 'b10', 'c'], 'ascending']);
    expect([press('Size'), sortOf('Size'), sortOf('Name')]).toEqual([['A', 'b10', 'c', 'b9'], 'descending', null]);
    expect([press('Size'), sortOf('Size')]).toEqual([['c', 'b10', 'A', 'b9'], 'ascending']);
    expect([press('Size'), sortOf('Size')]).toEqual([['b10', 'b9', 'A', 'c'], null]);
    expect(screen.queryByRole('button', { name: 'Act' })).toBeNull();
  });

  test('the most that are shown are those that stand first', () => {
    stage(table(ROWS, 2), morning(), { ui: { sorts: { things: { column: 'Size', falling: true } } } });
    expect(names()).toEqual(['A', 'b10']);
  });

  test('rows keep their places under the pointer while their figures change, and find them when it leaves', () => {
    stage(<Changing />, morning(), { ui: { sorts: { things: { column: 'Size', falling: true } } } });
    const things = screen.getByRole('table', { name: 'Things' });
    fireEvent.pointerEnter(things);
    fireEvent.click(screen.getByRole('button', { name: 'Change' }));
    expect(names()).toEqual(['A', 'b10', 'c', 'b9']);
    fireEvent.click(head('Name'));
    expect(names()).toEqual(['A', 'b9', 'b10', 'c']);
    fireEvent.click(head('Size'));
    expect(names()).toEqual(['c', 'A', 'b10', 'b9']);
    fireEvent.click(screen.getByRole('button', { name: 'Change' }));
    expect(names()).toEqual(['c', 'A', 'b10', 'b9']);
    fireEvent.pointerLeave(things);
    expect(names()).toEqual(['A', 'b10', 'c', 'b9']);
  });

  test('one head is a stop of the Tab key; arrows, Home and End go on from there', () => {
    stage(table(), morning());
    const stops = () => ['Name', 'Size'].filter((name) => head(name).tabIndex === 0);
    expect(stops()).toEqual(['Name']);
    head('Name').focus();
    fireEvent.keyDown(head('Name'), { key: 'ArrowRight' });
    expect([document.activeElement, stops()]).toEqual([head('Size'), ['Size']]);
    fireEvent.keyDown(head('Size'), { key: 'End' });
    expect(document.activeElement).toBe(head('Size'));
    fireEvent.keyDown(head('Size'), { key: 'Home' });
    expect(document.activeElement).toBe(head('Name'));
  });
});

/** A long list, of which only rows in sight exist. */
function LongList() {
  const { sortRows, ...sorting } = useSorting('long', COLUMNS);
  return (
    <Grid
      label="Long"
      tracks="1fr 1fr 1fr"
      columns={COLUMNS}
      rows={sortRows(ROWS)}
      rowKey={({ name }) => name}
      onOpen={() => undefined}
      sorting={sorting}
    />
  );
}

test('a grid is sorted by its heads, and its own keys do not hear those of the heads', () => {
  const { ui } = stage(<LongList />, morning());
  fireEvent.click(head('Size'));
  const cells = screen.getAllByRole('gridcell').filter((_, at) => at % COLUMNS.length === 0);
  expect(cells.map(({ textContent }) => textContent)).toEqual(['A', 'b10', 'c', 'b9']);
  expect([sortOf('Size'), ui.getState().sorts]).toEqual(['descending', { long: { column: 'Size', falling: true } }]);
  head('Size').focus();
  fireEvent.keyDown(head('Size'), { key: 'Home' });
  expect([document.activeElement, screen.getByRole('grid').getAttribute('aria-activedescendant')]).toEqual([
    head('Name'),
    expect.stringMatching(/-0$/),
  ]);
});

test.each<readonly [unknown, Readonly<Record<string, Sort>>]>([
  [null, {}],
  ['text', {}],
  [
    { a: { column: 'R', falling: true, more: 1 }, b: { column: 7, falling: true }, c: 'R', d: null, e: { column: 'R' } },
    {
      a: { column: 'R', falling: true },
    },
  ],
])('what is remembered as %j', (kept, sorts) => expect(sortsOf(kept)).toEqual(sorts));
