import { Button, Choices } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { SPEEDS, useCockpit, type PastView } from '../../store/index.ts';

const NOTHING_YET = 'Nothing is shown yet';

/** From record to record, from mark to mark, and on by itself. */
export function Steps({ view: { marks, shown, last, speed } }: { readonly view: PastView }) {
  const { machine } = useCockpit().past;
  const seq = shown?.seq ?? null;
  const to = (next: number | undefined) => () => next !== undefined && machine.to({ seq: next });
  const before = seq === null ? undefined : marks.findLast((mark) => mark.seq < seq)?.seq;
  const after = seq === null ? undefined : marks.find((mark) => mark.seq > seq)?.seq;
  const atFirst = seq === null ? NOTHING_YET : seq <= 1 ? 'This is the first record' : null;
  const atLast = seq === null || last === null ? NOTHING_YET : seq >= last.seq ? 'This is the newest record' : null;
  return (
    <>
      <Button size="small" unavailable={before === undefined ? 'Nothing marked lies before' : null} onClick={to(before)}>
        Mark before
      </Button>
      <Button size="small" unavailable={atFirst} onClick={to((seq ?? 2) - 1)}>
        Record before
      </Button>
      <Button size="small" unavailable={atLast} onClick={to((seq ?? 0) + 1)}>
        Record after
      </Button>
      <Button size="small" unavailable={after === undefined ? 'Nothing marked lies after' : null} onClick={to(after)}>
        Mark after
      </Button>
      <Choices
        label="Play"
        value={speed}
        options={[[0, 'Stand'], ...SPEEDS.map((each) => [each, `${countText(each)}×`] as const)]}
        onPick={machine.play}
      />
    </>
  );
}
