// One audit of a whole ledger by a real browser: the page is the server's, the ledger lies in a folder.
// node audit.mjs '{"url":"http://…","folder":"…/log","entries":100000}'
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { Between } from './log.mjs';

const { url, folder, entries } = JSON.parse(process.argv[2]);

let bytes = 0;
const between = await new Between(url, (name) => {
  const file = path.join(folder, name);
  if (!fs.existsSync(file)) return null;
  const content = fs.readFileSync(file);
  bytes += content.length;
  return content;
}).start();

/** What happens in the page before anything else: notes every task that holds its thread for longer than 50 ms. */
function watch() {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
}

const browser = await chromium.launch({
  executablePath: process.env.SHANLING_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--lang=zh-CN'],
});
try {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(`${between.url}/ledger/verify`);
  const start = page.getByRole('button', { name: '核对全部账目' });
  await start.waitFor();
  await page.waitForLoadState('networkidle');
  // Timed in the page, from the press to the verdict.
  const { ms, tasks } = await page.evaluate(async ({ word, verdict }) => {
    globalThis.longTasks.length = 0;
    const began = performance.now();
    [...document.querySelectorAll('button')].find((button) => button.textContent.includes(word)).click();
    await new Promise((done) => {
      new MutationObserver((_, observer) => {
        if (document.querySelector('[data-alarm], .trouble') || document.body.textContent.includes(verdict)) {
          observer.disconnect();
          done();
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    const ms = performance.now() - began;
    await new Promise((done) => { setTimeout(done, 0); });
    return { ms, tasks: globalThis.longTasks };
  }, { word: '核对全部账目', verdict: '核对完毕，没有发现问题' });
  const all = entries.toLocaleString('en-US');
  await page.getByText(`这台手机核对了全部 ${all} 笔。`).waitFor({ timeout: 5000 });
  const blocked = tasks.reduce((sum, duration) => sum + duration - 50, 0);
  console.log(JSON.stringify({ ms, blocked, long_tasks: tasks.length, bytes }));
} finally {
  await browser.close();
  await between.stop();
}
