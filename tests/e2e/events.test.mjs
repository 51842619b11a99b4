// What a poster opens, the poster itself, and the wall in the hall: pages that the server writes without the app.
import assert from 'node:assert/strict';

const EVENT = '/e/NUANDONG';

/** Everything on a page that can be touched is at least as high as a finger, and every text as large as it must be. */
async function measures(page, { target, text }) {
  const small = await page.evaluate(([target, text]) => {
    const seen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
    const touched = [...document.querySelectorAll('a, button, input, select')].filter(seen);
    const low = touched.filter((element) => element.getBoundingClientRect().height < target - 0.5);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const tiny = [];
    while (walker.nextNode()) {
      const { parentElement, nodeValue } = walker.currentNode;
      if (!nodeValue.trim() || !seen(parentElement) || parentElement.closest('script, style, noscript, .ribbon')) continue;
      if (parseFloat(getComputedStyle(parentElement).fontSize) < text - 0.1) tiny.push(nodeValue.trim());
    }
    return { low: low.map((element) => element.outerHTML), tiny };
  }, [target, text]);
  assert.deepEqual(small.low, [], `lower than ${target} px`);
  assert.deepEqual(small.tiny, [], `smaller than ${text} px`);
}

async function aPostersPageIsReadAndTouched(journey) {
  const server = await journey.server();
  for (const [name, options] of [
    ['320', { viewport: { width: 320, height: 640 } }],
    ['360', {}],
    ['1280', { viewport: { width: 1280, height: 800 }, isMobile: false }],
    ['dark', { colorScheme: 'dark' }],
  ]) {
    const page = await journey.phone(server, options);
    for (const [file, path] of [['event', EVENT], ['station', '/s/S01'], ['plain', '/plain']]) {
      await page.goto(path);
      await journey.fits(page);
      await journey.axe(page, `${path} ${name}`);
      await measures(page, { target: 44, text: 14 });
      await journey.shot(page, `${file}-${name}`, { full: true });
    }
    await page.goto(`${EVENT}?lang=en`);
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    await page.goto('/s/S01');
    await page.waitForURL(/lang=en/);
    await journey.axe(page, `english ${name}`);
  }
}

async function theElderlyReadThemToo(journey) {
  const server = await journey.server();
  const page = await journey.phone(server);
  await page.goto('/plain');
  await page.evaluate(() => localStorage.setItem('elder', '1'));
  for (const [file, path] of [['event', EVENT], ['station', '/s/S01'], ['plain', '/plain']]) {
    await page.goto(path);
    await journey.fits(page);
    await measures(page, { target: 60, text: 20 });
    await journey.shot(page, `${file}-elder`, { full: true });
  }
}

async function withoutScriptsTheTelephonesAreThere(journey) {
  const server = await journey.server();
  const page = await journey.phone(server, { javaScriptEnabled: false });
  await page.goto('/plain');
  assert.match(await page.textContent('.lit'), /现在有 \d+ 个心愿在等待/);
  assert.ok((await page.locator('a[href^="tel:"]').count()) > 10);
  await page.goto(EVENT);
  assert.ok((await page.locator('.wishes a').count()) > 3);
}

async function aPosterFitsItsPaper(journey) {
  const server = await journey.server();
  const page = await journey.phone(server, { viewport: { width: 1000, height: 1300 }, isMobile: false });
  const { items } = await (await page.request.get('/api/v1/wishes')).json();
  for (const [kind, id] of [['wish', items[0].id], ['station', 'S01'], ['event', 'NUANDONG']]) {
    for (const [size, width, height] of [['a4', 210, 297], ['a5', 148, 210], ['a6', 105, 148]]) {
      await page.goto(`/poster/${kind}/${id}?size=${size}`);
      const paper = await page.evaluate(() => {
        const poster = document.querySelector('.poster');
        const { width, height } = poster.getBoundingClientRect();
        const code = document.querySelector('.qr').getBoundingClientRect();
        return { width, height, spills: poster.scrollHeight - poster.clientHeight, code: code.width };
      });
      const mm = 96 / 25.4;
      assert.ok(Math.abs(paper.width - width * mm) < 3 && Math.abs(paper.height - height * mm) < 3, JSON.stringify(paper));
      assert.ok(paper.spills <= 0, `${kind} ${size}: ${paper.spills} px too much`);
      assert.ok(paper.code >= 20 * mm, `the code of ${kind} ${size} is ${paper.code / mm} mm`);
      await journey.axe(page, `poster ${kind} ${size}`);
      await journey.shot(page, `poster-${kind}-${size}`, { full: true });
    }
  }
}

async function theWallLightsUpAsWishesAreClaimed(journey) {
  const server = await journey.server();
  const page = await journey.phone(server, { viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1, isMobile: false });
  await page.goto(`${EVENT}/wall`);
  const lit = () => page.locator('[data-light="lit"]').count();
  const before = await lit();
  assert.equal(Number(await page.textContent('#lit')), before);
  await journey.shot(page, 'wall-1280');
  // From the last row: letters of at least a twenty-fifth of the picture's height (15 m away from a picture of 2 m).
  await measures(page, { target: 0, text: 720 * 0.04 });
  const words = await page.evaluate(() => document.body.innerText);
  const event = await (await page.request.get('/api/v1/events/NUANDONG')).json();
  for (const { title } of event.wishes) assert.ok(!words.includes(title), `no word on a wish: ${title}`);
  // Somebody in the hall claims, by another browser.
  const free = event.wishes.find((card) => card.slots.free === 1 && card.slots.total === 1 && card.way === 'phone');
  const other = await journey.phone(server);
  await other.goto(EVENT);
  const claimed = await other.evaluate(async (id) => {
    const post = async (path, body, headers = {}) => {
      const answer = await fetch(`/api/v1${path}`, {
        method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body),
      });
      return [answer.status, await answer.json().catch(() => null)];
    };
    const phone = '13800138111';
    const [, sent] = await post('/codes', { phone, notice: 1 });
    await post('/session', { phone, code: sent.demo_code });
    return post(`/wishes/${id}/claims`, { adult: true, no_interest: true }, { 'idempotency-key': 'key-of-the-hall-1' });
  }, free.id);
  assert.equal(claimed[0], 201, JSON.stringify(claimed));
  await page.waitForFunction((n) => document.querySelectorAll('[data-light="lit"]').length > n, before);
  assert.equal(Number(await page.textContent('#lit')), before + 1);
  await journey.shot(page, 'wall-lit-1280');
  const tall = await journey.phone(server);
  await tall.goto(`${EVENT}/wall`);
  await journey.fits(tall);
  await journey.shot(tall, 'wall-360', { full: true });
}

export default {
  'a poster opens a page that is read and touched': aPostersPageIsReadAndTouched,
  'the elderly read these pages too': theElderlyReadThemToo,
  'without scripts the telephones are there': withoutScriptsTheTelephonesAreThere,
  'a poster fits its paper': aPosterFitsItsPaper,
  'the wall lights up as wishes are claimed': theWallLightsUpAsWishesAreClaimed,
};
