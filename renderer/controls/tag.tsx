import type { ReactNode } from 'react';
import './tag.css';

/** A word in a box beside a name; `strong` where it must not be overlooked. */
export function Tag({ children, strong = false }: { readonly children: ReactNode; readonly strong?: boolean }) {
  return <span className={strong ? 'tag on' : 'tag'}>{children}</span>;
}
