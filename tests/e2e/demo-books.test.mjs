// The books of the real server with its demo data: what pages, API and log say of the same money must be one thing.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { claimable, opened, station } from './steps.mjs';

const TERMS = [['income', '收入'], ['refund', '退款'], ['expense', '支出'], ['moved_out', '转出'], ['correction', '更正']];

const press = (phone, name) => phone.getByRole('button', { name }).click();

async function api(server, path) {
  const answer = await fetch(`${server.url}/api/v1${path}`);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

/** Every entry that a question about the ledger finds, page after page. */
async function every(server, path) {
  const items = [];
  for (let after = ''; ;) {
    const page = await api(server, `${path}${path.includes('?') ? '&' : '?'}${after}`.replace(/[?&]$/, ''));
    items.push(...page.items);
    if (!page.next) return items;
    after = `after=${page.next}`;
  }
}

async function lookAt(journey, phone, path) {
  await opened(phone, path);
  await phone.waitForLoadState('networkidle');
  assert.equal(await phone.locator('.trouble, .skeleton').count(), 0, `${path} has come`);
  await journey.axe(phone);
  await journey.fits(phone);
  await journey.shot(phone, `demo${path.replaceAll(/\W+/g, '-')}`, { full: true });
}

/** An amount as the pages write it, in fen. */
function fen(text) {
  const [whole, part] = text.replaceAll(',', '').replace('−', '-').replace('+', '').split('.');
  return Number(whole + part);
}

const fens = async (cells) => (await cells.allTextContents()).map(fen);
const total = (numbers) => numbers.reduce((sum, one) => sum + one, 0);
const lines = (phone, n) => phone.waitForFunction((n) => document.querySelectorAll('.line').length === n, n);

/** The newest entry, once the sequencer has given this step its place. */
async function entered(server, kind, before) {
  for (;;) {
    const found = (await api(server, `/ledger?kind=${kind}`)).items[0];
    if (found && found.index >= before) return found;
  }
}

/** Claims over the API, as any program may. */
async function claim(phone, wish) {
  return phone.evaluate(async (id) => {
    const post = async (path, body, headers = {}) => {
      const answer = await fetch(`/api/v1${path}`, {
        method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${answer.status} for ${path}: ${await answer.text()}`);
      return answer.json();
    };
    const phone = '13800138222';
    const { demo_code: code } = await post('/codes', { phone, notice: 1 });
    await post('/session', { phone, code });
    const claimed = await post(`/wishes/${id}/claims`, { adult: true, no_interest: true }, { 'idempotency-key': 'key-of-the-books-1' });
    return post(`/claims/${claimed.id}/confirm`, {});
  }, wish.id);
}

/** The proof that the page of an entry hands out: its bytes. */
async function proof(phone, index) {
  const [download] = await Promise.all([phone.waitForEvent('download'), phone.getByRole('link', { name: '下载证明' }).click()]);
  assert.equal(download.suggestedFilename(), `${index}.tlog-proof`);
  return fs.readFileSync(await download.path());
}

/** Hands a receipt to the page that checks the ledger. */
const choose = (phone, bytes) => phone.getByLabel('选择收据文件').setInputFiles({ name: 'r.tlog-proof', mimeType: 'text/plain', buffer: bytes });

async function whole(phone, size) {
  await press(phone, /^(核对全部账目|继续核对|从第一笔重新核对)$/);
  await phone.getByText('核对完毕，没有发现问题').waitFor();
  await phone.getByText(`这台手机核对了全部 ${size} 笔。`).waitFor();
}

async function everySideOfAProjectSaysWhatTheApiSays(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  await lookAt(journey, phone, '/projects');
  const { items: cards } = await api(server, '/projects');
  assert.equal(cards.length, 6);
  assert.deepEqual((await phone.locator('.project-card h3').allTextContents()).sort(), cards.map((card) => card.title).sort());

  const project = await api(server, '/projects/P-DEMO-01');
  await phone.getByRole('link', { name: project.card.title }).click();
  await phone.getByRole('heading', { level: 1, name: project.card.title }).waitFor();
  await lookAt(journey, phone, '/p/P-DEMO-01');
  const { totals } = project;
  const said = { ...totals, correction: Math.abs(totals.correction_fen) };
  for (const term of [...TERMS.map(([term]) => term), 'balance']) {
    assert.equal(fen(await phone.locator(`.equation [data-term="${term}"] .term-sum`).textContent()), said[term], term);
  }
  assert.equal(totals.income - totals.refund - totals.expense - totals.moved_out + totals.moved_in + totals.correction_fen, totals.balance);
  for (const [term, word] of TERMS) {
    await opened(phone, '/p/P-DEMO-01');
    await phone.locator(`a.term[data-term="${term}"]`).click();
    await phone.getByRole('heading', { level: 2, name: `${word}的每一笔` }).waitFor();
    const of = await every(server, `/projects/P-DEMO-01/lines?term=${term}`);
    await lines(phone, of.length);
    const shown = await fens(phone.locator('.line-sum'));
    assert.equal(Math.abs(total(shown)), said[term], `the entries of ${term} make its sum`);
    if (of.length === 0) await phone.getByText('还没有这一类记录').waitFor();
    await journey.axe(phone);
  }
  await lookAt(journey, phone, '/p/P-DEMO-01/books');
  await lines(phone, (await every(server, '/projects/P-DEMO-01/lines')).length);
  assert.equal(total(await fens(phone.locator('.line-sum'))), totals.balance, 'all entries together make the balance');

  await lookAt(journey, phone, '/p/P-DEMO-01/budget');
  const [planned, spent] = await fens(phone.locator('tfoot td'));
  assert.equal(planned, total(project.budget.map((line) => line.amount)));
  assert.equal(spent, total(project.budget.map((line) => line.spent_fen)));
  assert.equal(spent, totals.expense - totals.correction_fen, 'what was spent is the term of the sum, corrections included');
  await lookAt(journey, phone, '/p/P-DEMO-01/four');
  for (const group of [...project.four.places, ...project.four.people]) {
    await phone.locator('.chart li', { hasText: group.label }).getByText(`${group.n} 户（人）`).waitFor();
  }
  for (const effect of project.four.effects) await phone.getByText(effect).waitFor();
  await lookAt(journey, phone, '/p/P-DEMO-01/calendar');
  assert.equal(await phone.locator('.disclosure').count(), project.disclosures.length);
}

async function whatIsOverdueOrTargetedOffersNoWayToGive(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  for (const [id, banner, why] of [['P-DEMO-03', '2 项信息公开已逾期', '补齐之前不能捐'], ['P-DEMO-06', '定向募捐，仅公示', '不接受公众捐赠']]) {
    await lookAt(journey, phone, `/p/${id}`);
    await phone.locator('.banner', { hasText: banner }).waitFor();
    await phone.locator('.giving', { hasText: why }).waitFor();
    assert.equal(await phone.locator('.giving :is(a, button, input)').count(), 0, id);
    assert.equal(await phone.locator('main a[href*="/donate"]').count(), 0, id);
  }
  await lookAt(journey, phone, '/p/P-DEMO-03/calendar');
  const { disclosures } = await api(server, '/projects/P-DEMO-03');
  const overdue = disclosures.filter((one) => one.state === 'overdue');
  assert.equal(overdue.length, 2);
  for (const { days_late: days } of overdue) await phone.locator('.disclosure[data-state="overdue"]', { hasText: `已超过 ${days} 天` }).first().waitFor();
}

async function anEntryIsFoundReadAndProved(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  await lookAt(journey, phone, '/ledger');
  const { as_of: { size } } = await api(server, '/ledger');
  await phone.getByText(`共 ${size} 笔记录`).waitFor();
  const all = await every(server, '/ledger');
  assert.deepEqual(all.map((line) => line.index), Array.from({ length: size }, (_, n) => size - 1 - n), 'no entry is missing');
  for (const words of await phone.locator('.line').allTextContents()) assert.doesNotMatch(words, /[a-z]_[a-z]|undefined/, 'no word of the program');
  await phone.getByLabel('种类').selectOption('refund');
  await phone.waitForURL(/kind=refund/);
  const [refund] = await every(server, '/ledger?kind=refund');
  await lines(phone, 1);
  await phone.locator('.line a').click();
  await phone.getByRole('heading', { level: 1, name: `第 ${refund.index} 号记录` }).waitFor();
  await phone.locator('.lead', { hasText: refund.texts[0].text }).waitFor();
  assert.equal(total(await fens(phone.locator('.table td'))), 0);
  const bytes = await proof(phone, refund.index);
  assert.match(bytes.toString(), /^c2sp\.org\/tlog-proof@v1\n/);
  await lookAt(journey, phone, `/ledger/${refund.index}`);

  // A step of a wish says where it was, and leads to the wish.
  const [step] = await every(server, '/ledger?kind=claim_made');
  await lookAt(journey, phone, `/ledger/${step.index}`);
  const opens = (name) => step.texts.find((text) => text.name === name).text;
  await phone.locator('.fact', { hasText: '地区' }).getByText(opens('district')).waitFor();
  assert.equal(await phone.locator('.fact', { hasText: '心愿' }).getByRole('link').getAttribute('href'), `/w/${opens('wish')}`);
}

async function aPhoneChecksEveryEntryAndAReceipt(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  const { as_of: { size } } = await api(server, '/ledger');
  await lookAt(journey, phone, '/ledger/verify');
  await phone.getByText(`最新的账本共 ${size} 笔，签名有效。`).waitFor();
  await whole(phone, size);
  await phone.waitForFunction(() => document.querySelectorAll('.verify-total[data-state="same"]').length === 6);
  assert.equal(await phone.locator('.verify-total').count(), 6);
  await phone.getByText('与项目页面上的数字一致').first().waitFor();
  await journey.axe(phone);
  await journey.fits(phone);
  await journey.shot(phone, 'demo-verify-passed', { full: true });

  const [gift] = await every(server, '/ledger?kind=donation');
  const [step] = await every(server, '/ledger?kind=claim_made');
  for (const { index } of [gift, step]) {
    await opened(phone, `/ledger/${index}`);
    const good = await proof(phone, index);
    await opened(phone, '/ledger/verify');
    await phone.getByText('签名有效').waitFor();
    const receipt = phone.locator('.verify-receipt');
    const accepted = async () => {
      await choose(phone, good);
      await receipt.getByText(`收据有效：这是账本里编号 ${index} 的一笔`).waitFor();
    };
    await accepted();
    assert.doesNotMatch(await receipt.locator('dl').textContent(), /summary|district|wish|[a-z]:[a-z]/, 'fields have names that people use');
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, `demo-verify-receipt-${index === gift.index ? 'gift' : 'step'}`, { full: true });
    // A bit of the version, of the entry, of its index, of a hash, of the size, of the root, of the signature.
    const text = good.toString();
    const note = text.indexOf('\n\n') + 2;
    const tail = text.slice(note).split('\n');
    const size_ = note + tail[0].length + 1;
    const root = size_ + tail[1].length + 1;
    for (const at of [3, 60, text.indexOf('\nindex ') + 7, note - 20, size_, root + 5, good.length - 20]) {
      const bad = Buffer.from(good);
      bad[at] ^= 1;
      await choose(phone, bad);
      await receipt.locator('.verify-bad').waitFor();
      await accepted();
    }
  }
}

async function aClaimMakesTheLogGrowAndTheNextVisitSaysSo(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  const { as_of: { size } } = await api(server, '/ledger');
  await opened(phone, '/ledger/verify');
  await phone.getByText(`最新的账本共 ${size} 笔，签名有效。`).waitFor();
  await whole(phone, size);
  await claim(phone, await claimable(server));
  const { index } = await entered(server, 'claim_made', size);
  assert.equal(index, size, 'the claim is the next entry');
  // A checkpoint may be two seconds old.
  for (let said = ''; !said.includes(`共 ${size + 1} 笔`);) {
    await phone.reload();
    said = await phone.getByText(/^最新的账本共 \d+ 笔，签名有效。$/).textContent();
  }
  await phone.getByText('在这台手机上，这本账只增加过，没有改动过').waitFor();
  await whole(phone, size + 1);
  await phone.getByText(`其中 ${size} 笔以前核对过，这次核对了 1 笔。`).waitFor();
  await journey.axe(phone);
  await journey.shot(phone, 'demo-verify-grown', { full: true });
}

async function aWithdrawnWishIsInNoEntry(journey) {
  const server = await journey.server();
  const phone = await journey.phone(server);
  const wish = await claimable(server);
  const told = async () => {
    const { as_of: { size } } = await api(server, '/ledger');
    const texts = [];
    for (let index = 0; index < size; index += 1) {
      const receipt = await (await fetch(`${server.url}/ledger/proof/${index}.tlog-proof`)).text();
      const extra = JSON.parse(Buffer.from(/^extra (\S+)$/m.exec(receipt)[1], 'base64').toString());
      const opens = extra.disclosures.map((one) => Buffer.from(one, 'base64url').toString());
      texts.push([index, JSON.stringify(await api(server, `/ledger/${index}`)) + JSON.stringify(extra) + opens.join()]);
    }
    return texts.filter(([, text]) => text.includes(wish.id)).map(([index]) => index);
  };
  const before = await told();
  assert.ok(before.length > 0, 'its steps name it while it is public');
  const { as_of: { size } } = await api(server, '/ledger');
  await station(server, 'wish', 'withdraw', wish.id);
  await entered(server, 'wish_withdrawn', size);
  await entered(server, 'erasure', size);
  assert.deepEqual(await told(), [], 'no entry and no proof names it');
  for (const index of before) {
    await lookAt(journey, phone, `/ledger/${index}`);
    assert.ok(!(await phone.content()).includes(wish.id));
  }
  // What is left still proves to be what was signed.
  const { as_of: now } = await api(server, '/ledger');
  await opened(phone, '/ledger/verify');
  await whole(phone, now.size);
}

export default {
  'every side of a project says what the API says': everySideOfAProjectSaysWhatTheApiSays,
  'what is overdue or targeted offers no way to give': whatIsOverdueOrTargetedOffersNoWayToGive,
  'an entry is found, read and proved': anEntryIsFoundReadAndProved,
  'a phone checks every entry, the totals of the pages, and a receipt': aPhoneChecksEveryEntryAndAReceipt,
  'a claim makes the log grow, and the next visit says so': aClaimMakesTheLogGrowAndTheNextVisitSaysSo,
  'a withdrawn wish is in no entry': aWithdrawnWishIsInNoEntry,
};
