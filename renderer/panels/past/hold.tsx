import { Button, Choices } from '../../controls/index.ts';
import { countText, dateTimeText } from '../../format/index.ts';
import { useCockpit, type PastView } from '../../store/index.ts';

/** Holds the moment that is shown as A, so that it can be compared with any other. */
export function Hold({ view: { held, compares, shown } }: { readonly view: PastView }) {
  const { machine } = useCockpit().past;
  if (held === null)
    return (
      <Button size="small" unavailable={shown === null ? 'Nothing is shown yet' : null} onClick={machine.hold}>
        Hold as A
      </Button>
    );
  return (
    <>
      <Choices
        label="What is shown"
        value={compares ? 'differences' : 'cockpit'}
        options={[
          ['cockpit', 'Cockpit then'],
          ['differences', 'A to B'],
        ]}
        onPick={(to) => machine.compare(to === 'differences')}
      />
      <span className="past-held" title={`A: ${dateTimeText(held.at)}`}>
        A is record {countText(held.seq)}
      </span>
      <Button size="small" look="quiet" onClick={machine.release}>
        Let A go
      </Button>
    </>
  );
}
