// First visits of one address by a real browser, each with an empty cache; prints the medians, and the parts of the first, as a line of JSON.
// node measure.mjs '{"url":"http://…/wishes","sight":".wish-card a","slow":true,"runs":5}'
import { chromium } from 'playwright-core';

const { url, sight, slow, runs } = JSON.parse(process.argv[2]);

/** 1.6 Mbit/s down, half of it up, 150 ms. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.8e6 / 8 };

const browser = await chromium.launch({
  executablePath: process.env.SHANLING_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--lang=zh-CN'],
});

/** What happens in the page before anything else: notes every task that holds the thread for longer than 50 ms. */
function watch() {
  globalThis.blockedMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.blockedMs += duration - 50;
  }).observe({ type: 'longtask', buffered: true });
}

async function visit() {
  const context = await browser.newContext({
    viewport: { width: 360, height: 780 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  const trouble = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  const names = new Map();
  const parts = [];
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => names.set(requestId, new URL(request.url).pathname));
  // Head and body as they came, compressed.
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    parts.push({ path: names.get(requestId), bytes: encodedDataLength });
  });
  if (slow) {
    await devtools.send('Network.emulateNetworkConditions', NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: 'commit', timeout: 60_000 });
  const seen = await page.waitForFunction(
    (sight) => document.querySelector(sight) && performance.now(),
    sight,
    { polling: 'raf', timeout: 60_000 },
  );
  const ready = await seen.jsonValue();
  // What is loaded behind the first wish is part of the visit.
  await page.waitForLoadState('networkidle', { timeout: 60_000 }).catch(() => {});
  const { painted, blocked } = await page.evaluate(() => ({
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
    blocked: globalThis.blockedMs,
  }));
  await context.close();
  if (trouble.length > 0) throw new Error(trouble.join('\n'));
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  return { bytes, parts, painted: painted ?? ready, ready, blocked };
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

try {
  const visits = [];
  for (let run = 0; run < runs; run += 1) visits.push(await visit());
  const of = (name) => Math.round(median(visits.map((visit) => visit[name])));
  const medians = Object.fromEntries(['bytes', 'painted', 'ready', 'blocked'].map((name) => [name, of(name)]));
  console.log(JSON.stringify({ ...medians, parts: visits[0].parts }));
} finally {
  await browser.close();
}
