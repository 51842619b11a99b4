// Giving: from the project page through the cashier, which takes no money, to a receipt that this phone checks itself.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { Mock } from './mock.mjs';
import { opened } from './steps.mjs';

const PROJECT = 'P-DEMO-01';

const press = (phone, name) => phone.getByRole('button', { name }).click();
const word = (phone, text) => phone.locator('.gift-state .gift-word', { hasText: text }).waitFor();

/** Fills in the form and sends it; the page of the donation comes. Yields its number. */
async function order(phone, amount, { name, project = PROJECT, from = `/p/${project}/donate` } = {}) {
  await opened(phone, from);
  await phone.getByLabel('金额（元）').fill(amount);
  if (name) {
    await phone.getByLabel('署我写的名字').check();
    await phone.getByLabel('署名', { exact: true }).fill(name);
  }
  await phone.getByLabel('我已年满 18 周岁').check();
  await phone.getByLabel('我已阅读并同意以上说明').check();
  await press(phone, '下一步：');
  await phone.getByRole('heading', { name: '这笔捐赠' }).waitFor();
  return new URL(phone.url()).pathname.split('/').pop();
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

  'each reason why nothing can be given stands in the place of the button': async (journey) => {
    for (const [off, said] of [
      ['targeted', '只向发起人、理事会成员和会员募捐'], ['not_filed', '还没有完成备案'], ['suspended', '已暂停'], ['not_begun', '募捐还没有开始'],
      ['ended', '募捐已经结束'], ['target_reached', '已经达到目标'], ['overdue', '信息公开逾期超过三十天'],
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
