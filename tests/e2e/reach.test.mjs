// Every page on every kind of phone: each two of width, colours, type and language meet in some row.
import { claimable } from './steps.mjs';

const ROWS = [
  [320, 'light', false, 'zh'],
  [320, 'dark', true, 'en'],
  [360, 'light', true, 'zh'],
  [360, 'dark', false, 'en'],
  [768, 'light', false, 'en'],
  [768, 'dark', true, 'zh'],
  [1280, 'light', true, 'en'],
  [1280, 'dark', false, 'zh'],
];

/** Pages of the app, and those that the server writes. */
const PAGES = ['/', '/wishes', '/w/ID', '/w/ID/claim', '/me', '/help', '/stations', '/report', '/privacy', '/projects', '/ledger/verify', '/no/such/page', '/e/NUANDONG', '/e/NUANDONG/wall', '/s/S01', '/plain', '/scan', '/e/NOBODY'];

async function look(journey, [width, colorScheme, elder, lang]) {
  const server = await journey.server();
  const wish = await claimable(server);
  const page = await journey.phone(server, { viewport: { width, height: 780 }, colorScheme, isMobile: width < 700 });
  journey.expect(/^404 for GET \/e\/NOBODY/);
  await page.addInitScript(([elder, lang]) => {
    localStorage.setItem('lang', lang);
    localStorage.setItem('elder', elder ? '1' : '0');
  }, [elder, lang]);
  for (const path of PAGES) {
    const at = `${path.replaceAll('/', '-').replace(/^-$/, '-home')}-${width}-${colorScheme}${elder ? '-elder' : ''}-${lang}`;
    await page.goto(path.replace('ID', wish.id));
    if (/^\/[es]\/|plain|scan/.test(path) && lang === 'en') await page.waitForURL(/lang=en/);
    await page.locator('main h1').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('.skeleton'));
    await journey.fits(page);
    await journey.axe(page, at);
    await journey.shot(page, `reach${at}`, { full: true });
  }
}

export default Object.fromEntries(ROWS.map((row) => [`every page at ${row[0]} px, ${row[1]}, ${row[2] ? 'elder' : 'usual'}, ${row[3]}`, (journey) => look(journey, row)]));
