// Steps that several journeys share, named as a person would tell them.
import assert from 'node:assert/strict';

/** A wish of the real server that anybody may claim: goods, one slot, free. */
export async function claimable(server, kind = 'goods') {
  const { items } = await (await fetch(`${server.url}/api/v1/wishes?kind=${kind}`)).json();
  const found = items.find((card) => card.way === 'phone' && card.slots.total === 1 && card.slots.free === 1);
  assert.ok(found, `the demo data has a free ${kind} wish`);
  return found;
}

/** Reads the promise, declares, and goes on. */
export async function promise(phone) {
  await phone.getByRole('heading', { name: '您承诺的是' }).waitFor();
  await phone.getByLabel('我已年满 18 周岁').check();
  await phone.getByLabel('我与受助人没有利害关系').check();
  await phone.getByRole('button', { name: '认领，为我保留 30 分钟' }).click();
}

/** Verifies the phone by the code that a demonstration shows. */
export async function signIn(phone, number) {
  await phone.getByLabel('手机号码').fill(number);
  await phone.getByLabel('我已阅读并同意以上说明').check();
  await phone.getByRole('button', { name: '获取验证码' }).click();
  const shown = await phone.getByText(/验证码是 \d{6}/).textContent();
  await phone.getByLabel('6 位验证码').fill(/\d{6}/.exec(shown)[0]);
  await phone.getByRole('button', { name: '验证并继续' }).click();
}

/** The hold is there. */
export async function held(phone) {
  await phone.getByRole('heading', { name: '已为您保留' }).waitFor();
}

/** Confirms what is held; yields the claim number. */
export async function confirm(phone) {
  await phone.getByRole('button', { name: '确认认领' }).click();
  await phone.getByRole('heading', { name: '认领成功' }).waitFor();
  return (await phone.locator('.number b').textContent()).trim();
}

/** From the page of the promise to the claim number. */
export async function claimAll(phone, wish, number) {
  await phone.goto(`/w/${wish.id}/claim`);
  await promise(phone);
  await signIn(phone, number);
  await held(phone);
  return confirm(phone);
}

/** The app is there: its first heading, and no shell over it. */
export async function opened(phone, path) {
  await phone.goto(path);
  await phone.locator('main h1').waitFor();
}

/** What the station does by command. */
export async function station(server, ...args) {
  return server.cliWith({ env: { SHANLING_PASSWORD: 'shanling-demo' } }, ...args, '--as', '演示服务站');
}

/** Tabs on until the focus is on something of this name; the focus is always visible. */
export async function tabTo(phone, name) {
  for (let presses = 0; presses < 120; presses += 1) {
    await phone.keyboard.press('Tab');
    const here = await phone.evaluate(() => {
      const now = document.activeElement;
      const style = getComputedStyle(now);
      const after = getComputedStyle(now, '::after');
      const label = now.labels?.[0]?.textContent ?? '';
      return { text: now === document.body ? '' : `${now.textContent}${now.getAttribute('aria-label') ?? ''}${label}`, isVisible: style.outlineStyle !== 'none' || after.outlineStyle !== 'none' };
    });
    if (here.text.includes(name)) {
      assert.ok(here.isVisible, `the focus on "${name}" can be seen`);
      return;
    }
  }
  assert.fail(`the keyboard never reached "${name}"`);
}
