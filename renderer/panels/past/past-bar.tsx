import { Button } from '../../controls/index.ts';
import { countText, dateTimeText, utcText } from '../../format/index.ts';
import { useCockpit, usePast, useUi, type PastView } from '../../store/index.ts';
import { GoTo } from './go-to.tsx';
import { Hold } from './hold.tsx';
import { OF_NOW } from './of-now.ts';
import { Steps } from './steps.tsx';
import { Track } from './track.tsx';
import './past-bar.css';

/** Where in the past the view is, and the ways to another moment. */
export function PastBar() {
  const { machine } = useCockpit().past;
  const view = usePast((state) => state);
  const isOfNow = useUi((state) => OF_NOW.has(state.view)) && view.shows === 'cockpit';
  return (
    <section className="past-bar" aria-label="Time machine" data-testid="past-bar">
      <div className="past-line">
        <p className="past-where" role="status">
          <b className="strong">PAST</b> {whereText(view)}
        </p>
        <GoTo onGo={(at) => machine.to({ at })} />
        <Button size="small" look="primary" onClick={machine.leave}>
          Back to now
        </Button>
      </div>
      <Track view={view} onTo={(seq) => machine.to({ seq })} />
      <div className="past-line">
        <Steps view={view} />
        <Hold view={view} />
        <p className="past-note" role="status">
          {isOfNow ? 'This view is of now: of the past nobody recorded it.' : noteText(view)}
        </p>
      </div>
    </section>
  );
}

const whereText = ({ shown, last }: PastView): string =>
  shown === null
    ? 'not reached yet'
    : `${dateTimeText(shown.at)} (${utcText(shown.at)}), record ${countText(shown.seq)} of ${countText(last?.seq ?? shown.seq)}`;

/** Why it did not go on, how far it is, or what is marked at the record that is shown. */
function noteText({ fault, way, marks, shown }: PastView): string {
  if (fault !== null) return fault;
  if (way !== null) return `Reading records: ${countText(way.reached)} of ${countText(way.seq)}`;
  return marks.find((mark) => mark.seq === shown?.seq)?.text ?? '';
}
