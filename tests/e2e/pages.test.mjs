// Every page: readable, reachable, and the same again on the way back.
import assert from 'node:assert/strict';
import { Mock, wishId } from './mock.mjs';
import { claimable, opened, promise, tabTo } from './steps.mjs';

const PAGES = ['/', '/wishes', '/wishes?kind=goods&urgency=acute', '/wishes?q=%E6%B2%A1%E6%9C%89%E7%9A%84', '/help', '/stations', '/privacy', '/report', '/me', '/nowhere', '/w/00000000'];

/** A server that can be told to misbehave. */
async function mock(journey, options) {
  const server = await new Mock(options).start();
  journey.onEnd(() => server.stop());
  return server;
}

async function lookAt(journey, phone, path) {
  await opened(phone, path);
  await phone.waitForLoadState('networkidle');
  await journey.axe(phone);
  await journey.fits(phone);
}

export default {
  'axe finds nothing on any page, in either language, in light and dark': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    for (const colorScheme of ['light', 'dark']) {
      const phone = await journey.phone(server, { colorScheme });
      for (const path of [...PAGES, `/w/${wish.id}`, `/w/${wish.id}/claim`, `/report?wish=${wish.id}`]) await lookAt(journey, phone, path);
    }
    const phone = await journey.phone(server);
    await opened(phone, '/');
    await phone.getByRole('button', { name: 'English' }).click();
    await phone.getByRole('link', { name: 'Wishes', exact: true }).waitFor();
    assert.equal(await phone.locator('html').getAttribute('lang'), 'en');
    for (const path of [...PAGES, `/w/${wish.id}`, `/w/${wish.id}/claim`]) await lookAt(journey, phone, path);
  },

  'everything fits a screen of 320 pixels and text of 200 per cent': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    const paths = [...PAGES, `/w/${wish.id}`, `/w/${wish.id}/claim`];
    const narrow = await journey.phone(server, { viewport: { width: 320, height: 640 } });
    for (const path of paths) await lookAt(journey, narrow, path);
    const large = await journey.phone(server);
    await large.addInitScript(() => addEventListener('DOMContentLoaded', () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('html { font-size: 200% }');
      document.adoptedStyleSheets = [sheet];
    }));
    for (const path of paths) await lookAt(journey, large, path);
    await opened(large, `/w/${wish.id}/claim`);
    await large.getByRole('heading', { name: '您承诺的是' }).waitFor();
    await journey.shot(large, 'promise-200-percent', { full: true });
  },

  'by keyboard alone one gets from the first page to the code': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    await opened(phone, '/');
    const reach = (name) => tabTo(phone, name);
    await reach('跳到正文');
    await phone.keyboard.press('Enter');
    await reach('看看心愿');
    await phone.keyboard.press('Enter');
    await phone.getByRole('heading', { level: 1, name: '心愿' }).waitFor();
    await phone.waitForFunction(() => document.activeElement?.tagName === 'H1');
    const wish = await claimable(server);
    await phone.locator('.wish-card').first().waitFor();
    await reach(wish.title);
    await phone.keyboard.press('Enter');
    await phone.getByRole('heading', { name: '需要什么' }).waitFor();
    await reach('认领这个心愿');
    await phone.keyboard.press('Enter');
    await phone.getByRole('heading', { name: '您承诺的是' }).waitFor();
    await reach('我已年满');
    await phone.keyboard.press('Space');
    await reach('没有利害关系');
    await phone.keyboard.press('Space');
    await phone.keyboard.press('Enter');
    await phone.getByRole('heading', { name: '验证手机号码' }).waitFor();
    await reach('手机号码');
    await phone.keyboard.type('13800138009');
    await reach('我已阅读并同意');
    await phone.keyboard.press('Space');
    await phone.keyboard.press('Enter');
    await phone.getByLabel('6 位验证码').waitFor();
    await phone.waitForFunction(() => document.activeElement?.id === 'code');
  },

  'the address carries the filters, and Back leads to the very place': async (journey) => {
    const server = await mock(journey);
    const phone = await journey.phone(server);
    await opened(phone, '/wishes');
    await phone.getByRole('button', { name: '更多心愿' }).click();
    await phone.waitForFunction(() => document.querySelectorAll('.wish-card').length > 20);
    const loaded = await phone.locator('.wish-card').count();
    const card = phone.locator('.wish-card a').nth(25);
    await card.scrollIntoViewIfNeeded();
    const before = await phone.evaluate(() => scrollY);
    assert.ok(before > 1000);
    await card.click();
    await phone.getByRole('heading', { name: '需要什么' }).waitFor();
    assert.equal(await phone.evaluate(() => scrollY), 0);
    await phone.goBack();
    await phone.waitForFunction((y) => Math.abs(scrollY - y) < 3, before);
    assert.equal(await phone.locator('.wish-card').count(), loaded);
    await phone.reload();
    await phone.waitForFunction((n) => document.querySelectorAll('.wish-card').length === n, loaded);
    await phone.waitForFunction((y) => Math.abs(scrollY - y) < 3, before);

    await phone.getByRole('button', { name: '筛选' }).click();
    await phone.getByLabel('紧急程度').selectOption('acute');
    await phone.waitForURL(/urgency=acute/);
    await phone.getByText('共 4 个心愿').waitFor();
    await phone.getByLabel('搜索心愿').fill('棉被');
    await phone.getByRole('button', { name: '搜索' }).click();
    await phone.waitForURL(/q=%E6%A3%89%E8%A2%AB/);
    await phone.getByText('共 1 个心愿').waitFor();
    const other = await journey.phone(server);
    await opened(other, new URL(phone.url()).pathname + new URL(phone.url()).search);
    await other.getByText('共 1 个心愿').waitFor();
    assert.equal(await other.getByLabel('搜索心愿').inputValue(), '棉被');
    await phone.goBack();
    await phone.getByText('共 4 个心愿').waitFor();
    await phone.getByRole('link', { name: '去掉筛选：急难' }).click();
    await phone.getByText('共 64 个心愿').waitFor();
  },

  'short and empty pages are filled up by the next ones': async (journey) => {
    const server = await mock(journey, { page: 3 });
    const phone = await journey.phone(server);
    await opened(phone, '/wishes');
    await phone.locator('.wish-card').first().waitFor();
    const first = await phone.locator('.wish-card').count();
    await phone.getByRole('button', { name: '更多心愿' }).click();
    await phone.waitForFunction((n) => document.querySelectorAll('.wish-card').length >= n + 9, first);
  },

  'errors say what to do, and trying again helps': async (journey) => {
    journey.expect(/50[023] for|status of 50|net::ERR/);
    const server = await mock(journey);
    const phone = await journey.phone(server);
    for (const fault of [{ kind: 'drop' }, { kind: 'status', status: 502 }, { kind: 'status', status: 503, type: 'application/problem+json', body: { status: 503, code: 'unavailable', title: 'unavailable' } }]) {
      server.faults = [{ match: /GET .*wishes/, ...fault }];
      await opened(phone, '/wishes');
      await phone.getByRole('alert').getByText('没能打开').waitFor();
      await journey.axe(phone);
      await journey.fits(phone);
      server.faults = [];
      await phone.getByRole('button', { name: '再试一次' }).click();
      await phone.locator('.wish-card').first().waitFor();
    }
  },

  'what was there stays when it cannot be refreshed': async (journey) => {
    journey.expect(/net::ERR|Failed to fetch/);
    const server = await mock(journey);
    const phone = await journey.phone(server);
    await opened(phone, '/wishes');
    await phone.locator('.wish-card').first().waitFor();
    server.faults = [{ match: /GET .*wishes/, kind: 'drop' }];
    await phone.locator('.wish-card a').first().click();
    await phone.getByRole('alert').waitFor();
    await phone.goBack();
    await phone.locator('.wish-card').first().waitFor();
    await phone.getByText('没能刷新').waitFor();
    await journey.axe(phone);
  },

  'while it is on its way the place is kept': async (journey) => {
    const server = await mock(journey);
    const phone = await journey.phone(server);
    let release;
    server.faults = [{ match: /GET .*wishes/, kind: 'hold', until: new Promise((resolve) => { release = resolve; }) }];
    await opened(phone, '/wishes');
    await phone.locator('.skeleton').first().waitFor();
    await journey.axe(phone);
    release();
    await phone.locator('.wish-card').first().waitFor();
    assert.equal(await phone.locator('.skeleton').count(), 0);
  },

  'a wish that is gone says so without shame, and leaves the list': async (journey) => {
    const server = await mock(journey);
    const phone = await journey.phone(server);
    await opened(phone, '/wishes');
    await phone.locator('.wish-card').first().waitFor();
    const gone = wishId(0);
    server.wishes.delete(gone);
    await phone.locator(`a[href="/w/${gone}"]`).click();
    await phone.getByRole('heading', { level: 1, name: '这个心愿已不在公开列表' }).waitFor();
    await journey.axe(phone);
    await phone.getByRole('link', { name: '看看心愿' }).click();
    await phone.locator('.wish-card').first().waitFor();
    assert.equal(await phone.locator(`a[href="/w/${gone}"]`).count(), 0);
  },

  'what changes while one is looking is shown': async (journey) => {
    const server = await mock(journey);
    const phone = await journey.phone(server);
    await opened(phone, `/w/${wishId(0)}`);
    await phone.getByRole('link', { name: '认领这个心愿' }).waitFor();
    while (server.streams.size === 0) await phone.waitForTimeout(100);
    Object.assign(server.wishes.get(wishId(0)).card, { status: 'claimed', slots: { total: 1, free: 0 } });
    server.changed(wishId(0));
    await phone.getByRole('heading', { name: '已经有人认领了' }).waitFor();
    await journey.axe(phone);
  },

  'three lost answers in a row end in an honest word and a safe way on': async (journey) => {
    journey.expect(/net::ERR|Failed to fetch/);
    const server = await mock(journey);
    const phone = await journey.phone(server);
    await phone.goto(`/w/${wishId(0)}/claim`);
    await promise(phone);
    await phone.getByLabel('手机号码').fill('13800138000');
    await phone.getByLabel('我已阅读并同意以上说明').check();
    await phone.getByRole('button', { name: '获取验证码' }).click();
    await phone.getByLabel('6 位验证码').fill('246810');
    server.faults = [{ match: /POST .*claims$/, kind: 'lose' }];
    await phone.getByRole('button', { name: '验证并继续' }).click();
    await phone.getByText('可能已经提交成功。再试一次不会重复认领').waitFor();
    await journey.axe(phone);
    server.faults = [];
    await phone.getByRole('button', { name: '再试一次' }).click();
    await phone.getByRole('heading', { name: '已为您保留' }).waitFor();
    const keys = server.requests.filter(({ line }) => /POST .*claims$/.test(line)).map(({ key }) => key);
    // Four of ours; a browser repeats some by itself.
    assert.ok(keys.length >= 5);
    assert.equal(new Set(keys).size, 1);
    assert.equal(server.claims, 1);
  },

  'other text than ours stays text': async (journey) => {
    const server = await mock(journey);
    const wish = server.wishes.get(wishId(0));
    wish.story = '<img src=x onerror="document.title=1"><script>alert(1)</script>';
    wish.card.title = '"><b>x</b>';
    wish.thing = "' onclick='x";
    const phone = await journey.phone(server);
    await opened(phone, '/wishes');
    await phone.getByText('"><b>x</b>').first().waitFor();
    await opened(phone, `/w/${wishId(0)}`);
    await phone.getByText('<img src=x').waitFor();
    assert.equal(await phone.locator('main img:not([src$="/qr.svg"]), main script, main b').count(), 0, 'no picture but our own code');
  },
};
