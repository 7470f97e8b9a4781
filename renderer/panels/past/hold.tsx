import { Button, Choices } from '../../controls/index.ts';
import { countText, dateTimeText } from '../../format/index.ts';
import { useCockpit, type PastView } from '../../store/index.ts';

/** What is shown of the past, and the moment that is held as A, to be compared with any other. */
export function Hold({ view: { held, shows, shown } }: { readonly view: PastView }) {
  const { machine } = useCockpit().past;
  return (
    <>
      <Choices
        label="What is shown"
        value={shows}
        options={[
          ['cockpit', 'Cockpit then'],
          ['differences', 'A to B'],
          ['settings', 'Other settings'],
        ]}
        onPick={machine.show}
      />
      {held === null ? (
        <Button size="small" unavailable={shown === null ? 'Nothing is shown yet' : null} onClick={machine.hold}>
          Hold as A
        </Button>
      ) : (
        <>
          <span className="past-held" title={`A: ${dateTimeText(held.at)}`}>
            A is record {countText(held.seq)}
          </span>
          <Button size="small" look="quiet" onClick={machine.release}>
            Let A go
          </Button>
        </>
      )}
    </>
  );
}
