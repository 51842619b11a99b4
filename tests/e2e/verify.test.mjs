// A citizen checks the ledger on the phone: it holds, it lies, it is left and taken up again, a receipt is opened.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { Between, Log, cost, field, gift, money } from './log.mjs';
import { Mock } from './mock.mjs';
import { opened } from './steps.mjs';

/** So many gifts of 100 yuan, every tenth followed by a cost. */
const leaves = (count) => Array.from({ length: count }, (_, n) => (n % 10 === 9 ? cost(5000) : gift(10000)));

/** A phone in front of a server whose ledger is this log, as long as nobody lies about it. */
async function house(journey, log, { lie = () => undefined, ...phone } = {}) {
  const server = await new Mock().start();
  journey.onEnd(() => server.stop());
  const between = new Between(server.url, async (name) => {
    const told = await lie(name, log);
    return told === undefined ? log.file(name) : told;
  });
  await between.start();
  journey.onEnd(() => between.stop());
  return { between, server, phone: await journey.phone(between, phone) };
}

const press = (phone, name) => phone.getByRole('button', { name }).click();
const whole = (phone) => press(phone, '核对全部账目');
const alarm = (phone) => phone.locator('[data-alarm]');

async function passed(phone, n) {
  await phone.getByText('核对完毕，没有发现问题').waitFor();
  await phone.getByText(`这台手机核对了全部 ${n} 笔。`).waitFor();
}

/** The evidence that the page hands over. */
async function evidence(phone) {
  const [download] = await Promise.all([phone.waitForEvent('download'), press(phone, '保存证据文件')]);
  return { name: download.suggestedFilename(), ...JSON.parse(fs.readFileSync(await download.path(), 'utf8')) };
}

/** Flips a bit in the middle of the bytes. */
function flipped(bytes) {
  const copy = Buffer.from(bytes);
  copy[Math.floor(copy.length / 2)] ^= 1;
  return copy;
}

export default {
  'an honest ledger is checked to its last entry, and the page looks right': async (journey) => {
    const log = new Log({ leaves: leaves(1234) });
    const { phone, between } = await house(journey, log);
    await opened(phone, '/ledger/verify');
    await phone.getByText('最新的账本共 1,234 笔，签名有效。').waitFor();
    await phone.getByText('这台手机第一次查看这本账').waitFor();
    const small = between.asked.length;
    assert.ok(small <= 2, `a visit asks for ${small} files`);
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'verify-first', { full: true });
    await whole(phone);
    await passed(phone, '1,234');
    await phone.getByText(/适老安居|p-demo-01/i).first().waitFor();
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'verify-passed', { full: true });
    await phone.reload();
    await phone.getByText('在这台手机上，这本账只增加过，没有改动过').waitFor();
    await phone.getByText('这台手机以前核对过全部 1,234 笔').waitFor();
    await press(phone, 'English');
    await phone.getByText('Unchanged since').waitFor();
    await journey.axe(phone);
    await journey.shot(phone, 'verify-english', { full: true });
  },

  'each lie has its own alarm, names the entry and hands over the evidence': async (journey) => {
    const honest = new Log({ leaves: leaves(300) });
    const fork = honest.with([...honest.leaves.slice(0, 20), gift(1), ...honest.leaves.slice(21)]);
    const lies = [
      ['changed', '有一笔账被改过', (name, log) => (name === 'tile/entries/000' ? flipped(log.file(name)) : undefined)],
      ['unbalanced', '有一笔账不平', null, [money('donation', [['assets:bank:main', 500], ['net:restricted:project:p-demo-01', -400]])]],
      ['overspent', '有项目花超了', null, [cost(99999999)]],
      ['tile', '校验数据不对', (name, log) => (name === 'tile/1/000.p/1' ? flipped(log.file(name)) : undefined)],
    ];
    for (const [code, title, lie, more = []] of lies) {
      const log = honest.with([...honest.leaves, ...more]);
      const { phone } = await house(journey, log, { lie: lie ?? undefined });
      await opened(phone, '/ledger/verify');
      await whole(phone);
      await alarm(phone).waitFor();
      assert.equal(await alarm(phone).getAttribute('data-alarm'), code);
      await phone.getByText(title).waitFor();
      if (more.length > 0) await alarm(phone).getByText('编号 300 的一笔').first().waitFor();
      const file = await evidence(phone);
      assert.equal(file.name, `ledger-evidence-${code}.json`);
      assert.equal(file.evidence.now, log.note());
      assert.ok(file.evidence.files.length > 0 && file.evidence.keys.includes(log.vkey));
      await journey.axe(phone);
      await journey.fits(phone);
      await journey.shot(phone, `verify-${code}`, { full: true });
    }
    for (const [code, title, later] of [['rollback', '账本变短了', honest.with(honest.leaves.slice(0, 250))], ['fork', '出现了两本账', fork], ['unproven', '新账本没有包含旧账本', fork.with([...fork.leaves, gift(1)])]]) {
      let now = honest;
      const { phone } = await house(journey, honest, { lie: (name) => now.file(name) });
      await opened(phone, '/ledger/verify');
      await phone.getByText('最新的账本共 300 笔').waitFor();
      now = later;
      await phone.reload();
      await alarm(phone).waitFor();
      assert.equal(await alarm(phone).getAttribute('data-alarm'), code);
      await phone.getByText(title).waitFor();
      const file = await evidence(phone);
      assert.deepEqual([file.evidence.seen, file.evidence.now], [honest.note(), later.note()], 'both notes are in the evidence');
      await journey.shot(phone, `verify-${code}`, { full: true });
    }
  },

  'an audit that is paused or whose page is closed goes on where it was': async (journey) => {
    const log = new Log({ leaves: leaves(6000) });
    let held;
    const gate = new Promise((open) => { held = open; });
    let isHeld = true;
    const { phone, between } = await house(journey, log, {
      lie: async (name) => {
        if (isHeld && name === 'tile/entries/020') await gate;
        return undefined;
      },
    });
    await opened(phone, '/ledger/verify');
    await whole(phone);
    await phone.getByText(/已核对 5,120 \/ 6,000 笔/).waitFor();
    // The page answers while the audit waits and works.
    await phone.getByText('公钥和账本名称').click();
    await press(phone, '暂停');
    isHeld = false;
    held();
    await phone.getByText('已暂停，进度保存在这台手机上。').waitFor();
    await journey.shot(phone, 'verify-paused');
    await phone.reload();
    await phone.getByRole('button', { name: '继续核对' }).waitFor();
    between.asked.length = 0;
    await press(phone, '继续核对');
    await passed(phone, '6,000');
    assert.ok(!between.asked.includes('tile/entries/000'), 'what was audited is not loaded again');
    await phone.getByText('笔以前核对过').waitFor();
  },

  'trouble is neither good nor bad, and the copy in the page helps a phone whose store was emptied': async (journey) => {
    const log = new Log({ leaves: leaves(300) });
    let now = log;
    let is503 = false;
    const { phone } = await house(journey, log, { lie: (name) => (is503 && name.startsWith('tile/entries') ? 503 : now.file(name)) });
    journey.expect(/503/);
    await opened(phone, '/ledger/verify');
    is503 = true;
    await whole(phone);
    await phone.getByText('这不等于账有问题，也不等于没有问题。').waitFor();
    is503 = false;
    await press(phone, '继续核对');
    await passed(phone, '300');
    await phone.evaluate(() => new Promise((done) => { const gone = indexedDB.deleteDatabase('shanling-ledger'); gone.onsuccess = gone.onblocked = done; }));
    now = log.with(log.leaves.slice(0, 299));
    await phone.reload();
    await alarm(phone).waitFor();
    assert.equal(await alarm(phone).getAttribute('data-alarm'), 'rollback');
  },

  'a receipt file is checked, and a broken one is told apart': async (journey) => {
    const donor = field('donor_name', '张三');
    const log = new Log({ leaves: [...leaves(40), gift(52000, { digests: [donor.digest] }), ...leaves(60)] });
    const { phone } = await house(journey, log);
    await opened(phone, '/ledger/verify');
    const choose = async (text) => phone.getByLabel('选择收据文件').setInputFiles({ name: 'r.tlog-proof', mimeType: 'text/plain', buffer: Buffer.from(text) });
    const good = log.receipt(40, { size: 50, fields: [donor] });
    await choose(good);
    await phone.getByText('收据有效：这是账本里编号 40 的一笔').waitFor();
    await phone.getByText('张三').waitFor();
    await phone.getByText('开具收据时账本有 50 笔，今天有 101 笔').waitFor();
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'verify-receipt', { full: true });
    for (const [text, said] of [
      ['hello', '这个文件不是收据'],
      [good.replace('index 40', 'index 41'), '不在签名的账本里'],
      [good.replace('\n50\n', '\n51\n'), '没有这本账的有效签名'],
      [log.receipt(41, { fields: [donor] }), '展开的内容与这笔账对不上'],
    ]) {
      await choose(text);
      await phone.getByText(said).waitFor();
    }
    await journey.shot(phone, 'verify-receipt-bad', { full: true });
    await choose(log.with([gift(1), ...log.leaves.slice(1)]).receipt(40, { fields: [donor] }));
    await alarm(phone).waitFor();
    assert.equal(await alarm(phone).getAttribute('data-alarm'), 'fork');
  },
};
