import type { Certificate } from '#shared/events';
import { Button, Clock, Icon } from '../../controls/index.ts';
import { countedText, countText, sentenceOf } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { actorText, isHeldKnown, useIsOld } from '../reading/index.ts';
import './halted-card.css';

/** The first tickets stand on the card; all of them are in the certificate. */
const TICKETS_SHOWN = 6;

/** What the stop did, step by step, as the engine recorded it; and how to go on. */
export function HaltedCard() {
  const trading = useEngine(({ cockpit }) => cockpit.trading);
  const certificate = useEngine(({ cockpit }) => cockpit.certificates.get(trading.certificateId ?? '') ?? null);
  return (
    <div className="halved halted" data-testid="halted-card">
      <Steps certificate={certificate} />
      <div className="pad stack">
        <p>
          Halted by {actorText(trading.actor)} at <Clock at={trading.since} />: {trading.reason}
        </p>
        <Tickets certificate={certificate} />
        <Acts />
      </div>
    </div>
  );
}

function Steps({ certificate }: { readonly certificate: Certificate | null }) {
  const act = useAct();
  const code = useEngine(({ cockpit }) => cockpit.trading.code);
  if (certificate === null && code !== undefined) return <p className="empty">No stop was pressed. New entries are refused.</p>;
  if (certificate === null) return <p className="empty">No certificate has reached this window yet. New entries are refused.</p>;
  const working = certificate.endedAt === null;
  return (
    <div className="pad stack">
      <ol className="steps" aria-label="Steps of the stop">
        {certificate.steps.map(({ step, at, text }) => (
          <li key={[step, at].join('-')}>
            <Icon name="check" />
            <span className="wrap">{text}</span>
            <span className="dim">
              <Clock at={at} precise />
            </span>
          </li>
        ))}
        <li>
          <Icon name={working ? 'half' : 'dash'} />
          <span className={working ? 'strong' : 'mid'}>
            {sentenceOf(certificate.state)}
            {working && '…'}
          </span>
          <span className="dim">{working ? 'in progress' : <Clock at={certificate.endedAt} precise />}</span>
        </li>
      </ol>
      <p className="certificate-door dim">
        <span className="cut" title={certificate.id}>
          Certificate {certificate.id}
        </span>
        <Button size="small" onClick={() => act.openDialog({ kind: 'certificate', id: certificate.id })}>
          Open and print
        </Button>
      </p>
    </div>
  );
}

function Tickets({ certificate }: { readonly certificate: Certificate | null }) {
  const act = useAct();
  const tickets = certificate?.tickets ?? [];
  const more = tickets.length - TICKETS_SHOWN;
  if (certificate === null) return null;
  if (tickets.length === 0)
    return (
      <p className="mid">
        {certificate.endedAt === null ? 'No position or order has been touched yet.' : 'No position or order was touched.'}
      </p>
    );
  return (
    <>
      <table aria-label="Tickets of the stop">
        <tbody>
          {tickets.slice(0, TICKETS_SHOWN).map(({ ticket, symbol, result, text }) => (
            <tr key={ticket}>
              <th scope="row">{symbol}</th>
              <td className="dim">{ticket}</td>
              <td>{result}</td>
              <td className="wrap mid">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <p>
          <button type="button" className="link" onClick={() => act.openDialog({ kind: 'certificate', id: certificate.id })}>
            {countedText(more, 'more ticket')} in the certificate
          </button>
        </p>
      )}
    </>
  );
}

function Acts() {
  const act = useAct();
  const isKnown = useEngine(isHeldKnown);
  const old = useIsOld();
  const open = useEngine(({ cockpit, live }) => Math.max(cockpit.positions.size, live?.positions.length ?? 0));
  const isDoubted = useEngine(({ cockpit }) => cockpit.journalDoubt !== null);
  return (
    <div className="row">
      {isDoubted && (
        <Button needs="journal.adopt" testId="adopt-journal" onClick={() => act.openDialog({ kind: 'adopt-journal' })}>
          Adopt the journal…
        </Button>
      )}
      <Button needs="trading.resume" testId="resume" onClick={() => act.openDialog({ kind: 'resume' })}>
        Resume…
      </Button>
      <Button
        needs="trading.halt"
        testId="flatten"
        unavailable={open === 0 && isKnown && !old ? 'There is no open position' : null}
        onClick={() => act.openDialog({ kind: 'flatten' })}
      >
        {open === 0 ? 'Close all positions…' : open === 1 ? 'Close the 1 position…' : `Close all ${countText(open)} positions…`}
      </Button>
    </div>
  );
}
