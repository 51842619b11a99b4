// The way through the house in browsers of other makes than Chromium: Firefox by geckodriver, WebKit by WebKitWebDriver.
// `node tests/e2e/browsers.mjs webkit` runs only the one whose name holds "webkit"; a second word chooses journeys by name.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { photo } from './photos.mjs';
import { Server } from './server.mjs';
import { claimable } from './steps.mjs';
import { Browser, until } from './webdriver.mjs';

const PROJECT = 'P-DEMO-01';
const LIMIT_MS = 180_000;
const out = path.join(import.meta.dirname, 'out');
const [makeWord = '', journeyWord = ''] = process.argv.slice(2);

/** How each browser is had: it speaks Chinese, is as wide as a phone may be, and needs no screen. */
const MAKES = {
  firefox: async () => ({
    driver: [process.env.SHANLING_GECKODRIVER ?? 'geckodriver', '--host', '127.0.0.1', '--port', 'PORT'],
    capabilities: {
      browserName: 'firefox',
      'moz:firefoxOptions': {
        binary: process.env.SHANLING_FIREFOX ?? '/usr/bin/firefox-esr',
        args: ['-headless', '-width', '500', '-height', '900'],
        prefs: { 'intl.accept_languages': 'zh-CN, zh' },
      },
    },
  }),
  webkit: async () => {
    const screen = await Screen.start();
    return {
      driver: [process.env.SHANLING_WEBKIT ?? 'WebKitWebDriver', '--host=127.0.0.1', '--port=PORT'],
      env: { DISPLAY: screen.display, LANG: 'C.UTF-8', LANGUAGE: 'zh_CN', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
      capabilities: { 'webkitgtk:browserOptions': { binary: minibrowser(), args: ['--automation'] } },
      end: () => screen.stop(),
    };
  },
};

/** The small browser that comes with WebKitGTK, wherever the distribution's architecture puts it. */
function minibrowser() {
  const found = fs.globSync?.('/usr/lib/*/webkit2gtk-4.*/MiniBrowser') ?? fs.readdirSync('/usr/lib').flatMap((arch) => {
    const dirs = ['webkit2gtk-4.1', 'webkit2gtk-4.0'].map((version) => path.join('/usr/lib', arch, version, 'MiniBrowser'));
    return dirs.filter((file) => fs.existsSync(file));
  });
  assert.ok(found.length > 0, 'WebKitGTK has brought its MiniBrowser');
  return found[0];
}

/** A screen that nobody looks at. */
class Screen {
  static async start() {
    const screen = new Screen();
    screen.child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '800x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const lines = readline.createInterface({ input: screen.child.stdio[3] });
    screen.display = await new Promise((resolve, reject) => {
      lines.once('line', (number) => resolve(`:${number.trim()}`));
      screen.child.once('error', reject);
      screen.child.once('exit', (code) => reject(new Error(`Xvfb ended (${code})`)));
    });
    return screen;
  }

  async stop() {
    const ended = new Promise((done) => { this.child.once('exit', done); });
    this.child.kill();
    await ended;
  }
}

/** The page is in this language, says so, and is called so. */
async function called(browser, title, lang) {
  await until(`the title ${title}`, async () => (await browser.title()).includes(title));
  assert.equal(await browser.evaluate(() => document.documentElement.lang), lang);
}

/** Nothing is wider than the window. */
async function fits(browser) {
  const [wide, width] = await browser.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= width, `the page is ${wide} px wide in a window of ${width} px`);
}

const JOURNEYS = {
  'from the first page by a filter to what a claimant promises': async ({ browser, server, shot }) => {
    const wish = await claimable(server);
    await browser.goto(`${server.url}/`);
    await browser.see('main h1');
    await called(browser, '善领', 'zh-CN');
    await fits(browser);
    await shot('home');
    await browser.press('main a', '看看心愿');
    await browser.see('h1', '心愿');
    await browser.see('.wish-card');
    await called(browser, '心愿', 'zh-CN');
    const all = await browser.text('.total b');
    await browser.press('button', '筛选');
    await browser.see('select#kind, select[name=kind], select');
    await browser.evaluate((kind) => {
      const select = [...document.querySelectorAll('select')].find((one) => [...one.options].some((option) => option.value === kind));
      select.value = kind;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }, 'goods');
    await until('the address has the filter', async () => (await browser.path()).includes('kind=goods'));
    await until('fewer wishes', async () => (await browser.text('.total b')) !== all);
    const shown = Number(/\d+/.exec(await browser.text('.total b'))[0]);
    const { total } = await (await fetch(`${server.url}/api/v1/wishes?kind=goods`)).json();
    assert.equal(shown, total.n ?? total.count ?? total, 'as many as the server says');
    await fits(browser);
    await shot('filtered');
    await browser.press('.wish-card a');
    await browser.see('h2', '需要什么');
    await browser.back();
    await until('the filtered list again', async () => (await browser.path()).includes('kind=goods'));
    await browser.goto(`${server.url}/w/${wish.id}`);
    await browser.see('h1', wish.title);
    await called(browser, wish.title, 'zh-CN');
    await browser.press('main a', '认领这个心愿');
    await browser.see('h2', '您承诺的是');
    assert.equal(await browser.path(), `/w/${wish.id}/claim`);
    await fits(browser);
    await shot('promise');
  },

  'a project, its form, and every entry of the ledger checked in the worker': async ({ browser, server, shot }) => {
    const { card } = await (await fetch(`${server.url}/api/v1/projects/${PROJECT}`)).json();
    await browser.goto(`${server.url}/p/${PROJECT}`);
    await browser.see('h1', card.title);
    await fits(browser);
    await shot('project');
    await browser.press('main a', '试一试捐赠');
    await browser.see('label', '金额（元）');
    await browser.see('.notice-block');
    assert.equal(await browser.path(), `/p/${PROJECT}/donate`);
    await fits(browser);
    await shot('donate');
    const { as_of: { size } } = await (await fetch(`${server.url}/api/v1/ledger`)).json();
    await browser.goto(`${server.url}/ledger/verify`);
    await browser.see('main p, main li, main span, main b, main strong', `最新的账本共 ${size} 笔，签名有效。`);
    await browser.press('main button', '核对全部账目');
    await browser.see('main *', '核对完毕，没有发现问题');
    await browser.see('main *', `这台手机核对了全部 ${size} 笔。`);
    await fits(browser);
    await shot('verified');
  },

  'with the worker for bad nets in charge, each room and each worker starts': async ({ browser, server, shot }) => {
    await browser.goto(`${server.url}/robots.txt`);
    // As at the first visit, whatever other journeys have left behind.
    await browser.evaluate(async () => {
      for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
    });
    await browser.goto(`${server.url}/help`);
    await browser.see('main h1');
    await until('the worker is in charge and keeps this room', () => browser.evaluate(async () => {
      if (!navigator.serviceWorker || !navigator.serviceWorker.controller) return false;
      const kept = await (await caches.open('shell-1')).keys();
      return kept.some(({ url }) => url.endsWith('.wasm'));
    }));
    const kept = await browser.evaluate(async () => (await (await caches.open('shell-1')).keys()).map(({ url }) => url));
    assert.ok(!kept.some((url) => /books-|auditor-/.test(url)), 'what is asked for now was not kept before');
    await browser.press('a', '募捐项目');
    await browser.see('.project-card');
    await browser.goto(`${server.url}/ledger/verify`);
    await browser.see('main *', '签名有效');
    await browser.goto(`${server.url}/wishes`);
    await browser.see('.wish-card');
    assert.equal(await browser.evaluate(() => document.getElementById('offline-line') && document.getElementById('offline-line').textContent), null, 'nothing is new');
    await shot('rooms');
  },

  'a photo of a poster opens what its code names, and a foreign one is shown': async ({ browser, server, shot }) => {
    assert.equal(await browser.evaluate(() => 'BarcodeDetector' in window), false, 'the browser has no reader of its own');
    for (const [address, how] of [['/s/S01', { turn: 24, blur: 2 }], ['/e/NUANDONG', { turn: 137, stain: '#3b2a1a' }]]) {
      const file = await photo(server, `${address}/qr.svg`, how);
      await browser.goto(`${server.url}/scan`);
      await browser.type('#photo', file);
      await until(`the page ${address}`, async () => (await browser.path()) === address);
      await browser.see('main h1');
    }
    // Another house of ours is another house.
    const other = await Server.start();
    try {
      const file = await photo(other, '/s/S01/qr.svg');
      await browser.goto(`${server.url}/scan`);
      await browser.type('#photo', file);
      await browser.see('#said', `这不是善领的码，没有打开。它写的是： ${other.url}/s/S01`);
      assert.equal(await browser.path(), '/scan');
      await fits(browser);
      await shot('scan');
    } finally {
      await other.stop();
    }
  },

  'the language is one press away and stays': async ({ browser, server, shot }) => {
    await browser.goto(`${server.url}/help`);
    await browser.press('button', 'English');
    await browser.see('button', '中文');
    await called(browser, 'help', 'en');
    await browser.goto(`${server.url}/stations`);
    await browser.see('main h1');
    await called(browser, 'Service stations', 'en');
    await shot('english');
    await browser.press('button', '中文');
    await browser.see('button', 'English');
    await called(browser, '服务站', 'zh-CN');
  },
};

/** Ends in an error when it takes too long. */
async function within(limit, work) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`not done after ${limit / 1000} s`)), limit); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

let passed = 0;
let failed = 0;
fs.mkdirSync(out, { recursive: true });
for (const [make, had] of Object.entries(MAKES).filter(([make]) => make.includes(makeWord))) {
  const { driver, env, capabilities, end } = await had();
  const server = await Server.start();
  const browser = await Browser.open(driver, { env, capabilities });
  console.log(`        ${make}: ${browser.name}`);
  await browser.resize(500, 900);
  for (const [name, travel] of Object.entries(JOURNEYS).filter(([name]) => name.includes(journeyWord))) {
    const shot = (what) => browser.shot(path.join(out, `${make}-${what}.png`));
    const began = performance.now();
    const trouble = await within(LIMIT_MS, travel({ browser, server, shot, make })).then(() => null, (error) => error.stack ?? String(error));
    const took = `(${((performance.now() - began) / 1000).toFixed(1)} s)`;
    if (trouble) {
      failed += 1;
      await shot(`failed-${name.replaceAll(' ', '-')}`).catch(() => {});
      console.log(`not ok  ${make}: ${name} ${took}\n        ${trouble.replaceAll('\n', '\n        ')}`);
    } else {
      passed += 1;
      console.log(`ok      ${make}: ${name} ${took}`);
    }
  }
  await browser.close();
  for (const line of server.panics()) {
    failed += 1;
    console.log(`not ok  ${make}: the server says: ${line}`);
  }
  await server.stop();
  await end?.();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
