// Nothing jumps: what is on the screen stays where it is while the rest comes in (Cumulative Layout Shift, web.dev/cls).
import assert from 'node:assert/strict';
import { claimable } from './steps.mjs';

const LIMIT = 0.02;

/**
 * Notes every shift, and what moved. Nobody touches these pages, so none is forgiven; the browser itself takes the phone's
 * screen being set up for an input (`hadRecentInput`).
 */
function watch() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const moved = entry.sources.map(({ node, previousRect, currentRect }) => {
        const name = node?.nodeType === 1 ? `${node.tagName.toLowerCase()}.${node.className}` : String(node?.nodeName);
        return `${name} from ${Math.round(previousRect.top)} to ${Math.round(currentRect.top)}`;
      });
      globalThis.shifts.push({ value: entry.value, at: Math.round(entry.startTime), moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Two pictures later: what is there now has been painted. */
const painted = (phone) => phone.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));

/** The sum of all shifts of a page that comes in as slowly as it may: first the shell, then the app, then each answer. */
async function shifts(journey, server, path, options) {
  const phone = await journey.phone(server, options);
  await phone.addInitScript(watch);
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await phone.route('**/api/v1/**', async (route) => {
    if (!route.request().url().endsWith('/live')) await held;
    await route.continue();
  });
  await phone.goto(path, { waitUntil: 'commit' });
  await phone.locator('main h1, .skeleton').first().waitFor();
  // The placeholders have been seen.
  await painted(phone);
  release();
  await phone.locator('main h1').first().waitFor();
  await phone.waitForFunction(() => !document.querySelector('.skeleton'));
  await phone.waitForLoadState('networkidle');
  await painted(phone);
  return phone.evaluate(() => globalThis.shifts);
}

const total = (found) => found.reduce((sum, { value }) => sum + value, 0);

export default {
  'home, list, wish and project stay where they are while they come in': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    for (const [who, options] of [['a phone', {}], ['a taller phone', { viewport: { width: 412, height: 823 } }], ['a table', { viewport: { width: 1280, height: 800 }, isMobile: false }]]) {
      for (const path of ['/', '/wishes', `/w/${wish.id}`, '/p/P-DEMO-01', '/projects']) {
        const found = await shifts(journey, server, path, options);
        const sum = total(found);
        console.log(`        ${path.replace(wish.id, 'ID')} on ${who}: ${sum.toFixed(4)}`);
        assert.ok(sum < LIMIT, `${path} on ${who} shifts by ${sum.toFixed(4)}: ${JSON.stringify(found, null, 1)}`);
      }
    }
  },

  'a page that jumps would be seen': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    await phone.addInitScript(watch);
    await phone.goto('/help');
    await phone.locator('main h1').waitFor();
    await phone.waitForLoadState('networkidle');
    await painted(phone);
    await phone.evaluate(() => {
      const more = document.createElement('p');
      more.textContent = '又一行。'.repeat(20);
      document.querySelector('main').prepend(more);
    });
    await phone.waitForFunction(() => globalThis.shifts.some(({ value }) => value > 0.02));
  },
};
