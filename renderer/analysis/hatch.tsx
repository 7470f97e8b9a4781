import { INK } from './look.ts';

export const hatched = (id: string): string => `url(#${id})`;

/** What was lost is hatched, never red: colour is for alarms. */
export function Hatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" fill="var(--data-loss-soft)" />
        <line x1="0" y1="0" x2="0" y2="5" stroke={INK.loss} strokeWidth="2" />
      </pattern>
    </defs>
  );
}
