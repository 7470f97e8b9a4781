import { describe, expect, it } from 'vitest';
import { ok } from '#shared/lib';
import { OPERATOR, openDoor } from './open-door.ts';

describe('GET /sources and /deliveries', () => {
  it('are the commands of the window, for the operator', async () => {
    const { desk, ask } = await openDoor();
    desk.commandAnswer = (name) => ok({ name });
    expect((await ask('GET', '/sources', { headers: OPERATOR })).json).toMatchObject({ name: 'source.list' });
    const path = '/deliveries?source=alerts&fate=refused&text=stop&from=2025-08-04T13:00:00Z&to=1754400000000&before=9&limit=20';
    expect((await ask('GET', path, { headers: OPERATOR })).json).toMatchObject({ name: 'delivery.list' });
    expect(desk.asked.at(-1)?.request).toEqual({
      ...{ source: 'alerts', fate: 'refused', text: 'stop', before: 9, limit: 20 },
      ...{ from: Date.parse('2025-08-04T13:00:00Z'), to: 1_754_400_000_000 },
    });
    await ask('GET', '/deliveries', { headers: OPERATOR });
    expect(desk.asked.at(-1)?.request).toEqual({
      ...{ source: null, fate: null, text: '', before: null, limit: 50, from: null, to: null },
    });
  });

  it.each(['/sources', '/deliveries'])('%s is nobody else’s', async (path) => {
    const { desk, ask } = await openDoor();
    expect((await ask('GET', path)).status).toBe(401);
    expect(desk.asked).toEqual([]);
  });

  it.each(['fate=lost', 'source=No%20Such', 'limit=0', 'limit=501', 'before=0', 'from=yesterday', 'txt=x'])(
    '%s is refused',
    async (query) =>
      expect((await (await openDoor()).ask('GET', `/deliveries?${query}`, { headers: OPERATOR })).status).toBe(400),
  );
});
