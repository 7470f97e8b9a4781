import type { MachineNews } from '#shared/domain';
import type { EngineLoop } from './engine-loop.ts';
import type { Mail } from './mailbox.ts';

/** Brings what the PC does before the engine; what may be the last turn for long is decided and durable before this returns. */
export function bringMachineNews(loop: EngineLoop, run: string, news: MachineNews): void {
  const mail: Mail = {
    ...{ actor: 'machine', correlationId: run, causationId: null },
    make: () => ({ type: 'machine.observed', payload: news }),
  };
  if (news.what === 'suspended' || news.what === 'session_ending') loop.urgent(mail);
  else loop.post('critical', mail);
}
