import { utcMinute } from '#shared/lib';
import type { MessageField } from '#ports';
import type { Alarm } from '#shared/domain';

/** Level and title in one line. */
export const subjectOf = ({ level, title }: Alarm): string => `[${level.toUpperCase()}] ${title}`;

/** A template with the fields of an alarm in it. Lines that stay empty are left out; what an alarm quotes is not read as a field. */
export function alarmText(
  template: string,
  { level, title, cause, consequence, action, deadlineAt }: Alarm,
  { nowMs, account }: { readonly nowMs: number; readonly account: string },
): string {
  const fields: Readonly<Record<MessageField, string>> = {
    level,
    title,
    cause,
    consequence,
    action,
    deadline: deadlineAt === null ? '' : `Until ${momentOf(deadlineAt)}`,
    account,
    time: momentOf(nowMs),
  };
  return template
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => (fields as Readonly<Record<string, string>>)[name] ?? whole)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
}

const momentOf = (ms: number): string => `${utcMinute(ms)} UTC`;
