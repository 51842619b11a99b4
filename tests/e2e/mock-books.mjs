// Projects, books and a year, in the shapes of `crates/model`, for the mock server.
const yuan = (n) => Math.round(n * 100);
const ROOT = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const as_of = { size: 40, root: ROOT };

const organisation = {
  name: '示例市慈善总会（演示）', uscc: '51SAMPLE0000000001', form: '社会团体', certificate: '示例证书-0001（非真实）',
  registrar: '示例市民政局（演示）', contact: '400-000-0000（演示）', office: '示例市海棠区慈善服务中心（演示）', info_url: 'https://example.org/cishan/demo',
};

function card(n, more = {}) {
  return {
    id: `P-TEST-0${n}`, title: `“示例”项目之${n}`, shan: ['shanju', 'shanxue', 'shanyang', 'shanjie'][n % 4], raising: 'public', status: 'fundraising',
    is_sample: true, is_emergency: false, organisation: organisation.name, region: '示例市', start: '2026-06-01', end: '2027-05-31',
    target: yuan(300000), received: yuan(186220.5), spent: yuan(92250), overdue: 0, next_due: { duty: 'fundraising_quarterly', due: '2026-11-30' },
    ...more,
  };
}

export const lines = [
  { index: 39, day: '2026-11-03', kind: 'correction', project: 'P-TEST-01', fen: yuan(50), line: 'A2', count: 1, of: 36, why: 'wrong_amount', corrected_by: [],
    postings: [{ account: 'expenses:program:project:p-test-01', fen: yuan(-50), line: 'A2' }, { account: 'assets:bank:main', fen: yuan(50) }],
    texts: [{ name: 'summary', text: '更正：第 36 号志愿者补贴多记 1 人次，冲回 50 元' }] },
  { index: 38, day: '2026-10-31', kind: 'donation', project: 'P-TEST-01', fen: yuan(14000), count: 301, corrected_by: [], texts: [],
    postings: [{ account: 'assets:bank:main', fen: yuan(14000) }, { account: 'net:restricted:project:p-test-01', fen: yuan(-14000) }] },
  { index: 37, day: '2026-10-22', kind: 'refund', project: 'P-TEST-01', fen: yuan(-200), count: 1, why: 'duplicate_payment', corrected_by: [],
    postings: [{ account: 'net:restricted:project:p-test-01', fen: yuan(200) }, { account: 'assets:bank:main', fen: yuan(-200) }], texts: [{ name: 'summary', text: '捐赠人重复支付，原路退回' }] },
  { index: 36, day: '2026-10-20', kind: 'expense', project: 'P-TEST-01', fen: yuan(-2400), line: 'A2', count: 48, corrected_by: [39],
    postings: [{ account: 'expenses:program:project:p-test-01', fen: yuan(2400), line: 'A2' }, { account: 'assets:bank:main', fen: yuan(-2400) }], texts: [{ name: 'summary', text: '志愿者保险与交通补贴（48 人次）' }] },
  { index: 35, day: '2026-10-19', kind: 'wish_completed', fen: 0, postings: [], texts: [], corrected_by: [] },
];

const terms = { income: ['donation'], refund: ['refund'], expense: ['expense'], moved_out: ['transfer_out'], moved_in: [], correction: ['correction', 'reversal'] };

function view(one) {
  const isTargeted = one.raising === 'targeted';
  return {
    card: one,
    notice: {
      organisation,
      ...(!isTargeted && { filing: { number: 'SAMPLE-A26001', is_real: false, remark: '示例备案号，非真实备案，请勿据此捐款', filed_on: '2026-05-18', verify_url: 'https://example.org/verify/demo' } }),
      plan: { purpose: '为居住环境较差的困难家庭做小改造，一户一策。', responsible: '演示负责人（实际上线须公布姓名与办公地址）', bank_account: '示例银行示例支行 0000 0000 0000 0000（演示，勿转账）', surplus_rule: '项目终止后如有剩余，用于目的相同或相近的后续批次，并在三个月内公开处理情况。' },
    },
    period: { start: one.start, end: one.end, implementation_end: '2027-08-31' },
    ...(one.status === 'suspended' && { suspension: { since: '2026-11-20', reason: '登记机关正在核查，结果会在这里公布。' } }),
    totals: { income: yuan(186420.5), refund: yuan(200), expense: yuan(92300), moved_out: 0, moved_in: 0, correction_fen: yuan(50), balance: yuan(93970.5) },
    gifts: 3111,
    budget: [
      { code: 'A1', name: '卫生间扶手与防滑改造', unit: '户', qty: 60, unit_price: yuan(1600), amount: yuan(96000), kind: 'program', spent_fen: yuan(32000), done: 20 },
      { code: 'A2', name: '志愿者保险与交通补贴', unit: '人次', qty: 240, unit_price: yuan(50), amount: yuan(2000), kind: 'program', spent_fen: yuan(2350), done: 47 },
      { code: 'M1', name: '支付通道与募捐物料', unit: '项', qty: 1, unit_price: yuan(9000), amount: yuan(9000), kind: 'fundraising_cost', spent_fen: 0 },
    ],
    shares: [{ kind: 'program', planned: yuan(98000), spent_fen: yuan(34350) }, { kind: 'fundraising_cost', planned: yuan(9000), spent_fen: 0 }, { kind: 'management', planned: 0, spent_fen: 0 }],
    four: { places: [{ label: '示例市海棠区', n: 9 }, { label: '示例市青禾县', n: 11 }, { label: '示例市云岭县' }], people: [{ label: '行动不便者家庭', n: 8 }], spent: yuan(92250), effects: ['20 户完成改造并验收。', '2 户需二次调整扶手高度，已列入整改。'] },
    timeline: [{ day: '2026-10-25', text: '回访发现 2 户扶手高度不合适，已安排调整。' }],
    disclosures: [
      { duty: 'project_quarterly', title: '项目实施情况（3-5月）', due: '2026-05-31', published: '2026-06-04', state: 'late', days_late: 4, url: 'https://example.org/report/1' },
      { duty: 'fundraising_quarterly', title: '募捐情况（6-8月）', due: '2026-08-31', published: '2026-08-28', state: 'on_time', days_late: 0 },
      ...(one.overdue ? [{ duty: 'project_quarterly', title: '项目实施情况（7-9月）', due: '2026-09-30', state: 'overdue', days_late: 53 }] : []),
      { duty: 'fundraising_quarterly', title: '募捐情况（9-11月）', due: '2030-11-30', state: 'due', days_late: 0 },
    ],
    donation: one.giving_off ? { off: one.giving_off } : { mode: 'demo' },
    as_of,
  };
}

export const projects = () => new Map([
  card(1),
  card(2, { is_emergency: true, status: 'suspended', giving_off: 'suspended' }),
  card(3, { overdue: 1, giving_off: 'overdue' }),
  card(4, { raising: 'targeted', status: 'closed', giving_off: 'targeted', next_due: undefined }),
].map((one) => [one.id.toLowerCase(), view(one)]));

const page = (items, query) => {
  const from = Number(query.get('after') ?? 0);
  const next = from + 3;
  return { items: items.slice(from, next), ...(next < items.length && { next: String(next) }), as_of };
};

/** The body for a path of the books below /api/v1, or nothing. */
export function books(all, [what, one, verb], query) {
  if (what === 'projects' && !one) return { items: [...all.values()].map(({ card }) => card), as_of };
  if (what === 'projects' && !verb) return all.get(one.toLowerCase());
  if (what === 'projects' && verb === 'lines') {
    const kinds = terms[query.get('term')];
    return page(lines.filter((line) => line.project && (!kinds || kinds.includes(line.kind))), query);
  }
  if (what === 'ledger' && !one) {
    const fits = (line) => (!query.has('project') || line.project?.toLowerCase() === query.get('project').toLowerCase())
      && (!query.has('month') || line.day.startsWith(query.get('month')))
      && (!query.has('kind') || line.kind === query.get('kind') || (query.get('kind') === 'money' && line.postings.length > 0));
    return page(lines.filter(fits), query);
  }
  if (what === 'ledger') {
    const line = lines.find(({ index }) => index === Number(one));
    return line && { line, leaf: `{"date":"${line.day}","kind":"${line.kind}","v":1}`, as_of };
  }
  return undefined;
}
