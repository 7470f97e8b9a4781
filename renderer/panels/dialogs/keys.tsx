import { Dialog } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['Ctrl+Shift+F12', 'Stop, anywhere; on the desktop also while another program is in front'],
  ['A', 'Approve the card that has the focus'],
  ['R', 'Reject the card that has the focus'],
  ['O', 'Override the refused signal that has the focus; a reason is asked for'],
  ['Tab, Shift+Tab', 'Next and previous control; the stop comes first'],
  ['↑ ↓ Page Home End', 'Move in a list that has the focus'],
  ['Enter, Space', 'Open the row, press the button'],
  ['Esc', 'Cancel a dialog or a hold'],
  ['?', 'This list'],
];

export function Keys() {
  const act = useAct();
  return (
    <Dialog title="Keys" cancel="Close" onClose={act.closeDialog}>
      <dl className="kv wide">
        {KEYS.map(([key, effect]) => (
          <div className="unboxed" key={key}>
            <dt>
              <kbd className="kbd">{key}</kbd>
            </dt>
            <dd>{effect}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
