import { PRICE_FILE_MAX, priceFileName, UPLOAD_PART_BYTES } from '#shared/ipc';
import { megabytesText } from '../../format/index.ts';
import { useAct, useCockpit, useUi } from '../../store/index.ts';

/** What a file is called in the folder: what no system keeps as it is stands as a line below. */
const keptName = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}_ .,()+@=&#-]/gu, '_')
    .replaceAll('..', '_')
    .replace(/^[^\p{L}\p{N}_]/u, '_');

/**
 * Sends files one after the other, part by part: nothing is held here but the part that is on its way. It goes on while another
 * view is looked at; how far it is stands in the window's own state, and so does the wish to end it.
 */
export function useUpload(ended: () => Promise<void>) {
  const act = useAct();
  const { ui } = useCockpit();
  const { upload: now, uploadProblems: problems } = useUi((view) => view.replayDesk);
  const isStopped = (): boolean => ui.getState().replayDesk.isUploadStopped;
  const send = async (file: File): Promise<string | null> => {
    const name = keptName(file.name);
    if (file.size === 0) return `${file.name} is empty`;
    if (file.size > PRICE_FILE_MAX)
      return `${file.name} is larger than ${megabytesText(PRICE_FILE_MAX)}: cut it, or pack it (.gz)`;
    if (!priceFileName.safeParse(name).success) return `${file.name}: a file of this name cannot be kept; give it another one`;
    for (let offset = 0; offset < file.size; offset += UPLOAD_PART_BYTES) {
      if (isStopped()) return `${file.name}: ended before it was whole`;
      act.draftReplay({ upload: { name, done: offset, size: file.size } });
      const bytes = new Uint8Array(await file.slice(offset, offset + UPLOAD_PART_BYTES).arrayBuffer());
      const answer = await act.uploadPart({ name, size: file.size, offset, data: base64Of(bytes) });
      if (!answer.ok) return answer.error.detail;
    }
    return null;
  };
  return {
    now,
    problems,
    stop: () => act.draftReplay({ isUploadStopped: true }),
    start: async (files: readonly File[]): Promise<void> => {
      act.draftReplay({ isUploadStopped: false, uploadProblems: [] });
      const found: string[] = [];
      for (const file of files) {
        const problem = await send(file).catch(() => `${file.name} cannot be read: is it still there?`);
        if (problem !== null) found.push(problem);
        act.draftReplay({ uploadProblems: [...found] });
      }
      act.draftReplay({ upload: null });
      await ended();
    },
  };
}

const base64Of = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
