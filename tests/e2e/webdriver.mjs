// A small WebDriver client (W3C WebDriver, https://www.w3.org/TR/webdriver2/): enough to walk a journey in browsers that
// playwright does not drive as their users have them.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';

/** What the standard calls an element in JSON (WebDriver, section 11). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

const PATIENCE_MS = 30_000;
const SHOT_MS = 5000;

/** A port that nobody listens on. */
async function freePort() {
  const server = net.createServer();
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address();
  await new Promise((done) => { server.close(done); });
  return port;
}

/** A driver that runs, and the one browser that it drives. */
export class Browser {
  #driver;
  #url;
  #log = [];

  /**
   * Starts a driver (`[program, argument…]`; `PORT` stands for its port) and opens its browser.
   * `capabilities`: what is asked of it, as the standard's `alwaysMatch`.
   */
  static async open([program, ...options], { env = {}, capabilities }) {
    const browser = new Browser();
    const port = await freePort();
    browser.#driver = spawn(program, options.map((option) => option.replace('PORT', port)), {
      env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
    });
    for (const stream of [browser.#driver.stdout, browser.#driver.stderr]) stream.on('data', (text) => browser.#log.push(text));
    const failed = new Promise((_, reject) => { browser.#driver.once('error', reject); });
    const url = `http://127.0.0.1:${port}`;
    browser.#url = url;
    try {
      await Promise.race([failed, until(`${program} listens`, () => fetch(`${url}/status`).then(() => true, () => false))]);
      const { sessionId, capabilities: got } = await browser.#ask('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
      browser.#url = `${url}/session/${sessionId}`;
      browser.name = `${got.browserName} ${got.browserVersion}`;
    } catch (error) {
      await browser.#end();
      error.message += `\n${browser.#log.join('')}`;
      throw error;
    }
    return browser;
  }

  async #ask(method, path, body, patience = PATIENCE_MS) {
    const answer = await fetch(this.#url + path, {
      signal: AbortSignal.timeout(patience),
      method,
      headers: { 'content-type': 'application/json' },
      body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  }

  /** Opens an address. */
  async goto(url) {
    await this.#ask('POST', '/url', { url });
  }

  async back() {
    await this.#ask('POST', '/back');
  }

  async resize(width, height) {
    await this.#ask('POST', '/window/rect', { width, height });
  }

  /** Runs a function in the page; what it returns, resolved, comes back. */
  async evaluate(what, ...values) {
    const script = `const [done, ...values] = [arguments[arguments.length - 1], ...[...arguments].slice(0, -1)];
      Promise.resolve().then(() => (${what})(...values)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#ask('POST', '/execute/async', { script, args: values });
    if (error) throw new Error(`in the page: ${error}`);
    return value;
  }

  /** The first element that is seen and, by its whole text or its name, is called so. */
  async #find(selector, name) {
    return this.#ask('POST', '/execute/sync', {
      script: `const [selector, name] = arguments;
        const said = (element) => [element.textContent, element.getAttribute('aria-label')].map((text) => (text || '').trim());
        return [...document.querySelectorAll(selector)].find((element) => element.getClientRects().length > 0
          && (name === null || said(element).some((text) => text.includes(name)))) || null;`,
      args: [selector, name ?? null],
    });
  }

  /** Waits for an element; yields it. */
  async see(selector, name) {
    const what = `${selector}${name === undefined ? '' : ` “${name}”`} at ${await this.path()}`;
    return until(what, () => this.#find(selector, name));
  }

  /** Presses an element as a person would: brought to the middle, where nothing lies over it, and by the pointer. */
  async press(selector, name) {
    const element = await this.see(selector, name);
    const { [ELEMENT]: id } = element;
    await this.#ask('POST', '/execute/sync', { script: "arguments[0].scrollIntoView({ block: 'center' });", args: [element] });
    await this.#ask('POST', `/element/${id}/click`);
  }

  /** Types into a field, or hands a file to it. */
  async type(selector, text) {
    const { [ELEMENT]: id } = await this.see(selector);
    await this.#ask('POST', `/element/${id}/value`, { text });
  }

  /** The text of an element, as it is shown. */
  async text(selector, name) {
    const { [ELEMENT]: id } = await this.see(selector, name);
    return this.#ask('GET', `/element/${id}/text`);
  }

  async title() {
    return this.#ask('GET', '/title');
  }

  /** Path and query of the page. */
  async path() {
    const { pathname, search } = new URL(await this.#ask('GET', '/url'));
    return pathname + search;
  }

  /** A picture for people to look at; WebKit gives none of some pages that stand still, and no journey hangs on that. */
  async shot(file) {
    const picture = await this.#ask('GET', '/screenshot', undefined, SHOT_MS).catch((error) => console.log(`        no picture ${file}: ${error.message}`));
    if (picture) fs.writeFileSync(file, Buffer.from(picture, 'base64'));
  }

  async close() {
    await this.#ask('DELETE', '').catch(() => {});
    await this.#end();
  }

  /** The driver and whatever it has started. */
  async #end() {
    const driver = this.#driver;
    if (driver.pid === undefined || driver.exitCode !== null || driver.signalCode !== null) return;
    const ended = new Promise((done) => { driver.once('exit', done); });
    process.kill(-driver.pid, 'SIGTERM');
    const hard = setTimeout(() => process.kill(-driver.pid, 'SIGKILL'), 5000);
    await ended;
    clearTimeout(hard);
  }
}

/** Asks again until the answer is yes; yields it. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((again) => { setTimeout(again, 50); });
  }
}
