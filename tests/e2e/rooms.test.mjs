// The app is two programs; whoever uses it must not notice more than a page that loads.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Mock } from './mock.mjs';
import { opened } from './steps.mjs';

async function mock(journey, options) {
  const server = await new Mock(options).start();
  journey.onEnd(() => server.stop());
  return server;
}

/** How the frame looks: name, ways, foot. */
const frame = (phone) => phone.evaluate(() => ['header', '.ways', '.foot'].map((part) => {
  const found = document.querySelector(part);
  const { x, width, height } = found.getBoundingClientRect();
  return { part, text: found.textContent, x, width, height };
}));

export default {
  'across the rooms and Back, the list is where it was left': async (journey) => {
    const server = await mock(journey);
    const phone = await journey.phone(server);
    await opened(phone, '/wishes');
    await phone.getByRole('button', { name: '更多心愿' }).click();
    await phone.waitForFunction(() => document.querySelectorAll('.wish-card').length > 20);
    const loaded = await phone.locator('.wish-card').count();
    await phone.locator('.wish-card a').nth(25).scrollIntoViewIfNeeded();
    const before = await phone.evaluate(() => scrollY);
    assert.ok(before > 1000);
    // Without the pointer, which would scroll to the link first.
    await phone.getByRole('link', { name: '隐私说明' }).evaluate((link) => link.click());
    await phone.getByRole('heading', { level: 1, name: '隐私说明' }).waitFor();
    assert.ok(await phone.evaluate(() => document.querySelector('script[data-js]').dataset.js.includes('/books-')), 'the other program runs');
    assert.equal(await phone.evaluate(() => scrollY), 0);
    await phone.getByRole('link', { name: '举报与投诉' }).first().click();
    await phone.getByRole('heading', { level: 1, name: '举报与投诉' }).waitFor();
    await phone.goBack();
    await phone.getByRole('heading', { level: 1, name: '隐私说明' }).waitFor();
    await phone.goBack();
    await phone.waitForFunction((n) => document.querySelectorAll('.wish-card').length === n, loaded);
    await phone.waitForFunction((y) => Math.abs(scrollY - y) < 3, before);
    await phone.goForward();
    await phone.getByRole('heading', { level: 1, name: '隐私说明' }).waitFor();
  },

  'both rooms have the same frame, in either language': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    for (const language of ['English', '中文']) {
      await opened(phone, '/help');
      const wishes = await frame(phone);
      await opened(phone, '/privacy');
      assert.deepEqual(await frame(phone), wishes);
      await phone.getByRole('button', { name: language }).click();
      await phone.getByRole('button', { name: language === 'English' ? '中文' : 'English' }).waitFor();
    }
  },

  'each room loads its own program and no byte of the other': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    const asked = [];
    phone.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await opened(phone, '/privacy');
    await phone.waitForLoadState('networkidle');
    assert.equal(asked.filter((path) => path.endsWith('.wasm')).length, 1, asked.join(' '));
    assert.ok(asked.every((path) => !path.startsWith('/assets/app-')), asked.join(' '));
  },

  'nothing that is shipped holds the page of the design system': async () => {
    const dist = path.resolve(import.meta.dirname, '../../dist');
    const wasms = fs.readdirSync(path.join(dist, 'assets')).filter((name) => name.endsWith('.wasm'));
    assert.ok(wasms.length >= 4);
    for (const name of wasms) assert.ok(!fs.readFileSync(path.join(dist, 'assets', name)).includes('Large: what the page is for'), name);
    assert.ok(!fs.existsSync(path.join(dist, 'design.html')));
  },
};
