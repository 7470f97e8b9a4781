import type { ReactNode } from 'react';
import { Empty } from '../../controls/index.ts';
import { useEngine } from '../../store/index.ts';
import { isBegun } from './known.ts';

/** What an empty list means: what `said` says once the engine has told its state; before that it is not known. */
export function None({ said, children }: { readonly said: string; readonly children?: ReactNode }) {
  const known = useEngine(isBegun);
  return (
    <Empty>
      {known ? said : 'Not known yet.'} {children}
    </Empty>
  );
}
