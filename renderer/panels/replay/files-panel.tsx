import { useState } from 'react';
import type { PriceFile } from '#shared/ipc';
import { Button, Empty, Panel, useLacking } from '../../controls/index.ts';
import { countText, megabytesText, ratioText } from '../../format/index.ts';
import { useAct, type Upload } from '../../store/index.ts';
import { FileQuality } from './file-quality.tsx';
import { useUpload } from './use-upload.ts';
import './files-panel.css';

type FilesPanelProps = {
  readonly files: readonly PriceFile[];
  readonly folder: string;
  readonly chosen: readonly string[];
  readonly busy: string | null;
  readonly onChoose: (files: readonly string[]) => void;
  readonly onInspect: (file: string) => void;
  readonly onUploaded: () => Promise<void>;
};

/** The price files of this PC: dropped in or picked, looked at, chosen for a run, taken away. */
export function FilesPanel({ files, folder, chosen, busy, onChoose, onInspect, onUploaded }: FilesPanelProps) {
  return (
    <Panel title="Price files" note={files.length === 0 ? undefined : countText(files.length)}>
      <DropZone onUploaded={onUploaded} />
      {files.length === 0 ? (
        <Empty>
          No price file yet. One-minute bars or ticks of MetaTrader, TradingView, Dukascopy, HistData and others, also packed;{' '}
          <b>they stay on this PC, in {folder}.</b>
        </Empty>
      ) : (
        <ul className="price-files" aria-label="Price files">
          {files.map((file) => (
            <FileRow
              key={file.name}
              {...{ file, busy, isChosen: chosen.includes(file.name) }}
              onChoose={(is) => onChoose(is ? [...chosen, file.name] : chosen.filter((name) => name !== file.name))}
              onInspect={() => onInspect(file.name)}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function DropZone({ onUploaded }: Pick<FilesPanelProps, 'onUploaded'>) {
  const upload = useUpload(onUploaded);
  const lacking = useLacking('replay.upload');
  const [isOver, setOver] = useState(false);
  const take = (list: FileList | null): void => {
    setOver(false);
    if (lacking === null && upload.now === null && list !== null && list.length > 0) void upload.start([...list]);
  };
  return (
    <div
      className={isOver ? 'price-drop is-over' : 'price-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      <label className="field">
        <span>Drop price files here, or choose them</span>
        <input
          type="file"
          multiple
          className="input"
          disabled={lacking !== null || upload.now !== null}
          title={lacking ?? undefined}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </label>
      {upload.now !== null && <Uploading {...upload.now} onStop={upload.stop} />}
      {upload.problems.map((problem) => (
        <p key={problem} className="refusal wrap" role="status">
          {problem}
        </p>
      ))}
    </div>
  );
}

/** A day of bars is far under a megabyte. */
const sizeText = (bytes: number): string => (bytes < 1e6 ? `${countText(Math.ceil(bytes / 1e3))} kB` : megabytesText(bytes));

type FileRowProps = {
  readonly file: PriceFile;
  readonly isChosen: boolean;
  readonly busy: string | null;
  readonly onChoose: (is: boolean) => void;
  readonly onInspect: () => void;
};

function FileRow({ file: { name, bytes, look }, isChosen, busy, onChoose, onInspect }: FileRowProps) {
  const act = useAct();
  return (
    <li>
      <label className="price-file">
        <input type="checkbox" checked={isChosen} onChange={({ target }) => onChoose(target.checked)} />
        <span className="wrap">{name}</span>
        <span className="dim">{sizeText(bytes)}</span>
      </label>
      <FileQuality look={look} />
      <div className="row">
        <Button size="small" look="quiet" needs="replay.start" about={name} unavailable={busy} onClick={onInspect}>
          {look === null ? 'Look at it' : 'Look again'}
        </Button>
        <Button
          size="small"
          look="quiet"
          needs="replay.remove"
          about={name}
          onClick={() => act.openDialog({ kind: 'remove-replay', what: 'file', id: name, name })}
        >
          Remove…
        </Button>
      </div>
    </li>
  );
}

function Uploading({ name, done, size, onStop }: Upload & { readonly onStop: () => void }) {
  return (
    <div className="row">
      <progress aria-label={`${name}, copied`} max={size} value={done} />
      <span className="dim">
        {name}: {ratioText(done / size)}
      </span>
      <Button size="small" onClick={onStop}>
        End it
      </Button>
    </div>
  );
}
