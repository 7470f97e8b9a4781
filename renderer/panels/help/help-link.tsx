import type { ReactNode } from 'react';
import { hashOf } from '../../address.ts';

/** A link to a place of the manual. */
export function HelpLink({
  to,
  about,
  children = 'In the manual',
}: {
  readonly to: string;
  readonly about: string;
  readonly children?: ReactNode;
}) {
  return (
    <a className="link strong" href={hashOf({ view: 'help', signalId: null, part: to })}>
      {children}
      <span className="unseen"> about {about}</span>
    </a>
  );
}

/** A link to the key of the configuration that sets a limit. */
export function SettingLink({ to, about }: { readonly to: string; readonly about: string }) {
  return (
    <>
      {' '}
      <a className="link strong" href={hashOf({ view: 'settings', signalId: null, part: to })}>
        {to}
        <span className="unseen"> sets {about}</span>
      </a>
    </>
  );
}
