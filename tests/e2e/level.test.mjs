// What visitors' engines have to understand: no script and no program asks for more than the oldest of them has.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'acorn';
import { claimable } from './steps.mjs';

/** The level of Chrome 80 and Safari 14.1, for whoever runs wasm and workers. */
const MODERN = 2020;

async function html(server, path) {
  return (await fetch(server.url + path, { headers: { accept: 'text/html' } })).text();
}

async function file(server, path) {
  const answer = await fetch(server.url + path);
  assert.equal(answer.status, 200, path);
  return Buffer.from(await answer.arrayBuffer());
}

/** Scripts that stand in a page. */
const inline = (page) => [...page.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)]
  .filter(([, attributes, text]) => !attributes.includes('application/json') && text.trim())
  .map(([, , text]) => text);

function parses(text, what, options) {
  try {
    parse(text, options);
  } catch (error) {
    assert.fail(`${what}: ${error.message}: ${text.slice(error.pos - 60, error.pos + 60)}`);
  }
}

/** The paths of all programs that the pages name, glue and wasm. */
async function programs(server) {
  const pages = (await Promise.all(['/', '/projects', '/scan'].map((path) => html(server, path)))).join();
  const named = [...pages.matchAll(/data-(?:js|wasm|auditor|reader)(?:-en)?="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  const workers = named.filter((path) => /auditor|scanner/.test(path));
  assert.equal(workers.length, 2, 'the pages name both workers');
  for (const script of workers) {
    const [wasm] = /(?:auditor|scanner)-\w+\.wasm/.exec(await file(server, script));
    named.push(`/assets/${wasm}`);
  }
  const all = [...new Set(named)];
  assert.equal(all.length, 12, `glue and wasm of two rooms in two languages, and of two workers: ${all.join(' ')}`);
  return all;
}

/** What wasm-opt says of a module when it may use the first generation's features only. */
function refusal(bytes) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'shanling-level-'));
  try {
    const module = path.join(dir, 'module.wasm');
    fs.writeFileSync(module, bytes);
    execFileSync('wasm-opt', ['--mvp-features', '--enable-sign-ext', '--enable-mutable-globals', module, '-o', path.join(dir, 'out.wasm')], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return String(error.stderr ?? error.message);
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

export default {
  'what may run in any old browser is the JavaScript of 2009': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    for (const path of ['/elder.js', '/offline.js', '/work.js']) parses((await file(server, path)).toString(), path, { ecmaVersion: 5 });
    for (const path of ['/', '/projects', '/e/NUANDONG', '/e/NUANDONG/wall', '/s/S01', '/plain', '/scan', `/poster/wish/${wish.id}`]) {
      const scripts = inline(await html(server, path));
      assert.ok(scripts.length > 0, `${path} has a script`);
      scripts.forEach((text, at) => parses(text, `${path}, script ${at}`, { ecmaVersion: 5 }));
    }
    assert.throws(() => parse('let a = 1', { ecmaVersion: 5 }), 'the parser knows the difference');
  },

  'what needs wasm or a worker needs nothing younger than 2020': async (journey) => {
    const server = await journey.server();
    parses((await file(server, '/sw.js')).toString(), '/sw.js', { ecmaVersion: MODERN });
    for (const path of (await programs(server)).filter((path) => path.endsWith('.js'))) {
      const sourceType = /auditor|scanner/.test(path) ? 'script' : 'module';
      parses((await file(server, path)).toString(), path, { ecmaVersion: MODERN, sourceType });
    }
  },

  'every program is WebAssembly of the first generation': async (journey) => {
    const server = await journey.server();
    const all = (await programs(server)).filter((path) => path.endsWith('.wasm'));
    assert.equal(all.length, 6);
    for (const path of all) assert.equal(refusal(await file(server, path)), null, path);
    // (module (memory 1) (func i32.const 0 i32.const 0 i32.const 0 memory.fill)): bulk memory is of the second.
    const young = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 13, 1, 11, 0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 11];
    assert.match(refusal(Buffer.from(young)) ?? 'accepted', /bulk/i, 'a younger one would be found');
  },
};
