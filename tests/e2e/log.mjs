// A transparency log of our own making (C2SP tlog-tiles), written apart from the Rust of crate `ledger`: it can be made to
// lie as an operator could who holds the key, and a proxy in front of any server that lies as a network could who does not.
import { createHash, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import http from 'node:http';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafHash = (leaf) => sha256(Buffer.of(0), leaf);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The largest power of two below n. */
const split = (n) => 2 ** Math.floor(Math.log2(n - 1));

function root(hashes) {
  if (hashes.length === 0) return sha256();
  if (hashes.length === 1) return hashes[0];
  const middle = split(hashes.length);
  return nodeHash(root(hashes.slice(0, middle)), root(hashes.slice(middle)));
}

/** RFC 6962 section 2.1.2. */
function subproof(m, hashes, isWhole) {
  if (m === hashes.length) return isWhole ? [] : [root(hashes)];
  const middle = split(hashes.length);
  if (m <= middle) return [...subproof(m, hashes.slice(0, middle), isWhole), root(hashes.slice(middle))];
  return [...subproof(m - middle, hashes.slice(middle), false), root(hashes.slice(0, middle))];
}

/** RFC 6962 section 2.1.1. */
function path(index, hashes) {
  if (hashes.length <= 1) return [];
  const middle = split(hashes.length);
  return index < middle
    ? [...path(index, hashes.slice(0, middle)), root(hashes.slice(middle))]
    : [...path(index - middle, hashes.slice(middle)), root(hashes.slice(0, middle))];
}

const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
};

/** The bytes of a leaf. */
export const leaf = (value) => Buffer.from(JSON.stringify(sorted({ v: 1, date: '2026-11-22', ...value })));

/** Digests of nothing in particular. */
const decoys = (count) => Array.from({ length: count }, () => randomBytes(32).toString('base64url'));

/** An entry that moves money. */
export const money = (kind, postings, more = {}) => {
  const list = postings.map(([account, fen, line]) => ({ account, fen, ...(line && { line }) }));
  const digests = [...(more.digests ?? []), ...decoys((kind === 'donation' ? 6 : 4) - (more.digests?.length ?? 0))].sort();
  return leaf({ kind, currency: 'CNY', postings: list, _sd: digests });
};
export const gift = (fen, more) => money('donation', [['assets:bank:main', fen], ['net:restricted:project:p-demo-01', -fen]], more);
export const cost = (fen) => money('expense', [['expenses:program:project:p-demo-01', fen, 'A1'], ['assets:bank:main', -fen]]);

/** A field that a receipt opens: what goes into the receipt, and its digest for the leaf. */
export function field(name, value) {
  const disclosure = Buffer.from(JSON.stringify([randomBytes(32).toString('base64url'), name, value])).toString('base64url');
  return { disclosure, digest: sha256(Buffer.from(disclosure)).toString('base64url') };
}

export class Log {
  constructor({ origin = 'love.example.org/ledger', seed = Buffer.alloc(32, 7), leaves = [] } = {}) {
    this.origin = origin;
    this.leaves = leaves;
    this.key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
    const raw = createPublicKey(this.key).export({ format: 'der', type: 'spki' }).subarray(-32);
    this.id = sha256(Buffer.from(`${origin}\n`), Buffer.of(1), raw).subarray(0, 4);
    this.vkey = `${origin}+${this.id.toString('hex')}+${Buffer.concat([Buffer.of(1), raw]).toString('base64')}`;
  }

  /** Another log with the same key. */
  with(leaves) {
    return Object.assign(Object.create(Log.prototype), this, { leaves });
  }

  get size() {
    return this.leaves.length;
  }

  hashes(size = this.size) {
    return this.leaves.slice(0, size).map(leafHash);
  }

  note(size = this.size) {
    const text = `${this.origin}\n${size}\n${root(this.hashes(size)).toString('base64')}\n`;
    const signature = Buffer.concat([this.id, sign(null, Buffer.from(text), this.key)]).toString('base64');
    return `${text}\n\u2014 ${this.origin} ${signature}\n`;
  }

  /** The receipt of an entry, with the fields that it opens. */
  receipt(index, { size = this.size, fields = [] } = {}) {
    const extra = JSON.stringify({ disclosures: fields.map(({ disclosure }) => disclosure), leaf: this.leaves[index].toString() });
    const hashes = path(index, this.hashes(size)).map((hash) => `${hash.toString('base64')}\n`).join('');
    return `c2sp.org/tlog-proof@v1\nextra ${Buffer.from(extra).toString('base64')}\nindex ${index}\n${hashes}\n${this.note(size)}`;
  }

  /** The file at a path below `/ledger/`, or null. */
  file(name) {
    if (name === 'checkpoint') return Buffer.from(this.note());
    if (name === 'vkey') return Buffer.from(`${this.vkey}\n`);
    const growth = /^consistency\?from=(\d+)&to=(\d+)$/.exec(name);
    if (growth) {
      const [from, to] = [Number(growth[1]), Number(growth[2])];
      return Buffer.from(subproof(from, this.hashes(to), true).map((hash) => `${hash.toString('base64')}\n`).join(''));
    }
    const tile = /^tile\/(entries|\d+)\/(\d{3})(?:\.p\/(\d+))?$/.exec(name);
    if (!tile) return null;
    const [index, width] = [Number(tile[2]), Number(tile[3] ?? 256)];
    if (tile[1] === 'entries') {
      const leaves = this.leaves.slice(index * 256, index * 256 + width);
      return Buffer.concat(leaves.flatMap((bytes) => [Buffer.of(bytes.length >> 8, bytes.length & 255), bytes]));
    }
    const span = 256 ** Number(tile[1]);
    const all = this.hashes();
    return Buffer.concat(Array.from({ length: width }, (_, at) => {
      const first = (index * 256 + at) * span;
      return root(all.slice(first, first + span));
    }));
  }
}

/** Stands between a phone and a server, and answers some of the phone's questions itself. */
export class Between {
  /**
   * `answer(name, forward)`: for a path below `/ledger/`, bytes, or a status, or undefined to ask the server; `forward()`
   * yields the server's own bytes.
   */
  constructor(upstream, answer) {
    this.upstream = upstream;
    this.answer = answer;
    this.asked = [];
  }

  async start() {
    this.server = http.createServer((request, response) => {
      this.#serve(request, response).catch((error) => {
        if (!response.headersSent) response.writeHead(502);
        response.end(String(error));
      });
    });
    await new Promise((done) => { this.server.listen(0, '127.0.0.1', done); });
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((done) => { this.server.close(done); });
  }

  async #serve(request, response) {
    const name = /^\/ledger\/(.+)$/.exec(request.url)?.[1] ?? '';
    if (/^(checkpoint|vkey|tile\/|consistency\?)/.test(name)) {
      this.asked.push(name);
      const forward = async () => Buffer.from(await (await fetch(`${this.upstream}/ledger/${name}`)).arrayBuffer());
      const said = await this.answer(name, forward);
      if (said !== undefined) {
        const isMissing = said === null || typeof said === 'number';
        response.writeHead(isMissing ? said ?? 404 : 200, { 'content-type': name === 'checkpoint' ? 'text/plain; charset=utf-8' : 'application/octet-stream', 'cache-control': 'no-store' });
        response.end(isMissing ? '' : said);
        return;
      }
    }
    const upstream = new URL(this.upstream);
    const onward = http.request({ host: upstream.hostname, port: upstream.port, path: request.url, method: request.method, headers: { ...request.headers, host: upstream.host } }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }
}
