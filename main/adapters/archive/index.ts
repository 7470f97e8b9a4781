/** Compressed tar archives of a few files, as every system's own tar reads them. */
export { readArchive, type ExtractedFile } from './read-archive.ts';
export { writeArchive, type ArchiveEntry } from './write-archive.ts';
