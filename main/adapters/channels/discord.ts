import { z } from 'zod';
import { ChannelFault, type Channel } from '#ports';
import { cutTo } from './cut.ts';
import { faultOf, post } from './post.ts';

/** The content of a message is at most 2,000 characters long. https://discord.com/developers/docs/resources/webhook#execute-webhook */
const CONTENT_MAX = 2_000;

export const discordSettings = z.strictObject({
  kind: z.literal('discord'),
  url: z.url({ protocol: /^https?$/ }),
});

const limited = z.object({ retry_after: z.number().nonnegative() });

/** A Discord text channel, by the address of its webhook. */
export function discord(id: string, { url }: z.infer<typeof discordSettings>): Channel {
  return {
    id,
    kind: 'discord',
    async send({ subject, text }) {
      // Nobody is pinged by what an alarm quotes.
      const body = { content: cutTo(`**${subject}**\n${text}`, CONTENT_MAX), allowed_mentions: { parse: [] } };
      const answer = await post(url, { body: JSON.stringify(body) });
      if (answer.status === 204 || answer.status === 200) return;
      if (answer.status === 429) {
        const seconds = limited.catch({ retry_after: 60 }).parse(answer.json).retry_after;
        throw new ChannelFault('Discord asks for fewer messages', Math.ceil(seconds * 1_000));
      }
      if (answer.status === 401 || answer.status === 404)
        throw new ChannelFault('Discord does not know the webhook: copy its address again', null);
      throw faultOf('Discord', answer, 'look at the webhook’s settings');
    },
  };
}
