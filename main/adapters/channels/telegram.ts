import { z } from 'zod';
import { ChannelFault, type Channel } from '#ports';
import { faultOf, post } from './post.ts';
import { cutTo } from './cut.ts';

/** A message of the Bot API is at most 4,096 characters long. https://core.telegram.org/bots/api#sendmessage */
const TEXT_MAX = 4_096;

export const telegramSettings = z.strictObject({
  kind: z.literal('telegram'),
  token: z.string().regex(/^\d{3,20}:[A-Za-z0-9_-]{20,100}$/, 'must be the token that BotFather gave, such as 123456:ABC...'),
  chatId: z.union([z.int(), z.string().regex(/^(-?\d{1,20}|@[A-Za-z0-9_]{3,64})$/, 'must be a number or @channel')]),
  api: z.url({ protocol: /^https?$/ }).default('https://api.telegram.org'),
});

const failure = z.object({
  description: z.string().max(300).default(''),
  parameters: z.object({ retry_after: z.number().optional() }).default({}),
});

/** A Telegram chat, by a bot's token. */
export function telegram(id: string, { token, chatId, api }: z.infer<typeof telegramSettings>): Channel {
  return {
    id,
    kind: 'telegram',
    async send({ subject, text }) {
      const body = { chat_id: chatId, text: cutTo(`${subject}\n${text}`, TEXT_MAX), link_preview_options: { is_disabled: true } };
      const answer = await post(`${api}/bot${token}/sendMessage`, { body: JSON.stringify(body) });
      if (answer.status === 200) return;
      const { description, parameters } = failure.catch({ description: '', parameters: {} }).parse(answer.json);
      if (answer.status === 429)
        throw new ChannelFault('Telegram asks for fewer messages', (parameters.retry_after ?? 60) * 1_000);
      if (answer.status === 401 || answer.status === 404)
        throw new ChannelFault('Telegram does not know the token: take the one that BotFather shows', null);
      if (answer.status === 400 && description.includes('chat not found'))
        throw new ChannelFault('Telegram does not know the chat: write to the bot once, then take the id of that chat', null);
      if (answer.status === 403)
        throw new ChannelFault('Telegram says that the bot may not write to the chat: unblock or add it', null);
      throw faultOf('Telegram', answer, description);
    },
  };
}
