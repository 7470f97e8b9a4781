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
      acts={<Button onClick={() => window.print()}>Print…</Button>}
    >
      <pre className="certificate" tabIndex={0} aria-label="Certificate">
        {text}
      </pre>
    </Dialog>
  );
}
