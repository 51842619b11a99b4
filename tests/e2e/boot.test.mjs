// The first seconds: what a visitor sees before the app is there, and when it never will be.
import assert from 'node:assert/strict';
import { parse } from 'acorn';

const shell = '#boot';

export default {
  'the app starts and the shell makes room for it': async (journey) => {
    const phone = await journey.phone(await journey.server());
    await phone.goto('/wishes');
    await phone.locator('h1').first().waitFor();
    assert.equal(await phone.locator(shell).isVisible(), false);
    assert.equal(await phone.evaluate(() => performance.getEntriesByName('shanling-started').length), 1);
  },

  'the shell is painted before the app is there, and is accessible': async (journey) => {
    const phone = await journey.phone(await journey.server());
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await phone.route('**/*.wasm', async (route) => { await held; await route.continue(); });
    await phone.goto('/wishes', { waitUntil: 'commit' });
    await phone.getByText('正在打开').waitFor();
    await journey.axe(phone);
    await journey.shot(phone, 'boot-loading');
    release();
    await phone.locator('h1').first().waitFor();
  },

  'after eight seconds the shell explains itself': async (journey) => {
    const phone = await journey.phone(await journey.server());
    await phone.clock.install();
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await phone.route('**/*.wasm', async (route) => { await held; await route.continue(); });
    await phone.goto('/wishes', { waitUntil: 'commit' });
    await phone.getByText('正在打开').waitFor();
    assert.equal(await phone.locator('.boot-slow').isVisible(), false);
    await phone.clock.fastForward(8000);
    await phone.locator('.boot-slow').waitFor();
    await journey.fits(phone);
    await journey.shot(phone, 'boot-slow');
    release();
  },

  'blocked wasm ends in a way on, not in an empty page': async (journey) => {
    journey.expect(/ERR_BLOCKED|Failed to fetch|ERR_FAILED/);
    const phone = await journey.phone(await journey.server());
    await phone.route('**/*.wasm', (route) => route.abort('blockedbyclient'));
    await phone.goto('/wishes');
    await phone.getByText('页面没能打开').waitFor();
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'boot-blocked');
    await phone.unroute('**/*.wasm');
    await phone.getByRole('button', { name: '重新打开' }).click();
    await phone.locator('h1').first().waitFor();
  },

  'a browser without wasm is told to update': async (journey) => {
    journey.expect(/too old|preloaded using link preload/);
    const phone = await journey.phone(await journey.server());
    await phone.addInitScript(() => { delete globalThis.WebAssembly; });
    await phone.goto('/wishes');
    await phone.getByText('请更新后再试').waitFor();
    await journey.axe(phone);
  },

  'a trap covers the page, and nothing below it hears another tap': async (journey) => {
    journey.expect(/unreachable/);
    const phone = await journey.phone(await journey.server());
    await phone.goto('/wishes');
    await phone.locator('h1').first().waitFor();
    await phone.evaluate(() => {
      document.body.addEventListener('click', () => { globalThis.heard = true; });
      // (module (func (export "trap") unreachable))
      const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11];
      setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.trap());
    });
    await phone.getByText('页面没能打开').waitFor();
    await phone.evaluate(() => document.querySelector('h1').click());
    assert.equal(await phone.evaluate(() => globalThis.heard), undefined);
    await journey.axe(phone);
  },

  'what is inline parses as the JavaScript of 2009, and nothing else is inline': async (journey) => {
    const server = await journey.server();
    const page = await (await fetch(`${server.url}/`, { headers: { accept: 'text/html' } })).text();
    const inline = [...page.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
    // What the page knows of its site is data, not script.
    const scripts = inline.filter(([, attributes]) => !attributes.includes('application/json'));
    assert.equal(scripts.length, 1);
    parse(scripts[0][2], { ecmaVersion: 5 });
    assert.doesNotMatch(page.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, ''), /\son\w+=|\sstyle=|javascript:/);
  },

  'what the first page asks of the API is asked for once': async (journey) => {
    const phone = await journey.phone(await journey.server());
    const asked = [];
    phone.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await phone.goto('/wishes');
    await phone.locator('h1').first().waitFor();
    await phone.waitForLoadState('networkidle');
    assert.equal(asked.filter((path) => path === '/api/v1/wishes').length, 1, asked.join(' '));
    assert.equal(asked.filter((path) => path.endsWith('.wasm')).length, 1, asked.join(' '));
  },
};
