import { isIP } from 'node:net';
import { err, ok, type Result } from '#shared/lib';
import { isNear } from './trusted-proxies.ts';

const EXAMPLE = 'paste what the tunnel printed, such as https://four-words.trycloudflare.com';
const OURS = /\/webhook(?:\/.*)?$/;

/** The base of a public address as a person pastes it: without our own path, a query or a closing slash. Else why it cannot be one. */
export function publicBase(pasted: string): Result<URL, string> {
  const text = pasted.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return err(`This is no web address: ${EXAMPLE}.`);
  const url = new URL(whole);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return err(`${url.protocol}// is not called by a sender of webhooks: ${EXAMPLE}.`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || (isIP(host) !== 0 && isNear(host)))
    return err(`${host} is an address of this PC or its network, which a sender outside cannot reach: ${EXAMPLE}.`);
  url.username = url.password = url.search = url.hash = '';
  url.pathname = url.pathname.replace(OURS, '').replace(/\/+$/, '');
  return ok(url);
}

/** TradingView calls these only. */
export const isWebPort = ({ port }: URL): boolean => port === '';
