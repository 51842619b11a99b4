// What a journey has to travel with: a server of its own, phones, and eyes for everything that goes wrong on the way.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { Server } from './server.mjs';

const require = createRequire(import.meta.url);
const here = import.meta.dirname;

/** Screenshots go here. */
export const out = path.join(here, 'out');

const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let browser;

async function theBrowser() {
  browser ??= await chromium.launch({
    executablePath: process.env.SHANLING_CHROMIUM ?? '/usr/bin/chromium',
    // As root, which CI is, Chromium has no sandbox; the pages are our own.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--lang=zh-CN'],
  });
  return browser;
}

export async function closeBrowser() {
  await browser?.close();
}

/** A cheap phone on a bad network: Lighthouse's "slow 4G" and a processor four times slower than this one. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 };

export class Journey {
  #closers = [];
  #phones = [];
  #trouble = [];
  #expected = [];

  constructor(name) {
    this.name = name;
  }

  /**
   * A fresh server with the demo data on its own SQLite file.
   * `clock`: the instant it believes in (RFC 3339); `today`: the day the demo data is dated from.
   */
  async server(options = {}) {
    const server = await Server.start(options);
    this.#closers.push(async () => {
      await server.stop();
      for (const line of server.panics()) this.#trouble.push(`the server says: ${line}`);
    });
    return server;
  }

  /**
   * A phone of 360 x 780 that speaks Chinese; its own profile, so its own cookies and storage.
   * `slow`: slow 4G and a quarter of the processor. Other options go to playwright's newContext.
   */
  async phone(server, { slow = false, ...options } = {}) {
    const context = await (await theBrowser()).newContext({
      viewport: { width: 360, height: 780 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      baseURL: server?.url,
      // A worker would answer before the journey's own tricks on the network; the journeys about it ask for it.
      serviceWorkers: 'block',
      ...options,
    });
    this.#closers.push(() => context.close());
    context.setDefaultTimeout(slow ? 60_000 : 20_000);
    const page = await context.newPage();
    this.#watch(page);
    context.on('page', (other) => this.#watch(other));
    if (slow) await this.slow(page);
    this.#phones.push(page);
    return page;
  }

  /** Slow 4G and a quarter of the processor, from now on. */
  async slow(page) {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }

  /** Something to close when the journey is over. */
  onEnd(close) {
    this.#closers.push(close);
  }

  /** Trouble that belongs to the journey: console lines and failed requests that match are forgiven. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** axe-core finds nothing on the page as it is now. */
  async axe(page, where = page.url()) {
    // Evaluated by the debugger, since the page's own policy rightly refuses foreign scripts.
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(async () => {
      // axe takes the first link of a page, hidden or not, for the beginning of its content; the way around it is then no skip link.
      const hidden = [...document.querySelectorAll('#boot[hidden] a')].map((link) => [link, link.getAttribute('href')]);
      for (const [link] of hidden) link.removeAttribute('href');
      const found = await globalThis.axe.run(document, { resultTypes: ['violations'] });
      for (const [link, href] of hidden) link.setAttribute('href', href);
      return found;
    });
    const said = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html}`).join('\n')}`);
    assert.equal(said.length, 0, `axe at ${where}:\n${said.join('\n')}`);
  }

  /** Nothing is wider than the phone: no sideways scrolling. */
  async fits(page) {
    const { wide, width } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      width: document.documentElement.clientWidth,
    }));
    assert.ok(wide <= width, `${page.url()} is ${wide} px wide on a screen of ${width} px`);
  }

  /** A picture in tests/e2e/out; `full` for the whole length of the page. */
  async shot(page, name, { full = false } = {}) {
    await page.screenshot({ path: path.join(out, `${name}.png`), fullPage: full });
  }

  /** Travels, cleans up, and yields what went wrong; nothing means that all was well. */
  async run(travel, limit) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${limit / 1000} s`)), limit);
    });
    try {
      await Promise.race([travel(this), late]);
    } catch (error) {
      this.#trouble.push(error.stack ?? String(error));
    }
    clearTimeout(timer);
    if (this.#trouble.length > 0) await this.#lastPictures();
    for (const close of this.#closers.reverse()) {
      try {
        await close();
      } catch (error) {
        this.#trouble.push(`while cleaning up: ${error.message}`);
      }
    }
    return this.#trouble;
  }

  async #lastPictures() {
    const name = this.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-');
    for (const [index, page] of this.#phones.entries()) {
      await page.screenshot({ path: path.join(out, `failed-${name}-${index}.png`), timeout: 5000 }).catch(() => {});
    }
  }

  /** Everything that a browser complains about is a failure: errors, traps, and what the page's policy had to stop. */
  #watch(page) {
    const note = (line) => {
      if (!this.#expected.some((pattern) => pattern.test(line))) this.#trouble.push(line);
    };
    page.on('pageerror', (error) => note(`page error at ${page.url()}: ${error.message} ${error.stack ?? ""}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      // The console repeats every answer that is a refusal; refusals of the API are answers. See 'response' below.
      if (message.text().startsWith('Failed to load resource: the server responded')) return;
      if (message.text().startsWith('Service Worker registration blocked')) return;
      note(`console ${message.type()}: ${message.text()}`);
    });
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      const isAnswer = pathname.startsWith('/api/') && response.status() < 500;
      if (response.status() >= 400 && !isAnswer) note(`${response.status()} for ${response.request().method()} ${pathname}`);
    });
  }
}
