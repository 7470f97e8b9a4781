import { messageOf } from '#shared/lib';
import { post } from './post.ts';

/** Asks the address of a dead man's switch once. What went wrong, in words without the address; null when it was heard. */
export async function ping(url: string): Promise<string | null> {
  try {
    const { status } = await post(url, { method: 'GET' });
    return status >= 200 && status <= 299 ? null : `${new URL(url).host} answers ${status}: copy the address again`;
  } catch (error) {
    return messageOf(error);
  }
}
