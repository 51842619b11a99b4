// Every page in every dress, as pictures and as contact sheets, to be looked at by a person; nothing is compared.
// `node tests/e2e/pictures.mjs DIR [DRESS] [PAGE]` draws those whose names hold the words; `--docs` those in docs/pictures.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Journey, closeBrowser } from './harness.mjs';
import { claimAll, claimable, opened } from './steps.mjs';

const docs = path.resolve(import.meta.dirname, '../../docs/pictures');
const LIMIT_MS = 3_600_000;
/** Pictures of one sheet, and how much of a long page it shows. */
const ON_A_SHEET = 6;
const SHOWN = 1600;

const DRESSES = {
  360: {}, 320: { width: 320 }, 390: { width: 390 }, 768: { width: 768 }, 1280: { width: 1280 },
  dark: { dark: true }, elder: { elder: true }, 'elder-dark': { elder: true, dark: true }, 'elder-320': { elder: true, width: 320 },
  en: { lang: 'en' }, 'en-320': { lang: 'en', width: 320 }, 'en-elder': { lang: 'en', elder: true }, '200': { large: true }, 'en-200': { lang: 'en', large: true },
};

/** Addresses of pages by name; what a page needs is made once, by a person of its own. */
async function addresses(journey, server) {
  const phone = await journey.phone(server);
  const wish = await claimable(server);
  const other = await claimable(server, 'service');
  const number = await claimAll(phone, wish, '13800138000');
  await opened(phone, '/p/P-DEMO-01/donate');
  await phone.getByLabel('金额（元）').fill('52.5');
  await phone.getByLabel('我已年满 18 周岁').check();
  await phone.getByLabel('我已阅读并同意以上说明').check();
  await phone.getByRole('button', { name: '下一步：' }).click();
  await phone.getByRole('heading', { name: '这笔捐赠' }).waitFor();
  const gift = new URL(phone.url()).pathname;
  await phone.getByRole('link', { name: '去演示收银台' }).click();
  await phone.getByRole('button', { name: '付款成功' }).click();
  await phone.locator('.gift-word', { hasText: '已入账' }).waitFor();
  const receipt = await phone.getByRole('link', { name: '查看收据' }).getAttribute('href');
  const state = await phone.context().storageState();
  const pages = {
    home: '/', wishes: '/wishes', filters: '/wishes?kind=goods&urgency=acute', none: '/wishes?q=%E6%B2%A1%E6%9C%89%E7%9A%84',
    wish: `/w/${other.id}`, taken: `/w/${wish.id}`, promise: `/w/${other.id}/claim`, help: '/help', stations: '/stations', me: '/me', gifts: '/me/gifts',
    'sign-in': '/me#anonymous', projects: '/projects', project: '/p/P-DEMO-01', lines: '/p/P-DEMO-01/books', budget: '/p/P-DEMO-01/budget',
    calendar: '/p/P-DEMO-01/calendar', four: '/p/P-DEMO-01/four', emergency: '/p/P-DEMO-03', targeted: '/p/P-DEMO-06', donate: '/p/P-DEMO-01/donate', gift,
    receipt, ledger: '/ledger', entry: '/ledger/5', verify: '/ledger/verify', stats: '/stats/2026', privacy: '/privacy', report: '/report', lost: '/nowhere',
    event: '/e/NUANDONG', wall: '/e/NUANDONG/wall', station: '/s/S01', scan: '/scan', plain: '/plain', 'no-event': '/e/NOBODY',
    poster: '/poster/event/NUANDONG?size=a6',
  };
  return { pages, state, number };
}

/** A phone dressed like this, before its first page. */
async function dressed(journey, server, { width = 360, dark, elder, lang, large }, storageState) {
  const height = width >= 768 ? 900 : 780;
  const phone = await journey.phone(server, {
    viewport: { width, height }, deviceScaleFactor: 1.5, isMobile: width < 768, colorScheme: dark ? 'dark' : 'light', storageState,
  });
  await phone.addInitScript(({ elder, lang, large }) => {
    try {
      localStorage.setItem('elder', elder ? '1' : '0');
      localStorage.setItem('lang', lang);
    } catch { /* about:blank has no storage. */ }
    if (!large) return;
    addEventListener('DOMContentLoaded', () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('html { font-size: 200% }');
      document.adoptedStyleSheets = [sheet];
    });
  }, { elder: Boolean(elder), lang: lang ?? 'zh-CN', large: Boolean(large) });
  return phone;
}

/** Goes there and waits until nothing is on its way any more. */
async function settled(phone, address) {
  await phone.goto(address);
  await phone.locator('h1').first().waitFor();
  await phone.waitForFunction(() => !document.querySelector('.skeleton') && (!document.documentElement.dataset.elder || document.querySelector('#elder-bar')));
  await phone.waitForTimeout(250);
}

/** The whole length of a page, with the bar at its foot. */
async function whole(phone, file) {
  const { width, height } = phone.viewportSize();
  const long = await phone.evaluate(() => document.documentElement.scrollHeight);
  await phone.setViewportSize({ width, height: Math.max(height, long) });
  await phone.screenshot({ path: file });
  await phone.setViewportSize({ width, height });
}

/** Pictures beside each other, each with its name. */
async function sheet(journey, name, dir, files) {
  const page = await journey.phone(null, { viewport: { width: 1800, height: 1000 }, deviceScaleFactor: 1, isMobile: false });
  const figures = files.map((file) => `<figure><div><img src="${pathToFileURL(file)}"></div><figcaption>${path.basename(file, '.png')}</figcaption></figure>`);
  const html = path.join(dir, 'sheet.html');
  fs.writeFileSync(html, `<style>body{display:flex;align-items:flex-start;margin:0;background:#888;font:20px sans-serif}figure{flex:1;margin:6px;min-width:0}
    div{max-height:${SHOWN}px;overflow:hidden}img{display:block;width:100%}</style>${figures.join('')}`);
  await page.goto(pathToFileURL(html).href);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.screenshot({ path: path.join(dir, `sheet-${name}.png`), fullPage: true });
  fs.rmSync(html);
  await page.context().close();
}

const all = (dir, dressWord = '', pageWord = '') => async (journey) => {
  const server = await journey.server();
  const { pages, state } = await addresses(journey, server);
  for (const [dress, look] of Object.entries(DRESSES).filter(([name]) => !dressWord || name === dressWord)) {
    const phone = await dressed(journey, server, look, state);
    const stranger = await dressed(journey, server, look);
    const files = [];
    for (const [name, address] of Object.entries(pages).filter(([name]) => name.includes(pageWord))) {
      const by = address.endsWith('#anonymous') ? stranger : phone;
      await settled(by, address);
      const file = path.join(dir, `${dress}-${name}.png`);
      await whole(by, file);
      files.push(file);
    }
    const per = look.width >= 768 ? ON_A_SHEET / 2 : ON_A_SHEET;
    for (let at = 0; at < files.length; at += per) await sheet(journey, `${dress}-${1 + at / per}`, dir, files.slice(at, at + per));
    await phone.context().close();
    await stranger.context().close();
  }
};

/** The pictures of the README: one screen of a phone each, and the wall. */
async function forDocs(journey) {
  const server = await journey.server();
  const { pages, state } = await addresses(journey, server);
  const shots = {
    home: ['home'], list: ['wishes'], wish: ['wish'], promise: ['promise'], me: ['me'], project: ['project'], verify: ['verify'],
    elder: ['home', { elder: true }], 'home-en': ['home', { lang: 'en' }], dark: ['wish', { dark: true }],
  };
  for (const [file, [name, look = {}]] of Object.entries(shots)) {
    const phone = await dressed(journey, server, look, state);
    await settled(phone, pages[name]);
    await phone.screenshot({ path: path.join(docs, `${file}.png`) });
    await phone.context().close();
  }
  const wall = await journey.phone(server, { viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1, isMobile: false });
  await settled(wall, pages.wall);
  await wall.screenshot({ path: path.join(docs, 'wall.png') });
}

const [dir, ...words] = process.argv.slice(2);
const isForDocs = dir === '--docs';
if (!dir) throw new Error('where to? node tests/e2e/pictures.mjs DIR [DRESS] [PAGE]');
if (!isForDocs) fs.mkdirSync(dir, { recursive: true });
const journey = new Journey('pictures');
// A page that is not there, an old wish: these pictures show them.
journey.expect(/^40[49] for GET/);
const trouble = await journey.run(isForDocs ? forDocs : all(path.resolve(dir), ...words), LIMIT_MS);
await closeBrowser();
for (const line of trouble) console.error(line);
process.exitCode = trouble.length === 0 ? 0 : 1;
