import { useEffect, useState } from 'react';
import { certificateText } from '#shared/projection';
import { Button, Dialog } from '../../controls/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import './certificate.css';

/** A stop certificate as it is printed: signed by the engine the moment it is opened. */
export function CertificateDialog({ id }: { readonly id: string }) {
  const act = useAct();
  const known = useEngine(({ cockpit }) => cockpit.certificates.get(id) ?? null);
  const [text, setText] = useState('Asking the engine to sign it…');
  const [saved, setSaved] = useState<string | null>(null);
  useEffect(() => {
    let isOpen = true;
    void act.certificate(id).then((answer) => {
      if (!isOpen) return;
      setText(
        answer.ok
          ? certificateText(answer.value.certificate, answer.value.mode, answer.value.signature)
          : `The certificate could not be had: ${answer.error.detail}`,
      );
    });
    return () => {
      isOpen = false;
    };
  }, [act, id, known]);
  return (
    <Dialog
      title="Stop certificate"
      cancel="Done"
      onClose={act.closeDialog}
      acts={
        <>
          <SaveButton id={id} onSaid={setSaved} />
          <Button onClick={() => window.print()}>Print…</Button>
        </>
      }
    >
      <pre className="certificate" tabIndex={0} aria-label="Certificate">
        {text}
      </pre>
      <p role="status" className="wrap">
        {saved}
      </p>
    </Dialog>
  );
}

/** The certificate as a JSON file, which anybody with the journal's key can check with `verify --certificate`. */
function SaveButton({ id, onSaid }: { readonly id: string; readonly onSaid: (said: string) => void }) {
  const act = useAct();
  const [isAsked, setAsked] = useState(false);
  const save = async (): Promise<void> => {
    setAsked(true);
    const answer = await act.saveCertificate(id);
    setAsked(false);
    onSaid(answer.ok ? `Written to ${answer.value.file}` : answer.error.detail);
  };
  return (
    <Button needs="certificate.save" unavailable={isAsked ? 'The file is being written' : null} onClick={() => void save()}>
      Save JSON
    </Button>
  );
}
