// The main job: somebody finds a wish, claims it, and it is delivered; and everything that may come between.
import assert from 'node:assert/strict';
import { claimAll, claimable, confirm, held, opened, promise, signIn, station } from './steps.mjs';

const PHONES = ['13800138001', '13800138002', '13800138003'];

/** How many claims of this wish the person has. */
async function claimsOf(phone, wish) {
  const me = await phone.evaluate(async () => (await fetch('/api/v1/me')).json());
  return me.claims.filter((claim) => claim.wish?.id === wish.id);
}

async function wholeWay(journey, options) {
  const server = await journey.server();
  const phone = await journey.phone(server, options);
  await opened(phone, '/');
  await phone.getByRole('link', { name: '看看心愿' }).first().click();
  await phone.getByRole('heading', { level: 1, name: '心愿' }).waitFor();
  await phone.getByRole('button', { name: '筛选' }).click();
  await phone.getByLabel('物品或服务').selectOption('goods');
  await phone.waitForURL(/kind=goods/);
  const wish = await claimable(server);
  const card = phone.locator(`a[href="/w/${wish.id}"]`);
  while (!(await card.count())) await phone.getByRole('button', { name: '更多心愿' }).click();
  await card.click();
  await phone.getByRole('heading', { level: 1, name: wish.title }).waitFor();
  await phone.getByRole('link', { name: '认领这个心愿' }).click();
  await promise(phone);
  await signIn(phone, PHONES[0]);
  await held(phone);
  const number = await confirm(phone);
  await phone.getByRole('link', { name: '到“我的”查看' }).click();
  const item = phone.locator(`#claim-${number}`);
  await item.getByText('已认领', { exact: true }).waitFor();
  await item.getByRole('button', { name: '我已寄出' }).click();
  await item.getByRole('button', { name: '是的，已寄出' }).click();
  await item.getByText('已寄出', { exact: true }).waitFor();
  await station(server, 'claim', 'received', number);
  await station(server, 'claim', 'handed-over', number);
  await station(server, 'claim', 'close', number, '--fits', 'yes', '--note', '大小正好，已经用上了。');
  await phone.reload();
  await item.getByText('大小正好，已经用上了。').waitFor();
  await item.getByText('已完成', { exact: true }).waitFor();
  await journey.fits(phone);
  return phone;
}

export default {
  'browse, filter, open, claim, deliver, feedback': async (journey) => {
    const phone = await wholeWay(journey);
    await journey.axe(phone);
    await journey.shot(phone, 'me-feedback', { full: true });
  },

  'the same on a slow phone and a slow network': async (journey) => {
    await wholeWay(journey, { slow: true });
  },

  'the loser of a race sees similar wishes and may wait': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    const [winner, loser] = [await journey.phone(server), await journey.phone(server)];
    await loser.goto(`/w/${wish.id}/claim`);
    await promise(loser);
    await claimAll(winner, wish, PHONES[0]);
    await signIn(loser, PHONES[1]);
    await loser.getByRole('heading', { name: '刚刚有人先认领了' }).waitFor();
    assert.equal(await loser.locator('.too-late .wish-card').count(), 3);
    await journey.axe(loser);
    await journey.shot(loser, 'too-late', { full: true });
    await loser.getByRole('button', { name: '候补这个心愿' }).click();
    await loser.getByText('已候补，您排第 1 位').waitFor();
    assert.equal((await claimsOf(loser, wish)).length, 0);
    await opened(loser, '/me');
    await loser.getByRole('heading', { name: '我的候补' }).waitFor();
  },

  'a reload while it is held leads back to what is held': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    const phone = await journey.phone(server);
    await phone.goto(`/w/${wish.id}/claim`);
    await promise(phone);
    await signIn(phone, PHONES[0]);
    await held(phone);
    await phone.reload();
    await held(phone);
    await phone.getByRole('button', { name: '再留 30 分钟' }).click();
    await phone.getByText(/还有 (59|60) 分钟/).waitFor();
    assert.equal(await phone.getByRole('button', { name: '再留 30 分钟' }).count(), 0);
    const number = await confirm(phone);
    await phone.reload();
    await phone.getByText('您已认领过这个心愿').waitFor();
    assert.equal((await phone.locator('.number b').textContent()).trim(), number);
    assert.equal((await claimsOf(phone, wish)).length, 1);
  },

  'a lost answer and a reload are one claim, under the same key': async (journey) => {
    journey.expect(/ERR_FAILED|ERR_CONNECTION|Failed to fetch|net::/);
    const server = await journey.server();
    const wish = await claimable(server);
    const phone = await journey.phone(server);
    await opened(phone, '/me');
    await signIn(phone, PHONES[0]);
    await phone.getByText('还没有认领').waitFor();
    const keys = [];
    await phone.route('**/claims', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      // The server hears it, and its answer is lost on the way.
      if (keys.length <= 2) { await route.fetch(); await route.abort('connectionreset'); } else await route.continue();
    });
    await phone.goto(`/w/${wish.id}/claim`);
    await promise(phone);
    await held(phone);
    assert.equal(new Set(keys).size, 1, 'one form, one key');
    assert.ok(keys.length >= 3);
    assert.equal((await claimsOf(phone, wish)).length, 1);
  },

  'offline during the claim nothing is pretended, and it goes on afterwards': async (journey) => {
    journey.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::/);
    const server = await journey.server();
    const wish = await claimable(server);
    const phone = await journey.phone(server);
    await opened(phone, '/me');
    await signIn(phone, PHONES[0]);
    await phone.getByText('还没有认领').waitFor();
    await phone.goto(`/w/${wish.id}/claim`);
    await phone.getByLabel('我已年满 18 周岁').check();
    await phone.getByLabel('我与受助人没有利害关系').check();
    await phone.context().setOffline(true);
    await phone.getByText('现在没有网络').waitFor();
    assert.ok(await phone.getByRole('button', { name: '没有网络，暂时不能认领' }).isDisabled());
    await journey.axe(phone);
    await journey.shot(phone, 'offline');
    await phone.context().setOffline(false);
    await phone.getByRole('button', { name: '认领，为我保留 30 分钟' }).click();
    await held(phone);
    assert.equal((await claimsOf(phone, wish)).length, 1);
  },

  'a double tap is one claim': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    const phone = await journey.phone(server);
    await opened(phone, '/me');
    await signIn(phone, PHONES[0]);
    await phone.getByText('还没有认领').waitFor();
    await phone.goto(`/w/${wish.id}/claim`);
    await phone.getByLabel('我已年满 18 周岁').check();
    await phone.getByLabel('我与受助人没有利害关系').check();
    await phone.getByRole('button', { name: '认领，为我保留 30 分钟' }).dblclick();
    await held(phone);
    await phone.getByRole('button', { name: '确认认领' }).dblclick();
    await phone.getByRole('heading', { name: '认领成功' }).waitFor();
    assert.equal((await claimsOf(phone, wish)).length, 1);
  },

  'a second tab shows the same claim and makes no other': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    const phone = await journey.phone(server);
    await phone.goto(`/w/${wish.id}/claim`);
    const tab = await phone.context().newPage();
    await tab.goto(`/w/${wish.id}/claim`);
    await tab.getByRole('heading', { name: '您承诺的是' }).waitFor();
    await promise(phone);
    await signIn(phone, PHONES[0]);
    await held(phone);
    await promise(tab);
    // This tab did not know that somebody has signed in meanwhile; the server does.
    await held(tab);
    await confirm(tab);
    await phone.bringToFront();
    await phone.getByRole('button', { name: '确认认领' }).click();
    await phone.getByRole('heading', { name: /认领成功|这是您的认领/ }).waitFor();
    assert.equal((await claimsOf(phone, wish)).length, 1);
  },

  'what is held elsewhere is shown with the way to it': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    const first = await claimable(server);
    await phone.goto(`/w/${first.id}/claim`);
    await promise(phone);
    await signIn(phone, PHONES[0]);
    await held(phone);
    const second = await claimable(server);
    assert.notEqual(second.id, first.id);
    await phone.goto(`/w/${second.id}/claim`);
    await promise(phone);
    await phone.getByText('您还有一个心愿等待确认').waitFor();
    await journey.axe(phone);
    await phone.getByRole('link', { name: '去看那一个' }).click();
    await held(phone);
    await phone.getByRole('button', { name: '先不认领了' }).click();
    await phone.getByText('已放弃，心愿放回了列表').waitFor();
  },

  'without both declarations nothing is sent': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    const phone = await journey.phone(server);
    await phone.goto(`/w/${wish.id}/claim`);
    await phone.getByLabel('我已年满 18 周岁').check();
    await phone.getByRole('button', { name: '认领，为我保留 30 分钟' }).click();
    await phone.getByRole('alert').getByText('请先勾选两项声明').waitFor();
    assert.equal(await phone.getByLabel('手机号码').count(), 0);
    await journey.axe(phone);
  },

  'wrong numbers and wrong codes are explained': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    await opened(phone, '/me');
    await phone.getByLabel('手机号码').fill('12345');
    await phone.getByRole('button', { name: '获取验证码' }).click();
    await phone.getByText('请输入 11 位手机号码').waitFor();
    await phone.getByLabel('手机号码').fill(PHONES[0]);
    await phone.getByRole('button', { name: '获取验证码' }).click();
    await phone.getByText('请先阅读并同意个人信息说明').waitFor();
    await phone.getByLabel('我已阅读并同意以上说明').check();
    await phone.getByRole('button', { name: '获取验证码' }).click();
    await phone.getByLabel('6 位验证码').fill('000000');
    await phone.getByRole('button', { name: '验证并继续' }).click();
    await phone.getByText('验证码不对或已过期').waitFor();
    await journey.axe(phone);
  },

  'extend, give back, sign out, be deleted': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    const phone = await journey.phone(server);
    const number = await claimAll(phone, wish, PHONES[0]);
    await opened(phone, '/me');
    const item = phone.locator(`#claim-${number}`);
    await item.getByRole('button', { name: '申请延期' }).click();
    await journey.axe(phone);
    await item.getByRole('button', { name: '申请', exact: true }).click();
    await item.getByText('请选择', { exact: true }).last().waitFor();
    await item.getByLabel('延几天').selectOption('7');
    await item.getByLabel('生病').check();
    await item.getByRole('button', { name: '申请', exact: true }).click();
    await item.getByText('申请延期：已办好').waitFor();
    assert.equal(await item.getByRole('button', { name: '申请延期' }).count(), 0);
    await item.getByRole('button', { name: '取消认领' }).click();
    await item.getByRole('button', { name: '确认取消' }).click();
    await phone.getByRole('heading', { name: '已结束' }).waitFor();
    await phone.getByRole('button', { name: '退出登录' }).click();
    await phone.getByLabel('手机号码').waitFor();
    // A second code may be asked for after a minute.
    server.setClock('2026-11-22T10:05:00+08:00');
    await signIn(phone, PHONES[0]);
    await phone.getByRole('button', { name: '删除我的信息' }).click();
    await phone.getByLabel('我明白，请删除').check();
    await phone.getByRole('button', { name: '确认删除' }).click();
    await phone.getByText('您的信息已删除').waitFor();
  },

  'late: a reminder stands over the claims, and giving back asks for a reason': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    const phone = await journey.phone(server);
    const number = await claimAll(phone, wish, PHONES[0]);
    const { due } = (await claimsOf(phone, wish))[0];
    server.setClock(`${due}T09:00:00+08:00`);
    await opened(phone, '/me');
    await phone.locator('.reminders').getByText('今天到期').waitFor();
    const item = phone.locator(`#claim-${number}`);
    await item.getByRole('button', { name: '取消认领' }).click();
    await item.getByRole('button', { name: '确认取消' }).click();
    await item.getByLabel('不可抗力').check();
    await journey.axe(phone);
    await journey.shot(phone, 'me-late', { full: true });
    await item.getByRole('button', { name: '确认取消' }).click();
    await phone.getByRole('heading', { name: '已结束' }).waitFor();
  },

  'a wish with visits is led to the station': async (journey) => {
    const server = await journey.server();
    const { items } = await (await fetch(`${server.url}/api/v1/wishes?kind=service`)).json();
    const visit = items.find((card) => card.way !== 'phone');
    assert.ok(visit, 'the demo data has a wish for volunteers');
    const phone = await journey.phone(server);
    await opened(phone, `/w/${visit.id}`);
    await phone.getByRole('heading', { name: '请到服务站申请' }).waitFor();
    assert.equal(await phone.getByRole('link', { name: '认领这个心愿' }).count(), 0);
    await journey.axe(phone);
  },
};
