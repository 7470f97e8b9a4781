/** What a folder's fault means, and what to do about it. */
export function closedFolder(path: string, { code, message }: NodeJS.ErrnoException, act: 'read' | 'written to'): string {
  if (code === 'ENOENT') return `The folder ${path} is not there: make it, or choose another in Settings, Sources`;
  if (code === 'ENOTDIR') return `${path} is no folder: choose another in Settings, Sources`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `The folder ${path} may not be ${act}: give this user access to it`;
  if (code === 'ENOSPC' || code === 'EDQUOT') return `The disk of ${path} is full: make room on it`;
  return `The folder ${path} cannot be ${act} (${message})`;
}
