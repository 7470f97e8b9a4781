import { useSyncExternalStore } from 'react';
import { useCockpit, type Voice } from '../../store/index.ts';

/** The only two live regions: critical alarms at once, everything else politely. Both are there, empty, from the start. */
export function SpokenRegions() {
  return (
    <>
      <div className="unseen" role="alert">
        <Spoken voice="alert" />
      </div>
      <div className="unseen" role="status">
        <Spoken voice="status" />
      </div>
    </>
  );
}

function Spoken({ voice }: { readonly voice: Voice }) {
  const { announcer } = useCockpit();
  return <>{useSyncExternalStore(announcer.subscribe, () => announcer.spoken(voice))}</>;
}
