import { openBrowser, openPage, servePage, axeFindings } from '/work/main/test/renderer/harness.ts';
const server = await servePage('/tmp/rdist');
const address = `http://127.0.0.1:${(server.address() as any).port}`;
const browser = await openBrowser();
const size = { width: 1280, height: 800 };
const asked = (page: any) => page.evaluate(() => (window as any).fakeEngine.asked);
const check = (name: string, ok: unknown, extra: unknown = '') => console.log(ok ? 'ok  ' : 'FAIL', name, extra);
{
  const { page, errors } = await openPage(browser, address, { scenario: 'normal', size });
  await page.keyboard.press('a');
  check('A without focus does nothing', (await asked(page)).length === 0);
  await page.locator('article.card').focus();
  await page.keyboard.press('r');
  await page.waitForTimeout(100);
  const list = await asked(page);
  check('R on the focused card', list.length === 1 && list[0].name === 'signal.reject', JSON.stringify(list));
  check('asked shown', (await page.getByTestId('reject').textContent())?.includes('Asked'));
  await page.keyboard.press('Control+Shift+F12');
  await page.waitForTimeout(50);
  check('shortcut halts', (await asked(page)).at(-1).name === 'trading.halt');
  check('label', await page.getByTestId('stop').textContent());
  // engine confirms
  await page.evaluate(() => { const w: any = window; });
  check('errors', errors.length === 0, errors.join());
  await page.context().close();
}
{
  const { page, errors } = await openPage(browser, address, { scenario: 'halted', size });
  await page.getByTestId('resume').click();
  check('Cancel focused', (await page.evaluate(() => document.activeElement?.textContent)) === 'Cancel');
  const seen: string[] = [];
  for (let i = 0; i < 6; i++) { await page.keyboard.press('Tab'); seen.push(await page.evaluate(() => (document.activeElement as HTMLElement)?.dataset['testid'] ?? document.activeElement?.tagName ?? '')); }
  check('tab circle with stop', seen.includes('stop'), seen.join(' '));
  await page.getByTestId('resume-confirm').click({ force: true });
  check('not before typed', (await asked(page)).length === 0);
  const inputs = page.locator('.dialog input');
  await inputs.nth(0).fill('RESUME'); await inputs.nth(1).fill('checked');
  const box = await page.getByTestId('stop').boundingBox();
  const top = await page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.closest('.stop') !== null, { x: box!.x + 20, y: box!.y + 20 });
  check('stop on top of dialog', top);
  await page.getByTestId('resume-confirm').click();
  await page.waitForTimeout(100);
  check('resume asked', JSON.stringify((await asked(page)).at(-1)) === JSON.stringify({ name: 'trading.resume', request: { typed: 'RESUME', reason: 'checked' } }));
  check('dialog gone', (await page.locator('.dialog').count()) === 0);
  await page.getByTestId('flatten').click();
  await page.keyboard.press('Escape');
  check('esc closes, focus back', (await page.evaluate(() => (document.activeElement as HTMLElement).dataset['testid'])) === 'flatten');
  await page.getByTestId('flatten').click();
  const hold = page.getByRole('button', { name: 'Hold to close all' });
  await hold.focus();
  await page.keyboard.down('Space'); await page.waitForTimeout(700); await page.keyboard.up('Space');
  check('short hold does nothing', (await asked(page)).length === 1);
  await page.keyboard.down('Space'); await page.waitForTimeout(1800); await page.keyboard.up('Space');
  await page.waitForTimeout(100);
  check('long hold flattens', JSON.stringify((await asked(page)).at(-1)), JSON.stringify((await asked(page)).at(-1)));
  check('errors', errors.length === 0, errors.join());
  await page.context().close();
}
{
  const { page, errors } = await openPage(browser, address, { scenario: 'busy', view: 'signals', size });
  const rows = await page.locator('.grid-body .grid-row').count();
  check('windowed', rows < 60, rows);
  await page.getByRole('grid').focus();
  await page.keyboard.press('End'); await page.keyboard.press('End'); await page.waitForTimeout(200);
  check('active row exists', await page.evaluate(() => { const g = document.querySelector('.grid')!; return document.getElementById(g.getAttribute('aria-activedescendant')!) !== null; }));
  await page.keyboard.press('Enter'); await page.waitForTimeout(200);
  check('opens', page.url().includes('#signals/'), page.url());
  await page.goBack(); await page.waitForTimeout(100);
  check('back', page.url().endsWith('#signals'), page.url());
  await page.keyboard.press('?'); 
  check('keys', (await page.locator('.dialog').count()) === 1);
  check('axe', (await axeFindings(page)).length === 0);
  check('errors', errors.length === 0, errors.join());
  await page.context().close();
}
{
  const { page } = await openPage(browser, address, { scenario: 'busy', view: 'journal', size });
  await page.locator('.grid-row').nth(3).click(); await page.waitForTimeout(150);
  check('record shown', (await page.locator('.payload').textContent())?.length);
  await page.getByRole('button', { name: 'Load older' }).click(); await page.waitForTimeout(200);
  check('older', await page.locator('.panel-head').first().textContent(), await page.locator('.panel-head').first().textContent());
  await page.screenshot({ path: '/tmp/shots/journal-record.png' });
  await page.context().close();
}
{
  // 1000 events/s for 5 s: frame work
  const { page } = await openPage(browser, address, { scenario: 'normal', size });
  const out = await page.evaluate(async () => {
    const w = window as any; const hello = await w.cockpit.send('cockpit.hello', {}); let seq = hello.value.state.lastSeq; const base = hello.value.frame ?? null;
    const long: number[] = []; new PerformanceObserver((l) => l.getEntries().forEach((e) => long.push(e.duration))).observe({ entryTypes: ['longtask'] });
    const t0 = performance.now();
    await new Promise<void>((done) => { const id = setInterval(() => { const batch = []; for (let i = 0; i < 50; i++) { seq += 1; const s = `x-${seq}`; const env = { seq, at: Date.UTC(2026,7,4,12,32,10)+seq, run: '4711', version: 1, correlationId: s, causationId: null, actor: 'engine' };
      batch.push(i % 2 === 0 ? { ...env, type: 'block.raised', payload: { block: `b${i % 5}`, reason: { code: 'x', text: String(seq) } } } : { ...env, type: 'signal.duplicate', payload: { signalId: s, fingerprint: 'f', source: 'webhook' } }); }
      w.fakeEngine.push(batch); if (performance.now() - t0 > 5000) { clearInterval(id); done(); } }, 50); });
    await new Promise((r) => setTimeout(r, 300));
    return { long, seq };
  });
  check('1000 events/s: no long task > 50 ms', out.long.length === 0, JSON.stringify(out));
  await page.context().close();
}
await browser.close(); server.close();
