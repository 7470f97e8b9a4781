import { openDropFolder } from '../adapters/drop-folder/index.ts';
import { bodyText } from '../adapters/http/index.ts';
import { DropWatch, type Runtime, type RuntimeService } from '../runtime/index.ts';

/** The drop folders of the sources, read as text as the door for deliveries reads it. */
export function dropWatch(runtime: Runtime, service: RuntimeService): DropWatch {
  const { clock } = runtime.options;
  return new DropWatch({ runtime, service, open: (path) => openDropFolder(path, bodyText, () => clock.wallMs()) });
}
