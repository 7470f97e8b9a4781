import { openDropFolder } from '../adapters/drop-folder/index.ts';
import { bodyText } from '../adapters/http/index.ts';
import { DropWatch, type Runtime, type RuntimeService } from '../runtime/index.ts';

/** Looks through the drop folders of the sources from now on; they are read as text as the door for deliveries reads it. */
export function startDropWatch(runtime: Runtime, service: RuntimeService): DropWatch {
  const { clock } = runtime.options;
  const watch = new DropWatch({ runtime, service, open: (path) => openDropFolder(path, bodyText, () => clock.wallMs()) });
  watch.start();
  return watch;
}
