import type { HostDesk } from '#ports';

/** A PC that keeps every file it is given, in memory, and notes which of them it showed. */
export function keepingDesk(more: Partial<HostDesk> = {}) {
  const kept: { name: string; text: string; secrets: readonly string[] }[] = [];
  const shown: string[] = [];
  const host: HostDesk = {
    about: () => [],
    notices: () => null,
    diagnose: async () => [],
    bundle: async () => '',
    keep: async (name, texts, secrets) => {
      let text = '';
      for await (const part of texts) text += part;
      kept.push({ name, text, secrets });
      return `/data/exports/${name}`;
    },
    show: async (file) => void shown.push(file),
    ...more,
  };
  return { kept, shown, host };
}
