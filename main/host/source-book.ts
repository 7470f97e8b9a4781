import { openSources, SourcesFault } from '../adapters/sources/index.ts';
import type { SourceBook } from '#ports';
import { StartFault } from './options.ts';

/** The sources of a data folder. Throws StartFault where its `sources.json` cannot be used. */
export function sourceBook(dataDir: string): SourceBook {
  try {
    return openSources(dataDir);
  } catch (error) {
    if (error instanceof SourcesFault) throw new StartFault(error.lines);
    throw error;
  }
}
