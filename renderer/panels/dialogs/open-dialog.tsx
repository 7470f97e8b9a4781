import { useUi, type DialogState } from '../../store/index.ts';
import { AdoptJournal } from './adopt-journal.tsx';
import { CertificateDialog } from './certificate.tsx';
import { ChooseAccount } from './choose-account.tsx';
import { ConfirmClock } from './confirm-clock.tsx';
import { ClosePosition } from './close-position.tsx';
import { Flatten } from './flatten.tsx';
import { Palette } from '../palette/index.ts';
import { Keys } from './keys.tsx';
import { LiftStop } from './lift-stop.tsx';
import { ReasonDialogFor } from './reason-dialogs.tsx';
import { ModeChange } from './mode-change.tsx';
import { Override } from './override.tsx';
import { PositionRules } from './position-rules.tsx';
import { RejectCard } from './reject-card.tsx';
import { RemoveSource } from './remove-source.tsx';
import { RemoveReplay } from './remove-replay.tsx';
import { Resume } from './resume.tsx';
import { Shelve } from './shelve.tsx';
import { StopScopeDialog } from './stop-scope.tsx';

/** The one dialog that may be open. */
export function OpenDialog() {
  const dialog = useUi((view) => view.dialog);
  return dialog === null ? null : <Chosen dialog={dialog} />;
}

function Chosen({ dialog }: { readonly dialog: DialogState }) {
  switch (dialog.kind) {
    case 'resume':
      return <Resume />;
    case 'adopt-journal':
      return <AdoptJournal />;
    case 'confirm-clock':
      return <ConfirmClock />;
    case 'flatten':
      return <Flatten />;
    case 'keys':
      return <Keys />;
    case 'palette':
      return <Palette />;
    case 'override':
      return <Override signalId={dialog.signalId} />;
    case 'reject':
      return <RejectCard signalId={dialog.signalId} />;
    case 'close':
      return <ClosePosition ticket={dialog.ticket} />;
    case 'rules':
      return <PositionRules ticket={dialog.ticket} />;
    case 'choose-account':
      return <ChooseAccount login={dialog.login} server={dialog.server} />;
    case 'shelve':
      return <Shelve alarmId={dialog.alarmId} />;
    case 'stop-scope':
      return <StopScopeDialog />;
    case 'lift':
      return <LiftStop scope={dialog.scope} />;
    case 'certificate':
      return <CertificateDialog id={dialog.id} />;
    case 'remove-replay':
      return <RemoveReplay {...dialog} />;
    case 'remove-source':
      return <RemoveSource id={dialog.id} name={dialog.name} />;
    case 'mode':
      return <ModeChange to={dialog.mode} />;
    case 'isolate':
    case 'reset':
    case 'rearm':
    case 'decline':
    case 'adopt-drift':
      return <ReasonDialogFor dialog={dialog} />;
  }
}
