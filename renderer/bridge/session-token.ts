const KEY = 'mikrobot.token';

export type TokenPorts = {
  readonly hash: string;
  readonly stored: Pick<Storage, 'getItem' | 'setItem'>;
  /** Replaces the address without its fragment, so that the token is neither shown, bookmarked nor shared. */
  readonly forgetHash: () => void;
};

/** The operator's token from `#token=...`, kept for this tab only; null when there is none. */
export function takeToken({ hash, stored, forgetHash }: TokenPorts): string | null {
  const given = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  if (given === null || given === '') return stored.getItem(KEY);
  stored.setItem(KEY, given);
  forgetHash();
  return given;
}
