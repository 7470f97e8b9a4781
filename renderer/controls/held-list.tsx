import type { ReactNode } from 'react';
import { countText } from '../format/index.ts';
import type { HeldOrder } from './held-order.ts';
import './held-list.css';

/** A list that keeps its order while the pointer or the focus is in it, with the count of what waits above. */
export function HeldList({ held: { news, hold }, children }: { readonly held: HeldOrder; readonly children: ReactNode }) {
  return (
    <div className="held-list" {...hold}>
      {news > 0 && <p className="held-news">{countText(news)} new above; the list is held while you point at it</p>}
      {children}
    </div>
  );
}
