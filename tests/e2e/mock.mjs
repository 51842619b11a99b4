// A server of our own making: the built app, and an API that answers in the shapes of `crates/model` from fixed samples.
// It can be told to misbehave, which the real server cannot: lose answers, fail, be slow, send short pages.
// `node tests/e2e/mock.mjs 8099` serves it for a look by hand; with `design` behind it, the page that `cargo xtask design` builds.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { books, projects } from './mock-books.mjs';

const dist = path.resolve(import.meta.dirname, '../../dist');
const design = path.resolve(import.meta.dirname, '../../target/design');
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json', '.txt': 'text/plain' };

const DAY = 86_400_000;
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const id = (n) => { let bits = (BigInt(n) * 0x9e3779b1n * 0x5851f42dn) % (1n << 40n); return Array.from({ length: 8 }, () => { const letter = letters[Number(bits & 31n)]; bits >>= 5n; return letter; }).join(''); };
export const wishId = (n) => id(n + 100);
const dayOf = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

const districts = ['示例市海棠区', '示例市望潮区', '示例市青禾县', '示例市云岭县', '示例市滨江新区'];
export const stations = districts.map((district, i) => ({
  code: `S0${i + 1}`, name: `${district.slice(3)}社会救助服务联合体（演示）`, level: '区县助联体', district,
  address: `${district}示例大街${100 + i}号一楼（演示）`, hours: '周一至周六 9:00-17:00', phone: `0000-000000${i + 1}`,
}));

const things = [
  ['一床过冬的棉被', 'shanling', 'life', '衣被家电补充', '棉被', '1.5 米床，纯棉被套，约 3 公斤', 18900, '天冷了，家里的被子已经用了十多年，想要一床厚实的棉被过冬。'],
  ['一台安全的取暖器', 'shanju', 'life', '衣被家电补充', '取暖器', '带倾倒断电，功率不超过 2000 瓦', 25900, '老房子冬天阴冷，希望有一台带安全保护的取暖器。'],
  ['一副合手的助行器', 'shanyang', 'health', '康复辅具', '助行器', '四脚可折叠，高度可调', 17800, '走路不太稳，想自己到院子里晒晒太阳。'],
  ['一套课外读物', 'shanxue', 'support', '学业辅导', '课外书', '适合小学高年级，8 至 10 本', 16500, '喜欢看书，学校图书角的书已经看完了。'],
  ['每周一次的学业辅导', 'shanxue', 'support', '学业辅导', null, null, null, '数学有些跟不上，希望有哥哥姐姐讲一讲。', 'vetted', 'station_class'],
  ['陪着去复诊一次', 'shanyi', 'health', '陪同就医', null, null, null, '一个人去医院楼上楼下不方便，希望有人陪着走一趟。', 'volunteer', 'volunteer_visit'],
  ['一双防滑棉鞋', 'shanzhu', 'life', '衣被家电补充', '棉鞋', '女式 37 码，防滑底', 9800, '路面结冰，旧鞋底已经磨平了，想要一双防滑的棉鞋。'],
  ['一个月的助餐券', 'shanyang', 'life', '助餐配餐', '助餐券', '社区食堂午餐，30 份', 30000, '自己做饭越来越吃力，想在社区食堂吃上热饭。', 'phone', 'merchant_direct'],
  ['简历修改和面试练习', 'shanye', 'link', '就业岗位推荐', null, null, null, '想重新找一份工作，不知道简历怎么写。', 'phone', 'online_1to1_adult'],
  ['找人说说话', 'shanjie', 'support', '心理慰藉', null, null, null, '家里安静得很，希望每周有人打个电话聊聊天。', 'volunteer', 'hotline_masked'],
];
const ages = ['70-74', '65-69', '80-84', 'primary_upper', 'junior', '75-79', '60-64', '85-89', '30-39', '70-74'];
const households = ['alone', 'couple', 'alone', null, null, 'alone', 'family', 'alone', null, 'alone'];
const functions = ['walking', null, 'walking', null, null, 'sight', null, 'care', null, 'hearing'];

function makeWish(n, now) {
  const kindOf = n % things.length;
  const [title, shan, clazz, item, thing, spec, price, story, way = 'phone', delivery = 'station_dropoff'] = things[kindOf];
  const total = n % 9 === 7 ? 5 : 1;
  const card = {
    id: wishId(n), title, shan, class: clazz, item, district: districts[n % 5],
    band: { age: ages[kindOf], ...(households[kindOf] && { household: households[kindOf] }), ...(functions[kindOf] && { function: functions[kindOf] }) },
    kind: thing ? 'goods' : 'service', urgency: n < 4 ? 'acute' : n < 14 ? 'seasonal' : 'usual',
    status: total > 1 ? 'joined' : 'waiting', slots: { total, free: total > 1 ? 2 : 1 },
    ...(thing ? { price } : { hours: 2 }), waiting_since: dayOf(now - (60 - (n % 60)) * DAY), way,
  };
  return {
    card, story, ...(thing && { thing, spec }), delivery, term_days: thing ? 7 : 14, listed_until: dayOf(now + 20 * DAY),
    verified_month: '2026-11', duplicate_checked: n % 4 !== 3, station: stations[n % 5], waiting: 0,
  };
}

const problem = (status, code, more = {}) => ({ status, body: { status, code, title: code.replaceAll('_', ' '), ...more }, type: 'application/problem+json' });
const ok = (body, status = 200) => ({ status, body });

export class Mock {
  constructor({ wishes = 64, page = 20, demo = true, hotline = '81890', isDesign = false } = {}) {
    this.isDesign = isDesign;
    this.now = () => Date.now();
    this.page = page;
    this.site = { demo, hotline, operator: '示例市慈善总会（演示）' };
    this.wishes = new Map(Array.from({ length: wishes }, (_, n) => { const wish = makeWish(n, this.now()); return [wish.card.id, wish]; }));
    this.projects = projects();
    this.gifts = new Map();
    this.receipts = new Map();
    this.people = new Map();
    this.answers = new Map();
    this.requests = [];
    /** Faults: `{match: /regexp/ on "METHOD path", times, kind: 'lose'|'drop'|'status'|'hold', status, until}`. */
    this.faults = [];
    this.streams = new Set();
    this.claims = 0;
  }

  /** Listens; resolves with itself. */
  async start(port = 0) {
    this.server = http.createServer((request, response) => this.#answer(request, response).catch((error) => { console.error(error); response.destroy(); }));
    await new Promise((done) => this.server.listen(port, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  async stop() {
    for (const stream of this.streams) stream.end();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  panics() { return []; }

  /** Says over the live stream that these wishes changed. */
  changed(...ids) {
    for (const stream of this.streams) stream.write(`event: changed\ndata: ${JSON.stringify({ ids, open: this.#listed().length })}\n\n`);
  }

  #listed() { return [...this.wishes.values()].filter(({ card }) => card.slots.free > 0); }

  async #answer(request, response) {
    const url = new URL(request.url, 'http://mock');
    if (!url.pathname.startsWith('/api/')) return this.#file(url, response);
    let text = '';
    for await (const part of request) text += part;
    const line = `${request.method} ${url.pathname}${url.search}`;
    this.requests.push({ line, key: request.headers['idempotency-key'], body: text });
    const fault = this.faults.find((one) => one.times !== 0 && one.match.test(line));
    if (fault) fault.times = (fault.times ?? Infinity) - 1;
    if (fault?.kind === 'drop') return response.destroy();
    if (fault?.kind === 'hold') await fault.until;
    if (fault?.kind === 'status') return this.#send(response, fault.body ? { status: fault.status, ...fault } : { status: fault.status, body: 'bad gateway', type: 'text/plain' });
    if (url.pathname === '/api/v1/live') return this.#live(response);
    const answer = this.#api(request, url, text ? JSON.parse(text) : null);
    if (fault?.kind === 'lose') return response.destroy();
    return this.#send(response, answer);
  }

  #send(response, { status, body, type = 'application/json', cookie }) {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...(cookie && { 'set-cookie': cookie }) });
    response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  }

  #live(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    this.streams.add(response);
    response.on('close', () => this.streams.delete(response));
  }

  #file(url, response) {
    if (url.pathname.endsWith('/qr.svg')) {
      response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>');
      return;
    }
    const folder = this.isDesign ? design : dist;
    const file = path.join(folder, url.pathname);
    if (path.extname(file) && fs.existsSync(file)) {
      response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
      return response.end(fs.readFileSync(file));
    }
    if (path.extname(file)) { response.writeHead(404); return response.end(); }
    const isBooks = /^\/(projects|p|donation|r|ledger|stats|me|privacy|report)(\/|$)/.test(url.pathname);
    const page = fs.readFileSync(path.join(folder, this.isDesign ? 'design.html' : isBooks ? 'books.html' : 'index.html'), 'utf8');
    const hashes = (tag) => [...page.matchAll(new RegExp(`<${tag}(?![^>]*application/json)[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))].map((found) => `'sha256-${createHash('sha256').update(found[1]).digest('base64')}'`).join(' ');
    const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${hashes('script')}; style-src 'self' ${hashes('style')}; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
    const site = `<script type="application/json" id="site">${JSON.stringify(this.site)}</script>`;
    const filled = /<script type="application\/json" id="site">.*?<\/script>/.test(page) ? page.replace(/<script type="application\/json" id="site">.*?<\/script>/, site) : page.replace('</head>', `${site}</head>`);
    response.writeHead(200, { 'content-type': types['.html'], 'cache-control': 'no-cache', 'content-security-policy': policy });
    response.end(filled);
  }

  #person(request) {
    return this.people.get(/shanling=(\w+)/.exec(request.headers.cookie ?? '')?.[1]);
  }

  #api(request, url, body) {
    const parts = url.pathname.replace('/api/v1/', '').split('/');
    const [what, one, verb] = parts;
    const { method } = request;
    if (method === 'GET' && what === 'home') return this.#home();
    if (method === 'GET' && what === 'stations') return ok(stations);
    if (method === 'GET' && what === 'wishes' && !one) return this.#list(url.searchParams);
    if (method === 'GET' && what === 'wishes') return this.wishes.has(one) ? ok(this.wishes.get(one)) : problem(404, 'not_found');
    if (method === 'GET' && ['projects', 'ledger'].includes(what)) {
      const found = books(this.projects, parts, url.searchParams);
      return found ? ok(found) : problem(404, 'not_found');
    }
    if (what === 'projects' && verb === 'donations') return this.#give(one, body, request.headers['idempotency-key']);
    if (what === 'receipts') return this.receipts.has(one) ? ok(this.receipts.get(one)) : problem(404, 'not_found');
    if (what === 'donations') return request.headers.authorization === `Bearer opens-${one}` ? ok(this.gifts.get(one)) : problem(404, 'not_found');
    if (what === 'codes') return body.notice === 1 ? ok({ resend_after: 60, demo_code: '246810' }, 202) : problem(422, 'consent_needed');
    if (what === 'reports') return ok({ id: id(7), answer_by: dayOf(this.now() + 7 * DAY) }, 201);
    if (what === 'session' && method === 'POST') return this.#signIn(body);
    const person = this.#person(request);
    if (!person) return problem(401, 'sign_in_needed');
    if (what === 'session') { this.people.delete(person.token); return ok(undefined, 204); }
    if (what === 'me' && method === 'DELETE') { this.people.delete(person.token); return ok(undefined, 204); }
    if (what === 'me') return ok(this.#me(person));
    if (what === 'wishes' && verb === 'waiting') return this.#wait(person, one, method);
    if (what === 'wishes' && verb === 'claims') return this.#keyed(person, request.headers['idempotency-key'], () => this.#claim(person, one));
    if (what === 'claims') return this.#act(person, one, verb, body);
    return problem(404, 'not_found');
  }

  #give(name, { amount, shown_as, name: donor }, key) {
    if (!key) return problem(400, 'key_missing');
    const { card, donation } = this.projects.get(name.toLowerCase());
    if (donation.off) return problem(409, 'giving_off', { off: donation.off });
    const [at, is_paid_here] = [this.now(), donation.mode !== 'handoff'];
    const gift = {
      id: id(this.gifts.size * 7 + 3), project: card.id, title: card.title, mode: donation.mode, amount, state: is_paid_here ? 'awaiting_payment' : 'handed_off',
      made_at: new Date(at).toISOString(), shown_as, ...(donor && { name: donor }), invoice: { state: 'waived' }, refunds: [],
      ...(is_paid_here && { pay: { url: '/sandbox/cashier/x', until: new Date(at + 30 * 60_000).toISOString() } }),
    };
    if (!this.answers.has(`guest ${key}`)) this.answers.set(`guest ${key}`, gift.id);
    if (this.answers.get(`guest ${key}`) === gift.id) this.gifts.set(gift.id, gift);
    const found = this.gifts.get(this.answers.get(`guest ${key}`));
    return ok({ ...found, key: `opens-${found.id}` }, 201);
  }

  #home() {
    const listed = this.#listed();
    const projects = ['shanju', 'shanxue', 'shanyi', 'shanye', 'shanyang', 'shanjie', 'shanling', 'shanzhu'];
    return ok({
      open: listed.length, fulfilled: 1033, shan: projects.map((shan) => ({ shan, n: listed.filter(({ card }) => card.shan === shan).length })),
      needed: listed.slice(0, 6).map(({ card }) => card), districts, stations: stations.length,
    });
  }

  #list(query) {
    const fits = this.#listed().filter(({ card, story, thing }) => ['shan', 'class', 'kind', 'urgency', 'district'].every((key) => !query.has(key) || card[key] === query.get(key))
      && (!query.has('q') || `${card.title}${story}${thing ?? ''}${card.item}`.includes(query.get('q'))));
    const from = Number(query.get('after') ?? 0);
    const next = from + this.page;
    return ok({ items: fits.slice(from, next).map(({ card }) => card), ...(next < fits.length && { next: String(next) }), total: { n: fits.length, at_least: false } });
  }

  #signIn({ phone, code }) {
    if (code !== '246810') return problem(422, 'bad_code');
    const token = `t${createHash('sha256').update(phone).digest('hex').slice(0, 16)}`;
    const person = this.people.get(token) ?? { token, phone, claims: [], waiting: [] };
    this.people.set(token, person);
    return { ...ok(this.#me(person)), cookie: `shanling=${token}; HttpOnly; SameSite=Lax; Path=/` };
  }

  #me({ phone, claims, waiting }) {
    return { phone: `${phone.slice(0, 3)}****${phone.slice(7)}`, now: new Date(this.now()).toISOString(), claims, waiting, live_limit: 3 };
  }

  #keyed(person, key, act) {
    if (!key) return problem(400, 'key_missing');
    const name = `${person.token} ${key}`;
    if (!this.answers.has(name)) this.answers.set(name, act());
    return this.answers.get(name);
  }

  #claim(person, wish) {
    const found = this.wishes.get(wish);
    if (!found) return problem(404, 'not_found');
    const mine = person.claims.find((claim) => claim.wish?.id === wish);
    if (mine) return problem(409, 'already_yours', { claim: mine.id });
    const held = person.claims.find((claim) => claim.state === 'held');
    if (held) return problem(409, 'hold_elsewhere', { claim: held.id });
    if (found.card.way !== 'phone') return problem(403, found.card.way === 'vetted' ? 'vetting_needed' : 'volunteer_needed');
    if (found.card.slots.free === 0) return problem(409, 'already_claimed', { similar: this.#listed().slice(0, 3).map(({ card }) => card) });
    found.card.slots.free -= 1;
    found.card.status = found.card.slots.free === 0 ? 'claimed' : 'joined';
    this.claims += 1;
    const claim = {
      id: id(this.claims * 13 + 5), state: 'held', wish: { ...found.card }, ...(found.spec && { spec: found.spec }), delivery: found.delivery, station: found.station,
      made_at: new Date(this.now()).toISOString(), hold_until: new Date(this.now() + 30 * 60_000).toISOString(), actions: ['confirm', 'extend_hold', 'cancel_free'],
    };
    person.claims.unshift(claim);
    return ok(structuredClone(claim), 201);
  }

  #act(person, number, verb, body) {
    const claim = person.claims.find((one) => one.id === number);
    if (!claim) return problem(404, 'not_found');
    const goods = claim.wish.kind === 'goods';
    if (verb === 'hold') Object.assign(claim, { hold_until: new Date(Date.parse(claim.hold_until) + 30 * 60_000).toISOString(), actions: ['confirm', 'cancel_free'] });
    if (verb === 'confirm') {
      const { hold_until: _, ...rest } = claim;
      for (const key of Object.keys(claim)) delete claim[key];
      Object.assign(claim, rest, { state: 'active', free_until: new Date(this.now() + DAY).toISOString(), due: dayOf(this.now() + (goods ? 7 : 14) * DAY), actions: [goods ? 'send' : 'appoint', 'extend', 'cancel_free'] });
    }
    if (verb === 'cancel') Object.assign(claim, { state: body.reason ? 'cancelled_late' : 'cancelled_free', actions: [] });
    if (verb === 'extend') Object.assign(claim, { due: dayOf(Date.parse(claim.due) + body.days * DAY), actions: claim.actions.filter((action) => action !== 'extend') });
    if (verb === 'sent') Object.assign(claim, { state: 'shipped', actions: ['cancel_free'] });
    if (verb === 'appointment') Object.assign(claim, { state: 'scheduled', appointment: body.day });
    return ok(claim);
  }

  #wait(person, wish, method) {
    if (method === 'DELETE') { person.waiting = person.waiting.filter((place) => place.wish.id !== wish); return ok(undefined, 204); }
    const found = this.wishes.get(wish);
    if (found.card.slots.free > 0) return problem(409, 'slots_free');
    const place = { wish: found.card, ahead: found.waiting };
    found.waiting += 1;
    person.waiting.push(place);
    return ok(place);
  }
}

if (process.argv[1] === import.meta.filename) {
  const mock = await new Mock({ isDesign: process.argv[3] === 'design' }).start(Number(process.argv[2] ?? 8099));
  console.log(mock.url);
}
