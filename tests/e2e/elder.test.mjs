// The version for the elderly: one switch, kept; larger type and targets; fewer things; a telephone on every
// page; the page read aloud with the sentence marked.
import assert from 'node:assert/strict';
import { claimable, opened, promise, signIn } from './steps.mjs';

const PAGES = ['/', '/wishes', '/help', '/stations', '/me', '/report'];

/** The speech of a browser that has no voice: it says what it was told to say, when it is told to go on. */
const VOICE = `
  window.spoken = [];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    speak(said) { window.spoken.push(said); },
    cancel() { window.cancelled = (window.cancelled || 0) + 1; },
  } });
`;

async function turnOn(page) {
  await page.getByRole('button', { name: '长辈版' }).click();
  await page.locator('html[data-elder] #elder-bar').waitFor();
}

async function small(page) {
  return page.evaluate(() => {
    const seen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden'
      && !element.closest('.skip, .unseen');
    const height = (element) => (element.closest('label') ?? element).getBoundingClientRect().height;
    // The link of a card is the whole card.
    const touched = [...document.querySelectorAll('a, button, input, select, summary')].filter(seen)
      .filter((element) => !element.closest('.wish-card') && getComputedStyle(element).display !== 'inline');
    const low = touched.filter((element) => height(element) < 59.5).map((element) => element.outerHTML.slice(0, 120));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const tiny = [];
    while (walker.nextNode()) {
      const { parentElement, nodeValue } = walker.currentNode;
      if (!nodeValue.trim() || !seen(parentElement) || parentElement.closest('script, style, noscript, svg, #boot')) continue;
      if (parseFloat(getComputedStyle(parentElement).fontSize) < 19.9) tiny.push(`${parentElement.className}: ${nodeValue.trim()}`);
    }
    return { low, tiny };
  });
}

async function theSwitchIsOneAndIsKept(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  await opened(phone, '/');
  await turnOn(phone);
  await opened(phone, '/wishes');
  assert.ok(await phone.evaluate(() => document.documentElement.hasAttribute('data-elder')), 'kept for the next page');
  await phone.getByRole('button', { name: '普通版' }).click();
  await phone.locator('html:not([data-elder])').waitFor();
  assert.equal(await phone.locator('#elder-bar').count(), 0);
  await opened(phone, '/');
  assert.ok(!(await phone.evaluate(() => document.documentElement.hasAttribute('data-elder'))));
}

async function textIsLargeTargetsAreHighAndTheTelephoneIsThere(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  const wish = await claimable(server);
  await opened(phone, '/');
  await turnOn(phone);
  for (const path of [...PAGES, `/w/${wish.id}`, `/w/${wish.id}/claim`]) {
    await opened(phone, path);
    await phone.locator('#elder-bar a[href^="tel:"]').waitFor();
    await phone.waitForFunction(() => !document.querySelector('.skeleton'));
    await journey.fits(phone);
    assert.deepEqual(await small(phone), { low: [], tiny: [] }, path);
    await journey.axe(phone, `${path} elder`);
    await journey.shot(phone, `elder-${path.replaceAll('/', '-').replace(wish.id, 'ID')}`, { full: true });
  }
  const narrow = await journey.phone(server, { viewport: { width: 320, height: 640 } });
  await opened(narrow, '/');
  await turnOn(narrow);
  await journey.fits(narrow);
  await journey.shot(narrow, 'elder-320', { full: true });
}

async function aPageIsReadAloudSentenceBySentence(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  await phone.addInitScript(VOICE);
  await opened(phone, '/help');
  await turnOn(phone);
  await phone.getByRole('button', { name: '读给我听' }).click();
  await phone.waitForFunction(() => window.spoken.length === 1);
  assert.equal(await phone.evaluate(() => window.spoken[0].text.trim()), await phone.textContent('main h1'));
  assert.ok((await phone.locator('.elder-mark').count()) > 0, 'the sentence is marked');
  await phone.evaluate(() => window.spoken[0].onend());
  await phone.waitForFunction(() => window.spoken.length === 2);
  await journey.shot(phone, 'elder-read');
  const place = await phone.evaluate(() => {
    const mark = document.querySelector('.elder-mark').getBoundingClientRect();
    return mark.width > 0 && mark.height > 0;
  });
  assert.ok(place);
  await phone.getByRole('button', { name: '停止朗读' }).click();
  assert.equal(await phone.locator('.elder-mark').count(), 0);
  await phone.evaluate(() => window.spoken[1].onend());
  assert.equal(await phone.evaluate(() => window.spoken.length), 2, 'what was stopped stays silent');
}

/** The pages that the server writes have the same switch, the same telephone, and are read aloud too. */
async function whatAPosterOpensHasTheSwitchToo(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  await phone.addInitScript(VOICE);
  await phone.goto('/e/NUANDONG');
  await phone.getByRole('button', { name: '长辈版' }).click();
  await phone.locator('html[data-elder] #elder-bar a[href^="tel:"]').waitFor();
  await phone.getByRole('button', { name: '读给我听' }).click();
  await phone.waitForFunction(() => window.spoken.length === 1);
  assert.ok((await phone.locator('.elder-mark').count()) > 0);
  await phone.getByRole('button', { name: '停止朗读' }).click();
  await journey.axe(phone, 'event elder');
  await journey.shot(phone, 'elder-event', { full: true });
  for (const path of ['/s/S01', '/scan', '/plain', '/wishes']) {
    await phone.goto(path);
    await phone.locator('html[data-elder] #elder-bar a[href^="tel:"]').waitFor();
    await journey.fits(phone);
  }
  await phone.goto('/plain');
  await phone.getByRole('button', { name: '普通版' }).click();
  await opened(phone, '/');
  assert.equal(await phone.locator('#elder-bar').count(), 0, 'one switch for all pages');
}

/** One thing at a time, no window over another, no clock that runs; what is kept can be kept longer. */
async function nobodyIsHurriedThroughAClaim(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  phone.on('dialog', () => assert.fail('a window over the page'));
  phone.on('popup', () => assert.fail('a new window'));
  const wish = await claimable(server);
  await opened(phone, '/');
  await turnOn(phone);
  await opened(phone, `/w/${wish.id}/claim`);
  /** How many things to do there are: the one large button, and never a second. */
  const one = async (name) => {
    await phone.getByRole('button', { name }).waitFor();
    assert.equal(await phone.locator('main .button[data-look="large"]:visible').count(), 1, name);
    assert.equal(await phone.locator('dialog, [role="dialog"]').count(), 0);
    assert.deepEqual(await small(phone), { low: [], tiny: [] }, name);
    assert.ok((await phone.locator('a[href^="tel:"]:visible').count()) > 0, name);
  };
  await one('认领，为我保留 30 分钟');
  await promise(phone);
  await one('获取验证码');
  await signIn(phone, '13800138071');
  await one('确认认领');
  assert.equal(await phone.getByRole('timer').count(), 0, 'nothing counts down');
  const until = () => phone.locator('.held-time .quiet').textContent();
  const before = await until();
  await phone.getByRole('button', { name: '再留 30 分钟' }).click();
  await phone.waitForFunction((before) => document.querySelector('.held-time .quiet').textContent !== before, before);
  await journey.shot(phone, 'elder-held', { full: true });
  await phone.getByRole('button', { name: '确认认领' }).click();
  await phone.getByRole('heading', { name: '认领成功' }).waitFor();
  await journey.shot(phone, 'elder-done', { full: true });
}

/** The bar of five ways is one line high, and the number to call is read in one piece. */
async function nothingBreaksInTheMiddleOfAWord(journey) {
  const server = await journey.server();
  for (const width of [320, 360, 390]) {
    const phone = await journey.phone(server, { viewport: { width, height: 720 } });
    await opened(phone, '/');
    await turnOn(phone);
    const lines = (selector) => phone.locator(selector).evaluateAll((all) => all.map((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return [one.textContent, new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size];
    }));
    for (const [text, n] of [...await lines('.ways span'), ...await lines('#elder-bar a span')]) assert.equal(n, 1, `${text} at ${width}`);
    await journey.fits(phone);
  }
}

export default {
  'what a poster opens has the switch too': whatAPosterOpensHasTheSwitchToo,
  'nobody is hurried through a claim': nobodyIsHurriedThroughAClaim,
  'nothing breaks in the middle of a word': nothingBreaksInTheMiddleOfAWord,
  'the switch is one and is kept': theSwitchIsOneAndIsKept,
  'text is large, targets are high and the telephone is there': textIsLargeTargetsAreHighAndTheTelephoneIsThere,
  'a page is read aloud sentence by sentence': aPageIsReadAloudSentenceBySentence,
};
