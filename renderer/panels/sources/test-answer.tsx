import { Button } from '../../controls/index.ts';
import { TestSteps } from './test-steps.tsx';
import { useSourceTest, type TestState } from './use-source-test.ts';

/** That a test is under way, why there was none, or what it came to. */
export function TestAnswer({ answer }: { readonly answer: TestState }) {
  if (answer.kind === 'asking') return <p role="status">Sending… it takes 10 s at most.</p>;
  if (answer.kind === 'refused')
    return (
      <p className="refusal" role="alert">
        {answer.why}
      </p>
    );
  return answer.kind === 'known' ? <TestSteps test={answer.test} /> : null;
}

type SourceTestProps = {
  readonly source: string;
  /** The source takes files from a folder. */
  readonly isFolder: boolean;
  readonly unavailable: string | null;
};

/** One button that tests a source from this PC with a delivery that the engine writes, and what it came to. It is never traded. */
export function SourceTest({ source, isFolder, unavailable }: SourceTestProps) {
  const { answer, send } = useSourceTest(source);
  return (
    <div className="stack">
      <div className="row">
        <Button
          needs="source.test"
          testId="test-source"
          unavailable={unavailable ?? (answer.kind === 'asking' ? 'The test is under way' : null)}
          onClick={() => void send(null, null)}
        >
          {isFolder ? 'Put a test into the folder' : 'Send a test on this PC'}
        </Button>
        <span className="dim">Goes the whole way a real one goes, and is never traded</span>
      </div>
      <TestAnswer answer={answer} />
    </div>
  );
}
