import type { ReactNode } from 'react';
import './icon.css';

const box = (x: number, y: number, w: number, h: number) => <rect x={x} y={y} width={w} height={h} rx={1} />;
const line = (d: string) => <path d={d} />;

/** Line drawings on a 16 x 16 field. */
const DRAWINGS = {
  deck: (
    <>
      {box(2, 2.5, 5, 5)}
      {box(9, 2.5, 5, 5)}
      {box(2, 9.5, 12, 4)}
    </>
  ),
  signals: line('M1.5 8.5h3L6.5 3l3 10 2-4.5h3'),
  approvals: (
    <>
      <circle cx={8} cy={8} r={6} />
      {line('M5.3 8.3l1.9 1.9 3.5-4')}
    </>
  ),
  positions: line('M2 4.5h12M2 8h12M2 11.5h7'),
  risk: line('M2 12.5h12M3 9.5a5 5 0 0 1 10 0M8 9.5l2.6-2.9'),
  control: (
    <>
      {box(5.5, 2, 5, 4)}
      {box(1.5, 10, 5, 4)}
      {box(9.5, 10, 5, 4)}
      {line('M8 6v2M4 10V8h8v2')}
    </>
  ),
  results: line('M2 13.5h12M3 10.2l3.2-3.6 2.6 2L13 3.5'),
  alarms: line('M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3zM6.8 14.3h2.4'),
  journal: line('M3.5 2.2h8a1 1 0 0 1 1 1v10.4h-8a1 1 0 0 1-1-1zM6 5.6h4M6 8.4h4'),
  replay: line('M3 8a5 5 0 1 0 1.6-3.7M3 2.5v2.7h2.7M8 5.2V8l2 1.4'),
  connect: line('M5.5 1.8v3.4M10.5 1.8v3.4M3.5 5.2h9v2.3a4.5 4.5 0 0 1-9 0zM8 12v2.4'),
  settings: (
    <>
      <circle cx={8} cy={8} r={2.2} />
      {line('M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6L5 5M11 11l1.4 1.4M12.4 3.6L11 5M5 11l-1.4 1.4')}
    </>
  ),
  check: line('M3 8.4l3.3 3.3L13 4.8'),
  cross: line('M4 4l8 8M12 4l-8 8'),
  clock: (
    <>
      <circle cx={8} cy={8} r={6} />
      {line('M8 4.6V8l2.4 1.5')}
    </>
  ),
  dash: line('M4 8h8'),
  dot: <circle className="solid" cx={8} cy={8} r={3.2} />,
  half: (
    <>
      <circle cx={8} cy={8} r={5} />
      <path className="solid" d="M8 3a5 5 0 0 1 0 10z" />
    </>
  ),
  down: line('M8 2.5v11M3.5 9L8 13.5 12.5 9'),
  up: line('M8 13.5v-11M3.5 7L8 2.5 12.5 7'),
  ring: <circle cx={8} cy={8} r={5.5} />,
  help: <>{line('M2.5 3.2c2-.9 4-.7 5.5.5 1.5-1.2 3.5-1.4 5.5-.5v9.6c-2-.9-4-.7-5.5.5-1.5-1.2-3.5-1.4-5.5-.5zM8 3.7v9.6')}</>,
  square: <rect className="solid" x={3.5} y={3.5} width={9} height={9} />,
  question: (
    <>
      <circle cx={8} cy={8} r={6} />
      {line('M6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.6.3-.8.6-.8 1.2M8 11.4v.1')}
    </>
  ),
  back: line('M10 3.5L5.5 8l4.5 4.5'),
} satisfies Record<string, ReactNode>;
export type IconName = keyof typeof DRAWINGS;

/** Decoration only: the word beside it carries the meaning. */
export function Icon({ name, small = false }: { readonly name: IconName; readonly small?: boolean }) {
  return (
    <svg className={small ? 'icon s' : 'icon'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {DRAWINGS[name]}
    </svg>
  );
}
