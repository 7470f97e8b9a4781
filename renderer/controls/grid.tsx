import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useUi } from '../store/index.ts';
import { ariaSort, SortHead } from './sort-head.tsx';
import type { Sortable, Sorting } from './use-sorting.ts';
import './grid.css';

/** The head stays in sight over the rows. */
const HEAD_PX = 24;
/** Shorter lists are painted whole. */
const WHOLE_MAX = 100;

export type GridColumn<T> = Sortable<T> & {
  readonly cell: (row: T) => ReactNode;
  readonly look?: string;
};

type GridProps<T> = {
  readonly label: string;
  /** A grid-template-columns value. */
  readonly tracks: string;
  readonly columns: readonly GridColumn<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly selected?: string | null;
  readonly onOpen: (row: T) => void;
  /** What its heads sort by; the rows come sorted. */
  readonly sorting?: Sorting;
};

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 };

/** A list of many rows: arrows move, Enter opens, and past a hundred rows only those in sight exist. */
export function Grid<T>(props: GridProps<T>) {
  const { label, rows, rowKey, onOpen } = props;
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualRows(rows.length, body);
  const active = Math.max(
    0,
    rows.findIndex((row) => rowKey(row) === activeKey),
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[active];
    if (event.key === 'Enter' && row !== undefined && event.target === event.currentTarget) onOpen(row);
    const step = STEPS[event.key];
    if (step === undefined || row === undefined) return;
    event.preventDefault();
    const to = Math.min(rows.length - 1, Math.max(0, active + (activeKey === null ? 0 : step)));
    setActiveKey(rowKey(rows[to] ?? row));
    if (rows.length > WHOLE_MAX) virtual.scrollToIndex(to);
    else body.current?.children.item(1)?.children.item(to)?.scrollIntoView({ block: 'nearest' });
  };
  const line = (index: number, top: number | null): ReactNode => {
    const row = rows[index];
    if (row === undefined) return null;
    const own = { ...props, row, index, top, id: `${id}-${index}`, isActive: index === active };
    return <GridRow key={rowKey(row)} {...own} onPick={() => setActiveKey(rowKey(row))} />;
  };
  const windowed = rows.length > WHOLE_MAX;
  return (
    <div
      ref={body}
      className="grid"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      tabIndex={0}
      onKeyDown={onKeyDown}
      aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
    >
      <GridHead {...props} />
      <div
        role="rowgroup"
        className={windowed ? 'grid-body grid-tall' : 'grid-body'}
        style={windowed ? { height: virtual.getTotalSize() } : undefined}
      >
        {windowed
          ? virtual.getVirtualItems().map((item) => line(item.index, item.start))
          : rows.map((_, index) => line(index, null))}
      </div>
    </div>
  );
}

function GridHead<T>({ tracks, columns, sorting }: GridProps<T>) {
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: tracks }}>
        {columns.map((column) => (
          <span
            key={column.title}
            role="columnheader"
            aria-sort={sorting === undefined ? undefined : ariaSort(sorting, column.title)}
            className={column.align === 'right' ? 'num' : undefined}
          >
            {sorting === undefined || column.by === undefined ? column.title : <SortHead column={column} sorting={sorting} />}
          </span>
        ))}
      </div>
    </div>
  );
}

type GridRowProps<T> = GridProps<T> & {
  readonly row: T;
  readonly index: number;
  readonly top: number | null;
  readonly id: string;
  readonly isActive: boolean;
  readonly onPick: () => void;
};

function GridRow<T>({ columns, row, rowKey, selected, tracks, index, top, id, isActive, onOpen, onPick }: GridRowProps<T>) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected === undefined ? undefined : selected === rowKey(row)}
      className={isActive ? 'grid-row is-active' : 'grid-row'}
      style={{ gridTemplateColumns: tracks, ...(top === null ? {} : { transform: `translateY(${top}px)` }) }}
      onClick={() => {
        onPick();
        onOpen(row);
      }}
    >
      {columns.map((column) => (
        <span key={column.title} role="gridcell" className={`${column.align === 'right' ? 'num ' : ''}${column.look ?? ''}`}>
          {column.cell(row)}
        </span>
      ))}
    </div>
  );
}

/** Which of many rows are in sight. */
function useVirtualRows(count: number, body: RefObject<HTMLDivElement | null>) {
  const size = useRowSize();
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => body.current,
    estimateSize: () => size,
    overscan: 12,
    scrollPaddingStart: HEAD_PX,
    enabled: count > WHOLE_MAX,
  });
  // Places of rows that were counted with another height do not hold any more.
  useEffect(() => virtual.measure(), [virtual, size]);
  return virtual;
}

/** The row height of the chosen density in a window of this size, from the tokens. Read when one of the two changes, not as rows come. */
function useRowSize(): number {
  const look = useUi((view) => view.look);
  const [size, setSize] = useState(rowSize);
  useEffect(() => {
    const again = (): void => setSize(rowSize());
    again();
    window.addEventListener('resize', again);
    return () => window.removeEventListener('resize', again);
  }, [look]);
  return size;
}

const rowSize = (): number =>
  Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--size-row'), 10) || 26;
