import { Dialog } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';
import { WINDOW_KEYS } from '../palette/index.ts';

export function Keys() {
  const act = useAct();
  return (
    <Dialog title="Keys" cancel="Close" onClose={act.closeDialog}>
      <dl className="kv wide">
        {WINDOW_KEYS.map(([key, effect]) => (
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
