// Projects and the ledger: what a giver sees, and how it hangs together.
import assert from 'node:assert/strict';
import { Mock } from './mock.mjs';
import { opened } from './steps.mjs';

const SIDES = ['', '/budget', '/books', '/four', '/calendar'];

/** A server that can be told to misbehave. */
async function mock(journey, options) {
  const server = await new Mock(options).start();
  journey.onEnd(() => server.stop());
  return server;
}

async function lookAt(journey, phone, path) {
  await opened(phone, path);
  await phone.waitForLoadState('networkidle');
  assert.equal(await phone.locator('.trouble, .skeleton').count(), 0, `${path} has come`);
  await journey.axe(phone);
  await journey.fits(phone);
}

/** An amount as the pages write it, in fen. */
function fen(text) {
  const [whole, part] = text.replaceAll(',', '').replace('−', '-').replace('+', '').split('.');
  return BigInt(whole + part);
}

const PATHS = ['/projects', ...SIDES.map((side) => `/p/P-TEST-01${side}`), '/p/P-TEST-02', '/p/P-TEST-03/calendar', '/p/P-TEST-04', '/p/P-NONE', '/ledger', '/ledger?kind=refund', '/ledger/39', '/ledger/999'];

export default {
  'axe finds nothing in the books, in light and dark': async (journey) => {
    const server = await mock(journey);
    for (const colorScheme of ['light', 'dark']) {
      const phone = await journey.phone(server, { colorScheme });
      for (const path of PATHS) {
        await lookAt(journey, phone, path);
        await journey.shot(phone, `books-${colorScheme}${path.replaceAll(/\W+/g, '-')}`, { full: true });
      }
    }
  },

  'axe finds nothing in the books, in English and on a wide screen': async (journey) => {
    const server = await mock(journey);
    const wide = await journey.phone(server, { viewport: { width: 1280, height: 800 }, isMobile: false });
    for (const path of PATHS) await lookAt(journey, wide, path);
    const phone = await journey.phone(server);
    await opened(phone, '/projects');
    await phone.getByRole('button', { name: 'English' }).click();
    await phone.getByRole('heading', { level: 1, name: 'Fundraising projects' }).waitFor();
    for (const path of PATHS) await lookAt(journey, phone, path);
    await opened(phone, '/p/P-TEST-01');
    await journey.shot(phone, 'books-english', { full: true });
  },

  'the books fit a screen of 320 pixels and text of 200 per cent': async (journey) => {
    const server = await mock(journey);
    const narrow = await journey.phone(server, { viewport: { width: 320, height: 640 } });
    for (const path of PATHS) await lookAt(journey, narrow, path);
    const large = await journey.phone(server);
    await large.addInitScript(() => addEventListener('DOMContentLoaded', () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('html { font-size: 200% }');
      document.adoptedStyleSheets = [sheet];
    }));
    for (const path of PATHS) await lookAt(journey, large, path);
    await opened(large, '/p/P-TEST-01/budget');
    await journey.shot(large, 'books-200-percent', { full: true });
  },

  'a term of the sum opens its entries, and an entry opens to its bytes; Back retraces it': async (journey) => {
    const phone = await journey.phone(await mock(journey));
    await opened(phone, '/projects');
    await phone.getByRole('link', { name: '“示例”项目之1' }).click();
    await phone.getByRole('heading', { level: 1, name: '“示例”项目之1' }).waitFor();
    await phone.locator('a.term', { hasText: '更正' }).click();
    await phone.waitForURL(/\/p\/P-TEST-01\/books\?term=correction$/);
    await phone.getByRole('heading', { level: 2, name: '更正的每一笔' }).waitFor();
    await phone.waitForFunction(() => document.activeElement?.id === 'side');
    await phone.getByText('对第 36 号的更正：金额有误').waitFor();
    await phone.locator('.line a').click();
    await phone.getByRole('link', { name: '第 36 号记录' }).waitFor();
    await phone.getByRole('heading', { level: 1, name: '第 39 号记录' }).waitFor();
    const changes = await phone.locator('.table td').allTextContents();
    assert.equal(changes.map(fen).reduce((sum, one) => sum + one, 0n), 0n, changes.join(' '));
    assert.match(await phone.locator('.leaf').textContent(), /"kind":"correction"/);
    assert.equal(await phone.getByRole('link', { name: '下载证明' }).getAttribute('href'), '/ledger/proof/39.tlog-proof');
    await phone.goBack();
    await phone.getByRole('heading', { level: 2, name: '更正的每一笔' }).waitFor();
    await phone.goBack();
    await phone.getByRole('heading', { level: 2, name: '做什么' }).waitFor();
    await phone.goBack();
    await phone.getByRole('heading', { level: 1, name: '募捐项目' }).waitFor();
  },

  'the sum adds up to the fen, on every project': async (journey) => {
    const phone = await journey.phone(await mock(journey));
    for (const id of ['P-TEST-01', 'P-TEST-04']) {
      await opened(phone, `/p/${id}`);
      const terms = await phone.locator('.equation .term').evaluateAll((rows) => rows.map((row) => [row.querySelector('.term-sign [aria-hidden]')?.textContent ?? '+', row.querySelector('.term-sum').textContent]));
      const balance = terms.pop();
      const sum = terms.reduce((sum, [sign, amount]) => sum + (sign === '−' ? -1n : 1n) * fen(amount), 0n);
      assert.deepEqual([balance[0], fen(balance[1])], ['=', sum], id);
    }
  },

  'the notice block says all five things on every side of a project': async (journey) => {
    const phone = await journey.phone(await mock(journey));
    for (const side of SIDES) {
      await opened(phone, `/p/P-TEST-01${side}`);
      const block = phone.locator('.notice-block');
      await block.waitFor();
      const text = await block.textContent();
      for (const part of ['示例市慈善总会（演示）', '示例证书-0001', 'SAMPLE-A26001', '示例备案号，非真实备案', '400-000-0000', '以慈善中国公布为准']) {
        assert.ok(text.includes(part), `${part} at ${side}: ${text}`);
      }
    }
  },

  'what is only shown, stopped or overdue says so, and offers no way to give': async (journey) => {
    const phone = await journey.phone(await mock(journey));
    for (const [id, banner] of [['P-TEST-02', '起暂停'], ['P-TEST-03', '1 项信息公开已逾期'], ['P-TEST-04', '定向募捐，仅公示']]) {
      await opened(phone, `/p/${id}`);
      await phone.locator('.banner', { hasText: banner }).waitFor();
      assert.equal(await phone.locator('.giving a').count(), 0, id);
    }
    await opened(phone, '/projects');
    const sections = await phone.locator('main h2').allTextContents();
    assert.deepEqual(sections, ['公开募捐', '定向募捐（仅公示）']);
    assert.equal(await phone.locator('.project-card').count(), 4);
    await phone.getByRole('link', { name: '1 项信息公开已逾期' }).click();
    await phone.getByRole('heading', { level: 2, name: '公开日历' }).waitFor();
    await phone.locator('.disclosure[data-state="overdue"]', { hasText: '已超过 53 天' }).waitFor();
    for (const [state, word] of [['on_time', '按期公开'], ['late', '逾期公开'], ['due', '待公开']]) await phone.locator(`.disclosure[data-state="${state}"] .timeliness svg + *, .disclosure[data-state="${state}"] .timeliness`, { hasText: word }).first().waitFor();
  },

  'the filters of the ledger are in the address, and Back lifts them': async (journey) => {
    const phone = await journey.phone(await mock(journey));
    await opened(phone, '/ledger');
    await phone.locator('.line').first().waitFor();
    await phone.getByRole('button', { name: '更多记录' }).click();
    await phone.waitForFunction(() => document.querySelectorAll('.line').length === 5);
    await phone.getByLabel('种类').selectOption('refund');
    await phone.waitForURL(/\/ledger\?kind=refund$/);
    await phone.waitForFunction(() => document.querySelectorAll('.line').length === 1);
    await phone.getByLabel('项目').selectOption('P-TEST-02');
    await phone.waitForURL(/\?project=P-TEST-02&kind=refund$/);
    await phone.getByText('没有这样的记录').waitFor();
    await journey.axe(phone);
    await phone.goBack();
    await phone.getByText('捐赠人重复支付，原路退回').waitFor();
    await phone.getByRole('link', { name: '去掉筛选：退款' }).click();
    await phone.waitForURL(/\/ledger$/);
  },

  'errors of the books say what to do, and trying again helps': async (journey) => {
    journey.expect(/50[023] for|status of 50|net::ERR/);
    const server = await mock(journey);
    const phone = await journey.phone(server);
    for (const path of ['/projects', '/p/P-TEST-01', '/ledger', '/ledger/39']) {
      server.faults = [{ match: /GET /, kind: 'status', status: 502 }];
      await opened(phone, '/report');
      await phone.goto(path);
      await phone.getByRole('alert').getByText('没能打开').waitFor();
      await journey.axe(phone);
      server.faults = [];
      await phone.getByRole('button', { name: '再试一次' }).click();
      await phone.locator('.project-card, .equation, .line, .leaf').first().waitFor();
    }
  },

  'a side opens where it is, and keeps its address when it is loaded anew': async (journey) => {
    const phone = await journey.phone(await mock(journey));
    await opened(phone, '/p/p-test-01');
    await phone.locator('.tabs').getByRole('link', { name: '预算' }).click();
    await phone.getByRole('heading', { level: 2, name: '预算与实际' }).waitFor();
    assert.equal(await phone.locator('.tabs [aria-current]').textContent(), '预算');
    assert.equal(await phone.locator('.chart li[data-state="over"]').count(), 1);
    await phone.reload();
    await phone.getByRole('heading', { level: 2, name: '预算与实际' }).waitFor();
    const sums = (await phone.locator('tfoot td').allTextContents()).map(fen);
    const columns = await phone.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)));
    for (const column of [0, 1]) assert.equal(columns.reduce((sum, row) => sum + fen(row[column]), 0n), sums[column]);
  },

  'words of a charity stay text': async (journey) => {
    const server = await mock(journey);
    const project = server.projects.get('p-test-01');
    project.card.title = '<img src=x onerror="document.title=1">';
    project.budget[0].name = '"><b>x</b>';
    project.notice.filing.verify_url = 'javascript:document.title=1';
    const phone = await journey.phone(server);
    for (const side of SIDES) {
      await opened(phone, `/p/P-TEST-01${side}`);
      assert.equal(await phone.locator('main img').count(), 0);
    }
    assert.equal(await phone.locator('main a[href^="javascript:"]').count(), 0, 'an address is one of the web or none');
  },
};
