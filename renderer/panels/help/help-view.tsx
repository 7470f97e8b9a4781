import { lazy, Suspense } from 'react';
import { Button, Choices, Empty, View } from '../../controls/index.ts';
import { useAct, useUi } from '../../store/index.ts';
import { FirstStepsPanel } from './first-steps.tsx';

/** Fetched when it is read: a start does not wait for two hundred kilobytes of manual. */
const ManualDesk = lazy(() => import('./manual-desk.tsx').then((module) => ({ default: module.ManualDesk })));

/** The manual, and the first steps, which stay here after they were hidden on the deck. */
export function HelpView() {
  const act = useAct();
  const part = useUi((view) => view.part);
  const tools = (
    <>
      <Button look="quiet" onClick={() => act.openDialog({ kind: 'keys' })}>
        Keys
      </Button>
      <Choices
        label="What is shown"
        value={part === 'first-steps' ? 'first-steps' : 'README'}
        onPick={(to) => act.go('help', to)}
        options={[
          ['README', 'Manual'],
          ['first-steps', 'First steps'],
        ]}
      />
    </>
  );
  if (part === 'first-steps')
    return (
      <View title="Help" tools={tools}>
        <FirstStepsPanel />
      </View>
    );
  return (
    <View title="Help" tools={tools} fixed>
      <Suspense fallback={<Empty>Loading the manual…</Empty>}>
        <ManualDesk part={part ?? 'README'} />
      </Suspense>
    </View>
  );
}
