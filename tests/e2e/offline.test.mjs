// Without a network, and with a bad one: what is kept, for how long, and what is never pretended.
import assert from 'node:assert/strict';
import http from 'node:http';
import { claimable, claimAll, held, opened, promise, signIn, station } from './steps.mjs';

/** The worker is in charge and has what it needs. */
async function settled(phone, path = '/wishes') {
  await opened(phone, path);
  await phone.evaluate(() => navigator.serviceWorker.ready);
  await phone.waitForFunction(async () => (await caches.keys()).length > 0 && navigator.serviceWorker.controller !== null);
  await phone.waitForFunction(async () => {
    const cache = await caches.open('shell-1');
    return (await cache.keys()).some(({ url }) => url.endsWith('.wasm'));
  });
  // From here on it sees what the page asks for.
  await opened(phone, path);
  await phone.locator('.wish-card').first().waitFor();
}

/** Everything that the worker keeps, as one text. */
async function kept(phone) {
  return phone.evaluate(async () => {
    const texts = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        const isText = /json|html/.test(answer.headers.get('content-type') ?? '');
        texts.push(`${request.url} ${isText ? await answer.text() : ''}`);
      }
    }
    return texts.join('\n');
  });
}

async function aListIsThereWithoutANetworkAndSaysFromWhen(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server, { serviceWorkers: 'allow' });
  journey.expect(/Failed to load resource: net::|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  await settled(phone);
  const cards = await phone.locator('.wish-card').count();
  await phone.context().setOffline(true);
  await opened(phone, '/wishes');
  await phone.locator('.wish-card').first().waitFor();
  assert.equal(await phone.locator('.wish-card').count(), cards);
  await phone.getByText(/这份列表是 \d\d:\d\d 的/).waitFor();
  await journey.shot(phone, 'offline-list');
  await opened(phone, '/help');
  await opened(phone, '/stations');
  await phone.getByText('海棠区社会救助服务联合体').first().waitFor();

  // A card leads to no story and to no claim.
  await opened(phone, '/wishes');
  await phone.locator('.wish-card a').first().click();
  await phone.getByRole('button', { name: '再试一次' }).first().waitFor();
  assert.equal(await phone.getByRole('link', { name: '认领这个心愿' }).count(), 0, 'claiming is off');
  await phone.goto(`${new URL(phone.url()).pathname}/claim`);
  await phone.locator('main h1').waitFor();
  assert.equal(await phone.getByRole('button', { name: /认领，为我保留/ }).isEnabled({ timeout: 1000 }).catch(() => false), false);

  // With the network the line goes.
  await opened(phone, '/wishes');
  await phone.getByText(/这份列表是 \d\d:\d\d 的/).waitFor();
  await phone.context().setOffline(false);
  await opened(phone, '/wishes');
  await phone.locator('.wish-card').first().waitFor();
  await phone.waitForLoadState('networkidle');
  assert.equal(await phone.locator('#offline-line').count(), 0);
}

/** A server in front of another, whose worker for bad nets can become a newer one. */
async function renewable(journey, server) {
  let isNewer = false;
  const front = http.createServer(async (request, response) => {
    const { host } = new URL(server.url);
    const passed = http.request(server.url + request.url, { method: request.method, headers: { ...request.headers, host, 'accept-encoding': 'identity' } }, (answer) => {
      if (request.url !== '/sw.js') {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
        return;
      }
      const { 'content-length': length, etag, ...headers } = answer.headers;
      response.writeHead(answer.statusCode, headers);
      answer.pipe(response, { end: false });
      answer.on('end', () => response.end(isNewer ? '\n// newer\n' : ''));
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  await new Promise((done) => { front.listen(0, '127.0.0.1', done); });
  journey.onEnd(() => { front.closeAllConnections(); front.close(); });
  return { url: `http://127.0.0.1:${front.address().port}`, renew: () => { isNewer = true; } };
}

async function aNewVersionTakesOverOnlyByAWord(journey) {
  const front = await renewable(journey, await journey.server());
  const phone = await journey.phone(front, { serviceWorkers: 'allow' });
  await settled(phone);
  const marked = () => phone.evaluate(() => globalThis.mark === 1);
  await phone.evaluate(() => { globalThis.mark = 1; });
  front.renew();
  await phone.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
  await phone.getByText('有新版本。').waitFor();
  await journey.axe(phone);
  await journey.fits(phone);
  await journey.shot(phone, 'offline-update');
  const waits = () => phone.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting));
  assert.ok(await waits() && await marked(), 'nothing has changed yet');
  // Leaving the page is no word.
  await opened(phone, '/help');
  await phone.getByText('有新版本。').waitFor();
  assert.ok(await waits());
  await phone.evaluate(() => { globalThis.mark = 1; });
  await phone.getByRole('button', { name: '现在更新' }).click();
  await phone.waitForFunction(() => globalThis.mark === undefined);
  await phone.locator('main h1').waitFor();
  assert.equal(await waits(), false, 'the new one is in charge');
}

async function noStoryAndNothingOfThePersonIsKept(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server, { serviceWorkers: 'allow' });
  const wish = await claimable(server);
  await settled(phone);
  await claimAll(phone, wish, '13800138222');
  await opened(phone, '/me');
  await opened(phone, '/');
  await opened(phone, `/w/${wish.id}`);
  const { story } = await (await phone.request.get(`/api/v1/wishes/${wish.id}`)).json();
  const all = await kept(phone);
  assert.ok(!all.includes(story), 'no story');
  assert.ok(!all.includes('138****8222') && !/api\/v1\/me|claims|session/.test(all), 'nothing of the person');
  assert.ok(!all.includes(`/api/v1/wishes/${wish.id} `), 'no page of a wish');
}

async function aListIsGoneAfterAnHour(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server, { serviceWorkers: 'allow' });
  journey.expect(/Failed to load resource: net::|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  await settled(phone);
  // What is kept is made an hour older.
  await phone.evaluate(async () => {
    const cache = await caches.open('lists-1');
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      const headers = new Headers(answer.headers);
      headers.set('x-as-of', new Date(Date.now() - 3_600_001).toISOString());
      await cache.put(request, new Response(await answer.text(), { headers }));
    }
  });
  await phone.context().setOffline(true);
  await phone.goto('/wishes');
  await phone.getByRole('button', { name: '再试一次' }).first().waitFor();
  assert.equal(await phone.locator('.wish-card').count(), 0);
  // By its whole address: the shell's own script names the path.
  assert.ok(!(await kept(phone)).includes(`${server.url}/api/v1/wishes`), 'and it is kept no longer');
  await phone.context().setOffline(false);
}

async function aWithdrawnWishDoesNotOutliveTheNextWordOfTheNetwork(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server, { serviceWorkers: 'allow' });
  journey.expect(/Failed to load resource: net::|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  await settled(phone);
  const wish = await claimable(server);
  await station(server, 'wish', 'withdraw', wish.id);
  await phone.goto(`/w/${wish.id}`);
  await phone.getByRole('heading', { name: '这个心愿已不在公开列表' }).waitFor();
  assert.ok(!(await kept(phone)).includes(wish.id));
  await phone.context().setOffline(true);
  await phone.goto('/wishes');
  await phone.locator('main h1').waitFor();
  assert.equal(await phone.locator(`a[href="/w/${wish.id}"]`).count(), 0);
  await phone.context().setOffline(false);
}

async function aClaimThatGotNoAnswerIsADraftAndGoesOnlyByAWord(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  journey.expect(/net::ERR|Failed to load resource/);
  const wish = await claimable(server);
  await opened(phone, `/w/${wish.id}/claim`);
  let sent = 0;
  await phone.route('**/claims', (route) => { sent += 1; return route.abort(); });
  await promise(phone);
  await signIn(phone, '13800138333').catch(() => {});
  await phone.waitForFunction((id) => localStorage.getItem(`claim:${id}`) !== null, wish.id);
  const key = await phone.evaluate((id) => localStorage.getItem(`claim:${id}`), wish.id);
  await phone.unroute('**/claims');
  const before = sent;
  await opened(phone, '/');
  await phone.getByText('我们没有替您重发').waitFor();
  assert.equal(sent, before);
  await journey.shot(phone, 'draft');
  await phone.getByRole('button', { name: '去看看' }).click();
  await phone.waitForURL(`**/w/${wish.id}/claim`);
  const asked = phone.waitForRequest((request) => request.url().endsWith(`/wishes/${wish.id}/claims`));
  await promise(phone);
  assert.equal((await asked).headers()['idempotency-key'], key, 'the same request, whatever became of the first');
}

/** A third of all requests of the API fail, by a fixed pattern. */
async function loseAThird(phone) {
  let n = 0;
  await phone.route('**/api/v1/**', (route) => {
    if (route.request().url().endsWith('/live')) return route.continue();
    n += 1;
    return n % 10 % 3 === 2 ? route.abort() : route.continue();
  });
}

/** Presses what offers another try until what is wanted is there. */
async function insist(phone, wanted, names) {
  for (let tries = 0; tries < 30; tries += 1) {
    if (await wanted.isVisible()) return;
    let pressed = false;
    for (const name of names) {
      const button = phone.getByRole('button', { name }).first();
      if (!pressed && (await button.isVisible()) && (await button.isEnabled())) {
        const answered = Promise.race([phone.waitForEvent('requestfinished'), phone.waitForEvent('requestfailed')]);
        await button.click();
        await answered;
        pressed = true;
      }
    }
    if (!pressed) await Promise.race([wanted, ...names.map((name) => phone.getByRole('button', { name }).first())].map((one) => one.waitFor()));
  }
  await wanted.waitFor();
}

async function aClaimSucceedsThoughAThirdOfAllRequestsFail(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  journey.expect(/net::ERR|Failed to load resource/);
  const wish = await claimable(server);
  await loseAThird(phone);
  await phone.goto(`/w/${wish.id}/claim`);
  await insist(phone, phone.getByRole('heading', { name: '您承诺的是' }), ['再试一次']);
  await phone.getByLabel('我已年满 18 周岁').check();
  await phone.getByLabel('我与受助人没有利害关系').check();
  await insist(phone, phone.getByLabel('手机号码'), ['认领，为我保留 30 分钟', '再试一次']);
  await phone.getByLabel('手机号码').fill('13800138555');
  await phone.getByLabel('我已阅读并同意以上说明').check();
  await insist(phone, phone.getByText(/验证码是 \d{6}/), ['获取验证码']);
  const shown = await phone.getByText(/验证码是 \d{6}/).textContent();
  await phone.getByLabel('6 位验证码').fill(/\d{6}/.exec(shown)[0]);
  await insist(phone, phone.getByRole('heading', { name: '已为您保留' }), ['验证并继续', '再试一次']);
  await insist(phone, phone.getByRole('heading', { name: '认领成功' }), ['确认认领', '再试一次']);
  const me = await phone.request.get('/api/v1/me');
  assert.equal((await me.json()).claims.length, 1, 'one claim, however often it was sent');
}

async function aClaimSucceedsWithTwoSecondsForEachAnswer(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  const wish = await claimable(server);
  const devtools = await phone.context().newCDPSession(phone);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 2000, downloadThroughput: 200_000, uploadThroughput: 50_000 });
  await phone.goto(`/w/${wish.id}/claim`);
  await promise(phone);
  await signIn(phone, '13800138444');
  await held(phone);
}

export default {
  'a list is there without a network and says from when': aListIsThereWithoutANetworkAndSaysFromWhen,
  'a new version takes over only by a word': aNewVersionTakesOverOnlyByAWord,
  'no story and nothing of the person is kept': noStoryAndNothingOfThePersonIsKept,
  'a list is gone after an hour': aListIsGoneAfterAnHour,
  'a withdrawn wish does not outlive the next word of the network': aWithdrawnWishDoesNotOutliveTheNextWordOfTheNetwork,
  'a claim that got no answer is a draft and goes only by a word': aClaimThatGotNoAnswerIsADraftAndGoesOnlyByAWord,
  'a claim succeeds though a third of all requests fail': aClaimSucceedsThoughAThirdOfAllRequestsFail,
  'a claim succeeds with two seconds for each answer': aClaimSucceedsWithTwoSecondsForEachAnswer,
};
