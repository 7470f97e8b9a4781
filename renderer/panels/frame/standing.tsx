import { clockText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import './standing.css';

type Words = { readonly title: string; readonly said: string; readonly act: string };

/** Over the main area while it cannot be trusted: what is wrong, what is still true, what to do. */
export function Standing() {
  const link = useEngine((view) => view.link);
  const fault = useEngine((view) => view.fault);
  const liveAt = useEngine(({ live }) => live?.at ?? null);
  const words = wordsOf(link, fault, liveAt);
  if (words === null) return null;
  return (
    <section className="standing" aria-labelledby="standing" data-testid="standing">
      <h2 id="standing">{words.title}</h2>
      <p>{words.said}</p>
      <p className="mid">{words.act}</p>
    </section>
  );
}

function wordsOf(link: string, fault: string | null, liveAt: number | null): Words | null {
  const was = liveAt === null ? 'Nothing has been received yet.' : `What you see behind this is from ${clockText(liveAt)}.`;
  switch (link) {
    case 'stale':
      return {
        title: 'The engine is silent',
        said: `${was} Orders and positions may have changed since.`,
        act: 'Look at MetaTrader for the truth. The window asks again every three seconds and goes on by itself.',
      };
    case 'closed':
      return {
        title: 'No connection to the engine',
        said: `${fault ?? 'The connection is lost.'} ${was}`,
        act: 'Check that Mikrobot Cockpit is running. In a browser, open the address it printed at its start: it carries the token. The window keeps trying.',
      };
    case 'gap':
      return {
        title: 'Catching up',
        said: `Some journal records did not reach this window. ${was}`,
        act: 'They are being fetched. Numbers are live again as soon as the window has every record.',
      };
    case 'connecting':
      return {
        title: 'Starting',
        said: 'The window is asking the engine for its state.',
        act: 'If this lasts, the engine is still loading its journal.',
      };
    default:
      return null;
  }
}
