/** Text and numbers as the report writes them. Times UTC. */

import { utcMinute } from '#shared/lib';

/** Text for HTML: a symbol or a reason of a file may hold anything. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const GROUPED = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const MINUS = '\u2212';

/** 1,234.50, with a real minus sign. */
export const money = (value: number): string => GROUPED.format(Math.abs(value) < 0.005 ? 0 : value).replace('-', MINUS);
/** +1,234.50. */
export const change = (value: number): string => (value >= 0.005 ? `+${money(value)}` : money(value));
export const inR = (value: number | null): string =>
  value === null ? '\u2013' : `${value > 0 ? '+' : ''}${value.toFixed(2)} R`.replace('-', MINUS);
export const percent = (share: number | null, digits = 0): string =>
  share === null ? '\u2013' : `${(share * 100).toFixed(digits)} %`.replace('-', MINUS);
export const ratio = (value: number | null): string => (value === null ? '\u2013' : value.toFixed(2).replace('-', MINUS));
export const day = (at: number): string => utcMinute(at).slice(0, 10);

/** 2 h 40 min. */
export function span(ms: number | null): string {
  if (ms === null) return '\u2013';
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${(hours / 24).toFixed(1)} days`;
}
