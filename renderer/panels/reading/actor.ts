/** Who did it, as the trader would say it. */
export function actorText(actor: string): string {
  if (actor.startsWith('trader:')) return actor === 'trader:window' ? 'you' : `you (${actor.slice('trader:'.length)})`;
  if (actor === 'operator:http') return 'an operator over HTTP';
  return actor === '' ? 'nobody' : actor;
}
