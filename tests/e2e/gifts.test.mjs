// Giving: from the project page through the cashier, which takes no money, to a receipt that this phone checks itself.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { out } from './harness.mjs';
import { Mock } from './mock.mjs';
import { lines } from './mock-books.mjs';
import { NOW } from './server.mjs';
import { opened, signIn, tabTo } from './steps.mjs';

const PROJECT = 'P-DEMO-01';

const press = (phone, name) => phone.getByRole('button', { name }).click();
const word = (phone, text) => phone.locator('.gift-state .gift-word', { hasText: text }).waitFor();

/** Fills in the form, without sending it. */
async function fill(phone, amount, { name, project = PROJECT, from = `/p/${project}/donate` } = {}) {
  await opened(phone, from);
  await phone.getByLabel('金额（元）').fill(amount);
  if (name) {
    await phone.getByLabel('署我写的名字').check();
    await phone.getByLabel('署名', { exact: true }).fill(name);
  }
  await phone.getByLabel('我已年满 18 周岁').check();
  await phone.getByLabel('我已阅读并同意以上说明').check();
}

/** The page of the donation is there; yields its number. */
async function ordered(phone) {
  await phone.getByRole('heading', { name: '这笔捐赠' }).waitFor();
  return new URL(phone.url()).pathname.split('/').pop();
}

/** Fills in the form and sends it; yields the number of the donation. */
async function order(phone, amount, options) {
  await fill(phone, amount, options);
  await press(phone, '下一步：');
  return ordered(phone);
}

/** Goes to the cashier and chooses what happens. */
async function pay(phone, choice = '付款成功') {
  await phone.getByRole('link', { name: '去演示收银台' }).click();
  await phone.getByText('这里不收钱。').waitFor();
  await press(phone, choice);
}

/** The address of the receipt, once the gift is in the books. */
async function receipt(phone) {
  await word(phone, '已入账');
  return phone.getByRole('link', { name: '查看收据' }).getAttribute('href');
}

/** What finance does by command. */
async function finance(server, ...args) {
  return server.cliWith({ env: { SHANLING_PASSWORD: 'shanling-demo' } }, ...args, '--as', '演示财务员');
}

/** A donation as its donor's phone sees it. */
async function gift(phone, id) {
  return phone.evaluate(async (id) => {
    const line = (localStorage.getItem('gifts') ?? '').split('\n').find((line) => line.startsWith(id));
    const answer = await fetch(`/api/v1/donations/${id}`, { headers: { authorization: `Bearer ${line?.split(' ')[1]}` } });
    return answer.json();
  }, id);
}

/** Lets time pass on the server until this holds. */
async function until(server, holds) {
  for (let minutes = 1; !(await holds()); minutes += 1) {
    server.passed = (server.passed ?? 0) + 60_000;
    server.setClock(new Date(Date.parse(NOW) + server.passed).toISOString());
    assert.ok(minutes < 120, 'it did not come to that');
    await new Promise((again) => setTimeout(again, 500));
  }
}

/** The numbers of the donations of whoever has signed in on this phone. */
async function own(phone, server) {
  const answer = await phone.context().request.get(`${server.url}/api/v1/me/donations`);
  return (await answer.json()).items.map(({ id }) => id);
}

async function mock(journey, donation) {
  const server = await new Mock().start();
  journey.onEnd(() => server.stop());
  const project = server.projects.get('p-test-01');
  project.donation = donation;
  if (donation.off) project.card.giving_off = donation.off;
  return server;
}

export default {
  'a gift goes from the project to a receipt that proves itself': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    await opened(phone, `/p/${PROJECT}`);
    await phone.getByRole('link', { name: '试一试捐赠（不收钱）' }).click();
    const card = phone.locator('.donate-card');
    for (const fact of ['谁在募捐', '募捐方案备案号', '项目阶段', '最近一次公开', '钱用来买什么', '成本怎么分']) await card.getByText(fact).waitFor();
    await phone.getByText('这是演示，不收任何钱。').waitFor();
    await phone.locator('.notice-block').waitFor();
    assert.equal(await phone.getByLabel('金额（元）').inputValue(), '', 'no amount is suggested');
    assert.equal(await phone.locator('input[type=checkbox]:checked').count(), 0, 'nothing is ticked beforehand');
    assert.equal(await phone.locator('input[type=radio]:checked').inputValue(), 'anonymous');
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-form', { full: true });
    for (const [amount, said] of [['', '请填写金额。'], ['五十', '请只写数字'], ['0', '金额要大于 0'], ['1.005', '最多写到分'], ['20000000', '一次最多一千万元'], ['52.5', '请先确认已年满 18 周岁']]) {
      await phone.getByLabel('金额（元）').fill(amount);
      await press(phone, '下一步：');
      await phone.getByRole('alert').getByText(said).waitFor();
    }
    const id = await order(phone, '1,052.5 元', { name: '晨光' });
    await word(phone, '待付款');
    await phone.getByText('1,052.50 元').waitFor();
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-waiting', { full: true });
    await pay(phone);
    const href = await receipt(phone);
    assert.match(href, /^\/r\/[0-9A-Z]{8}#[\w-]{43}$/);
    await journey.axe(phone);
    await journey.shot(phone, 'gifts-booked', { full: true });

    await phone.getByRole('link', { name: '查看收据' }).click();
    await phone.getByText('核对无误').waitFor();
    await phone.getByText(/这张收据就是账本里的第 \d+ 号记录/).waitFor();
    await phone.getByText('感谢晨光的捐赠。').waitFor();
    await phone.locator('.certificate svg.qr').waitFor();
    await phone.getByText('之后项目买了什么').waitFor();
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-receipt', { full: true });
    await phone.emulateMedia({ media: 'print' });
    assert.ok(await phone.locator('.certificate').isVisible());
    for (const hidden of ['header', '.receipt-verdict', '.receipt-ways', '.receipt-bought', 'footer']) assert.ok(!(await phone.locator(hidden).first().isVisible()), `${hidden} is not printed`);
    await journey.shot(phone, 'gifts-print', { full: true });
    await phone.emulateMedia({ media: 'screen' });

    const [download] = await Promise.all([phone.waitForEvent('download'), press(phone, '下载证明文件')]);
    assert.match(download.suggestedFilename(), /^[0-9A-Z]{8}\.tlog-proof$/);
    const file = await download.path();
    await opened(phone, '/ledger/verify');
    await phone.getByText('签名有效').first().waitFor();
    await phone.getByLabel('选择收据文件').setInputFiles({ name: 'r.tlog-proof', mimeType: 'text/plain', buffer: fs.readFileSync(file) });
    await phone.getByText(/收据有效：这是账本里编号 \d+ 的一笔/).waitFor();

    const [bare, secret] = href.split('#');
    await opened(phone, bare);
    await phone.getByText('位置已核对，归属没有核对').waitFor();
    await opened(phone, '/projects');
    await opened(phone, `${bare}#${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`);
    await phone.locator('.receipt-said[data-state="differs"]').waitFor();

    await opened(phone, `/donation/${id}`);
    await press(phone, '撤下我的署名');
    await press(phone, '撤下署名');
    await phone.getByText('署名已撤下。').waitFor();
    await opened(phone, href);
    await phone.getByText('核对无误').waitFor();
    await phone.getByText('感谢爱心人士的捐赠。').waitFor();
    assert.equal(await phone.getByText('晨光').count(), 0, 'the name is gone');
    await opened(phone, '/me');
    await phone.getByRole('link', { name: '我的捐赠' }).click();
    await phone.getByRole('link', { name: /1,052\.50 元 · 已入账/ }).waitFor();
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-own', { full: true });
  },

  'whoever loses the connection after paying, or looks from another tab, sees what became of it': async (journey) => {
    journey.expect(/ERR_/);
    const server = await journey.server();
    const phone = await journey.phone(server);
    const id = await order(phone, '20');
    const other = await phone.context().newPage();
    await opened(other, `/donation/${id}`);
    await word(other, '待付款');
    await phone.getByRole('link', { name: '去演示收银台' }).click();
    await phone.getByText('这里不收钱。').waitFor();
    await phone.route('**/donation/*', (route) => route.abort());
    await press(phone, '付款成功');
    await word(other, '已入账');
    await phone.unroute('**/donation/*');
    await opened(phone, `/donation/${id}`);
    await word(phone, '已入账');
    const stranger = await journey.phone(server);
    await opened(stranger, `/donation/${id}`);
    await stranger.getByRole('heading', { name: '打不开这笔捐赠' }).waitFor();
    await journey.axe(stranger);
    await journey.shot(stranger, 'gifts-stranger');
  },

  'the same form is one gift however often it is sent; other contents are asked about': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    const id = await order(phone, '20');
    assert.equal(await order(phone, '20.00'), id, 'sent again after a reload it is the same gift');
    await opened(phone, `/p/${PROJECT}/donate`);
    await phone.getByText('还有一笔没有付完的捐赠').waitFor();
    await phone.getByLabel('金额（元）').fill('30');
    await phone.getByLabel('我已年满 18 周岁').check();
    await phone.getByLabel('我已阅读并同意以上说明').check();
    await press(phone, '下一步：');
    await phone.getByText('已经提交过一笔内容不同的捐赠').waitFor();
    await journey.axe(phone);
    await journey.shot(phone, 'gifts-twice', { full: true });
    await press(phone, '按现在填的另捐一笔');
    await phone.waitForURL((url) => url.pathname.startsWith('/donation/') && !url.pathname.endsWith(id));
    await word(phone, '待付款');
    await pay(phone, '金额不符');
    await word(phone, '已收到，待核对');
    await journey.shot(phone, 'gifts-checking', { full: true });
    await opened(phone, '/me/gifts');
    await phone.getByRole('link', { name: /20 元 · 待付款/ }).waitFor();
    await phone.getByRole('link', { name: /30 元 · 已收到，待核对/ }).waitFor();
  },

  'a form that was opened before signing in is one gift afterwards, and still one after signing out': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    const id = await order(phone, '20');
    await opened(phone, '/me');
    await signIn(phone, '13800138000');
    await phone.getByRole('button', { name: '退出登录' }).waitFor();
    assert.equal(await order(phone, '20'), id, 'signed in midway it is the same gift');
    assert.deepEqual(await own(phone, server), [id], 'and the person’s own');
    await opened(phone, '/me/gifts');
    await phone.getByRole('heading', { name: '登录后捐的' }).waitFor();
    await phone.getByRole('link', { name: /20 元 · 待付款/ }).waitFor();
    assert.equal(await phone.getByRole('heading', { name: '在这个浏览器里捐的' }).count(), 0, 'it is listed once');

    await opened(phone, '/me');
    await press(phone, '退出登录');
    await phone.getByRole('button', { name: '获取验证码' }).waitFor();
    await fill(phone, '20');
    await press(phone, '下一步：');
    await phone.getByText('这张表是登录以后提交的').waitFor();
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-signed-out', { full: true });
    await phone.getByLabel('手机号码').fill('13800138000');
    await phone.locator('.sign-in').getByLabel('我已阅读并同意以上说明').check();
    // One code a minute for each number.
    server.setClock('2026-11-22T10:02:00+08:00');
    await press(phone, '获取验证码');
    const shown = await phone.getByText(/验证码是 \d{6}/).textContent();
    await phone.getByLabel('6 位验证码').fill(/\d{6}/.exec(shown)[0]);
    await press(phone, '验证并继续');
    assert.equal(await ordered(phone), id, 'back where they were');
    assert.deepEqual(await own(phone, server), [id]);
  },

  'by keyboard alone one gets from the project to a receipt that has been checked': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    await opened(phone, `/p/${PROJECT}`);
    await phone.getByRole('link', { name: '试一试捐赠' }).waitFor();
    await tabTo(phone, '试一试捐赠');
    await phone.keyboard.press('Enter');
    await phone.getByLabel('金额（元）').waitFor();
    await tabTo(phone, '金额（元）');
    await phone.keyboard.type('12.5');
    await tabTo(phone, '我已年满 18 周岁');
    await phone.keyboard.press('Space');
    await tabTo(phone, '我已阅读并同意以上说明');
    await phone.keyboard.press('Space');
    await tabTo(phone, '下一步：');
    await phone.keyboard.press('Enter');
    await ordered(phone);
    await tabTo(phone, '去演示收银台');
    await phone.keyboard.press('Enter');
    await phone.getByRole('button', { name: '付款成功' }).waitFor();
    await tabTo(phone, '付款成功');
    await phone.keyboard.press('Enter');
    await word(phone, '已入账');
    await tabTo(phone, '查看收据');
    await phone.keyboard.press('Enter');
    await phone.getByText('核对无误').waitFor();
  },

  'a form that lies open in two tabs is one gift, also when it was paid in the other': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    const other = await phone.context().newPage();
    await fill(phone, '20');
    await fill(other, '20');
    await press(phone, '下一步：');
    const id = await ordered(phone);
    await pay(phone);
    await word(phone, '已入账');
    await press(other, '下一步：');
    assert.equal(await ordered(other), id, 'the form of the other tab is the gift that was paid');
    await word(other, '已入账');
    const { items } = await (await fetch(`${server.url}/api/v1/projects/${PROJECT}/lines?term=income`)).json();
    assert.equal(items.filter(({ fen }) => fen === 2000).length, 1);
  },

  'a gift moves the numbers on another phone without a reload': async (journey) => {
    const server = await journey.server();
    const [watcher, list, giver] = [await journey.phone(server), await journey.phone(server), await journey.phone(server)];
    await opened(watcher, `/p/${PROJECT}`);
    await opened(list, '/projects');
    const income = watcher.locator('.term[data-term=income]');
    const received = watcher.locator('.giving .progress-words b');
    const before = { income: await income.locator('.term-sum').textContent(), received: await received.textContent() };
    await watcher.evaluate(() => { globalThis.sameDocument = true; });
    await received.scrollIntoViewIfNeeded();
    await income.evaluate((link) => link.focus({ preventScroll: true }));
    const place = await watcher.evaluate(() => scrollY);
    await order(giver, '123.45');
    await pay(giver);
    await word(giver, '已入账');
    const fen = (text) => Math.round(Number(text.replaceAll(',', '')) * 100);
    const more = (text) => ((fen(text) + 12345) / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
    await received.filter({ hasText: more(before.received) }).waitFor();
    await income.locator('.term-sum', { hasText: more(before.income) }).waitFor();
    await list.locator('.project-card').getByText(more(before.received)).waitFor();
    assert.deepEqual(await watcher.evaluate(() => [globalThis.sameDocument, scrollY, document.activeElement?.dataset.term]), [true, place, 'income'], 'no reload, no jump, and the focus where it was');
    await opened(watcher, `/p/${PROJECT}/books`);
    await order(giver, '7.77');
    await pay(giver);
    await watcher.locator('.line', { hasText: '+7.77' }).first().waitFor();
    await journey.shot(watcher, 'gifts-live-books');

    await opened(watcher, `/p/${PROJECT}`);
    await watcher.locator('.giving').getByRole('link', { name: '试一试捐赠（不收钱）' }).waitFor();
    await finance(server, 'project', 'suspend', PROJECT, '--reason', '正在核查一笔支出。');
    await watcher.locator('.giving-off', { hasText: '已暂停' }).waitFor();
    await watcher.getByText('正在核查一笔支出。').waitFor();
    await finance(server, 'project', 'resume', PROJECT);
    await watcher.locator('.giving').getByRole('link', { name: '试一试捐赠（不收钱）' }).waitFor();
  },

  'without a stream of news the page of a project asks now and then': async (journey) => {
    journey.expect(/ERR_|EventSource/);
    const server = await journey.server();
    const [watcher, giver] = [await journey.phone(server), await journey.phone(server)];
    await watcher.route('**/api/v1/live', (route) => route.abort());
    await opened(watcher, `/p/${PROJECT}`);
    await watcher.locator('.giving').waitFor();
    const received = watcher.locator('.giving .progress-words b');
    const before = await received.textContent();
    await order(giver, '50');
    await pay(giver);
    await received.filter({ hasNotText: before }).waitFor({ timeout: 60_000 });
  },

  'what is paid and not yet entered is said to be so, on the gift, in the list and on the receipt': async (journey) => {
    const server = await mock(journey, { mode: 'demo' });
    const phone = await journey.phone(server);
    const id = await order(phone, '20', { project: 'P-TEST-01' });
    const receipt = { id: 'RCPT2345', secret: 'A'.repeat(43) };
    const paid = { ...server.gifts.get(id), state: 'paid', receipt };
    delete paid.pay;
    server.gifts.set(id, paid);
    server.receipts.set(receipt.id, {
      id: receipt.id, project: 'P-TEST-01', title: paid.title, organisation: '示例市慈善总会（演示）', filing: 'SAMPLE-A26001', mode: 'demo',
      amount: 2000, day: '2026-11-22', refunded: 0, is_erased: false,
    });
    await word(phone, '已付款，待入账');
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-paid', { full: true });
    await opened(phone, '/me/gifts');
    await phone.getByRole('link', { name: /20 元 · 已付款，待入账/ }).waitFor();
    await phone.getByRole('link', { name: '查看收据' }).click();
    await phone.locator('.receipt-said[data-state=entering]', { hasText: '已付款，待入账' }).waitFor();
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-receipt-entering', { full: true });
  },

  'money that goes back takes the receipt back by a document, and the receipt still proves itself': async (journey) => {
    const server = await journey.server();
    const [phone, watcher] = [await journey.phone(server), await journey.phone(server)];
    const id = await order(phone, '30');
    await pay(phone);
    const href = await receipt(phone);
    await opened(watcher, `/p/${PROJECT}`);
    const refund = watcher.locator('.term[data-term=refund] .term-sum');
    const before = await refund.textContent();
    const [found] = (await server.cli('finance', 'find', id, '--json')).trim().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual([found.amount, found.left, found.booked], [3000, 3000, true]);
    const back = async (yuan) => {
      await finance(server, 'finance', 'refund', found.txn, '--amount', yuan, '--why', 'donor_request');
      await until(server, async () => (await gift(phone, id)).refunds.every(({ state }) => state === 'success'));
    };
    await back('10');
    await word(phone, '已入账');
    await phone.getByRole('heading', { name: '退款' }).waitFor();
    await journey.shot(phone, 'gifts-part-refunded', { full: true });
    await opened(phone, href);
    await phone.locator('.receipt-taken', { hasText: '有一部分已经退回' }).getByText(/退回 10 元（捐赠人申请）/).waitFor();
    await phone.getByText('核对无误').waitFor();
    await back('20');
    await phone.locator('.receipt-taken', { hasText: '这张收据作废' }).waitFor();
    await phone.locator('.certificate-void').waitFor();
    await phone.getByText('核对无误').waitFor();
    assert.equal(await phone.locator('.receipt-taken li').count(), 2);
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-receipt-void', { full: true });
    await phone.locator('.receipt-taken a').last().click();
    await phone.getByText(/退还第 \d+ 号收到的钱：捐赠人申请/).waitFor();
    await journey.shot(phone, 'gifts-refund-entry', { full: true });
    await opened(phone, `/donation/${id}`);
    await word(phone, '已退款');
    await journey.axe(phone);
    await journey.shot(phone, 'gifts-refunded', { full: true });
    await opened(phone, '/me/gifts');
    await phone.getByRole('link', { name: /30 元 · 已退款/ }).waitFor();
    const fen = (text) => Math.round(Number(text.replaceAll(',', '')) * 100);
    await watcher.waitForFunction(({ before, selector }) => Math.round(Number(document.querySelector(selector).textContent.replaceAll(',', '')) * 100) === before + 3000, { before: fen(before), selector: '.term[data-term=refund] .term-sum' });
    await journey.shot(watcher, 'gifts-refund-equation');
  },

  'the receipt of an erased donor still proves itself': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    await opened(phone, '/me');
    await signIn(phone, '13800138000');
    await phone.getByRole('button', { name: '退出登录' }).waitFor();
    const id = await order(phone, '20', { name: '晨光' });
    await pay(phone);
    const href = await receipt(phone);
    await opened(phone, href);
    await phone.getByText('感谢晨光的捐赠。').waitFor();
    await opened(phone, '/me');
    await press(phone, '删除我的信息');
    await phone.locator('#sure').check();
    await phone.locator('form.action button[type=submit]').click();
    await phone.getByRole('button', { name: '获取验证码' }).waitFor();
    await opened(phone, `/donation/${id}`);
    await phone.getByRole('heading', { name: '打不开这笔捐赠' }).waitFor();
    await opened(phone, href);
    await phone.getByText('核对无误').waitFor();
    await phone.getByText('感谢爱心人士的捐赠。').waitFor();
    await phone.getByText('捐赠人已撤下署名').waitFor();
    assert.equal(await phone.getByText('晨光').count(), 0, 'the name is gone');
    await journey.axe(phone);
    await journey.shot(phone, 'gifts-receipt-erased', { full: true });
  },

  'the certificate prints what the donor chose and nothing else': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    await order(phone, '88.5');
    await pay(phone);
    await opened(phone, await receipt(phone));
    await phone.getByText('核对无误').waitFor();
    fs.writeFileSync(path.join(out, 'certificate-whole.pdf'), await phone.pdf({ format: 'A4' }));
    await phone.getByLabel('金额', { exact: true }).uncheck();
    await phone.getByLabel('核对用的二维码').uncheck();
    await phone.locator('.certificate svg.qr').waitFor({ state: 'detached' });
    assert.ok(!(await phone.locator('.certificate').textContent()).includes('88.5'));
    fs.writeFileSync(path.join(out, 'certificate-bare.pdf'), await phone.pdf({ format: 'A4' }));
    await journey.axe(phone);
    await phone.emulateMedia({ media: 'print' });
    const seen = await phone.evaluate(() => document.body.innerText);
    for (const hidden of ['88.5', '核对无误', '凭证上印什么', '之后项目买了什么', '下载证明文件']) assert.ok(!seen.includes(hidden), `${hidden} is not printed:\n${seen}`);
  },

  'a receipt tells all that was bought since, and how much of it is not listed': async (journey) => {
    const server = await mock(journey, { mode: 'demo' });
    const phone = await journey.phone(server);
    const later = Array.from({ length: 25 }, (_, n) => ({ index: 100 + n, day: '2026-11-21', kind: 'expense', project: 'P-TEST-01', fen: -10_000, line: 'A1', corrected_by: [], texts: [], postings: [] })).reverse();
    lines.unshift(...later);
    journey.onEnd(() => lines.splice(0, later.length));
    server.receipts.set('RCPT2345', {
      id: 'RCPT2345', project: 'P-TEST-01', title: '“示例”项目之1', organisation: '示例市慈善总会（演示）', mode: 'demo', amount: 2000, day: '2026-11-20', refunded: 0, entry: 90, is_erased: false,
    });
    journey.expect(/404 for GET \/ledger\/proof/);
    await opened(phone, '/r/RCPT2345');
    await phone.getByText('入账之后共 25 笔支出，合计 2,500.00 元。').waitFor();
    await phone.getByText('还有 5 笔没有列出。').waitFor();
    assert.equal(await phone.locator('.receipt-bought .line').count(), 20);
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-bought', { full: true });
  },

  'on the real server each button is off for its own reason, and there is no way around it': async (journey) => {
    const server = await journey.server();
    const [phone, giver] = [await journey.phone(server), await journey.phone(server)];
    const project = async (id) => (await fetch(`${server.url}/api/v1/projects/${id}`)).json();
    const off = async (id, why, said) => {
      assert.equal((await project(id)).donation.off, why);
      await opened(phone, `/p/${id}`);
      await phone.locator('.giving-off', { hasText: said }).waitFor();
      assert.equal(await phone.locator('.giving a').count(), 0, why);
      await opened(phone, `/p/${id}/donate`);
      await phone.locator('.giving-off', { hasText: said }).waitFor();
      assert.equal(await phone.locator('form').count(), 0, why);
      const headers = { 'content-type': 'application/json', 'idempotency-key': `around-${why}`, origin: server.url };
      const body = JSON.stringify({ amount: 100, adult: true, notice: 1 });
      const answer = await fetch(`${server.url}/api/v1/projects/${id}/donations`, { method: 'POST', headers, body });
      const problem = await answer.json();
      assert.deepEqual([answer.status, problem.code, problem.off], [409, 'giving_off', why]);
    };
    await off('P-DEMO-06', 'targeted', '只向发起人、理事会成员和会员募捐');
    await off('P-DEMO-03', 'overdue', '信息公开逾期过久');
    await off('P-DEMO-05', 'ended', '募捐已经结束');
    await finance(server, 'project', 'suspend', 'P-DEMO-02', '--reason', '正在核查。');
    await off('P-DEMO-02', 'suspended', '已暂停');
    const { card } = await project(PROJECT);
    await fill(giver, '1');
    await order(phone, ((card.target - card.received) / 100).toFixed(2));
    await pay(phone);
    await word(phone, '已入账');
    await off(PROJECT, 'target_reached', '已经达到目标');
    await press(giver, '下一步：');
    await giver.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
    await journey.shot(giver, 'gifts-reached-meanwhile', { full: true });
  },

  'each reason why nothing can be given stands in the place of the button': async (journey) => {
    for (const [off, said] of [
      ['targeted', '只向发起人、理事会成员和会员募捐'], ['not_filed', '还没有完成备案'], ['suspended', '已暂停'], ['not_begun', '募捐还没有开始'],
      ['ended', '募捐已经结束'], ['target_reached', '已经达到目标'], ['overdue', '信息公开逾期过久'],
    ]) {
      const server = await mock(journey, { off });
      const phone = await journey.phone(server);
      await opened(phone, '/p/P-TEST-01');
      await phone.locator('.giving-off', { hasText: said }).waitFor();
      assert.equal(await phone.locator('.giving a').count(), 0, off);
      await opened(phone, '/p/P-TEST-01/donate');
      await phone.locator('.giving-off', { hasText: said }).waitFor();
      assert.equal(await phone.locator('form').count(), 0, off);
      if (off === 'overdue') await journey.shot(phone, 'gifts-off', { full: true });
    }
  },

  'a designated platform is left for with a number, and this site says that it sees nothing': async (journey) => {
    const platform = { name: '示例公益平台（演示）', url: 'https://example.org/give?project=1&x=2' };
    const server = await mock(journey, { mode: 'handoff', platform });
    const phone = await journey.phone(server);
    await opened(phone, '/p/P-TEST-01');
    await phone.getByRole('link', { name: '我要捐赠' }).click();
    await phone.getByText('本站不经手任何钱').waitFor();
    const id = await order(phone, '20', { project: 'P-TEST-01' });
    await word(phone, '请在指定平台完成');
    await phone.getByText('您付没付，本站看不到').waitFor();
    assert.equal((await phone.locator('.number b').textContent()).trim(), id);
    assert.equal(await phone.getByRole('link', { name: /前往“示例公益平台（演示）”/ }).getAttribute('href'), platform.url);
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-handoff', { full: true });
  },

  'where there are several ways to pay the donor chooses one, and none is chosen beforehand': async (journey) => {
    const channels = [{ name: 'wechat', title: '微信支付' }, { name: 'alipay', title: '支付宝' }];
    const server = await mock(journey, { mode: 'own_site', channels });
    const phone = await journey.phone(server);
    await opened(phone, '/p/P-TEST-01');
    await phone.getByText('捐款直接进入募捐组织自己的账户').waitFor();
    await phone.locator('.giving').getByRole('link', { name: '我要捐赠' }).click();
    await fill(phone, '20', { project: 'P-TEST-01' });
    assert.equal(await phone.locator('input[name=channel]:checked').count(), 0);
    await press(phone, '下一步：去付款');
    await phone.getByRole('alert').getByText('请选择怎么付款。').waitFor();
    await phone.getByLabel('支付宝').check();
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-channels', { full: true });
    await press(phone, '下一步：去付款');
    await ordered(phone);
    const [sent] = server.requests.filter(({ line }) => /POST .*donations$/.test(line));
    assert.equal(JSON.parse(sent.body).channel, 'alipay');
    await phone.getByRole('link', { name: '去付款' }).waitFor();
  },

  'a lost answer and a double tap are one gift': async (journey) => {
    journey.expect(/ERR_/);
    const server = await mock(journey, { mode: 'demo' });
    const phone = await journey.phone(server);
    server.faults = [{ match: /POST .*donations$/, kind: 'lose', times: 1 }];
    await order(phone, '20', { project: 'P-TEST-01' });
    const keys = server.requests.filter(({ line }) => /POST .*donations$/.test(line)).map(({ key }) => key);
    assert.ok(keys.length >= 2 && new Set(keys).size === 1, keys.join(' '));
    assert.equal(server.gifts.size, 1);
  },

  'the whole way speaks English too': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    await opened(phone, `/p/${PROJECT}/donate`);
    await press(phone, 'English');
    await phone.getByLabel('Amount (yuan)').fill('5');
    await phone.getByLabel('I am 18 or older').check();
    await phone.getByLabel('I have read this and agree').check();
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'gifts-form-english', { full: true });
    await press(phone, 'Next: the mock cashier');
    await phone.getByRole('link', { name: 'To the mock cashier' }).click();
    await press(phone, '付款成功');
    await phone.getByRole('link', { name: 'See the receipt' }).click();
    await phone.getByText('Checked', { exact: true }).waitFor();
    await journey.axe(phone);
    await journey.shot(phone, 'gifts-receipt-english', { full: true });
  },
};
