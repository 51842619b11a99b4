// What whoever makes a card of a link reads, without running anything: a title, a sentence, a picture; never a story.
import assert from 'node:assert/strict';
import { claimable } from './steps.mjs';

/** The texts of the head that cards are made of. */
function cardOf(html) {
  const text = (found) => found?.[1].replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  const meta = (name) => text(new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html));
  return {
    title: text(/<title>([^<]*)<\/title>/.exec(html)),
    description: meta('description'),
    og: Object.fromEntries(['title', 'description', 'url', 'image', 'type'].map((name) => [name, meta(`og:${name}`)])),
  };
}

/** As WeChat's and others' readers of links ask. */
async function read(server, path) {
  const answer = await fetch(server.url + path, { headers: { accept: '*/*', 'user-agent': 'a maker of cards' } });
  const html = await answer.text();
  return { status: answer.status, html, isListed: !/noindex/.test(answer.headers.get('x-robots-tag') ?? ''), ...cardOf(html) };
}

export default {
  'each address has a card of its own, and single people are in no index': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    const api = async (path) => (await fetch(`${server.url}/api/v1${path}`)).json();
    const project = (await api('/projects/P-DEMO-01')).card;
    const { index } = (await api('/ledger')).items[0];
    const seen = new Map();
    for (const [path, title, isListed] of [
      ['/', '善领 · 微心愿', true],
      ['/wishes', '心愿 · 善领', true],
      ['/help', '我要求助 · 善领', true],
      ['/stations', '服务站 · 善领', true],
      ['/projects', '募捐项目 · 善领', true],
      ['/p/P-DEMO-01', `${project.title} · 善领`, true],
      ['/ledger', '公开账本 · 善领', true],
      ['/stats', '公开数据 · 善领', true],
      ['/privacy', '隐私说明 · 善领', true],
      [`/w/${wish.id}`, `${wish.title} · 善领`, false],
      ['/r/7K3QZ8MV', '捐赠收据 · 善领', false],
      ['/me', '我的 · 善领', false],
      ['/report', '举报与投诉 · 善领', false],
    ]) {
      const card = await read(server, path);
      assert.equal(card.status, 200, path);
      assert.equal(card.title, title, path);
      assert.ok(card.description.length > 5 && card.description.length < 80, `${path}: ${card.description}`);
      assert.deepEqual(card.og, { title, description: card.description, url: server.url + path, image: `${server.url}/share.png`, type: 'website' }, path);
      assert.equal(card.isListed, isListed, `${path} in indexes`);
      assert.equal(card.html.match(/name="description"|property="og:title"|<title>/g).length, 3, `${path}: each once`);
      seen.set(`${card.title} ${card.description}`, path);
    }
    assert.equal(seen.size, 13, 'no two addresses have one card');
    for (const path of [`/p/P-DEMO-01/donate`, '/p/P-DEMO-01/budget']) {
      assert.deepEqual((await read(server, path)).og.url, `${server.url}/p/P-DEMO-01`, 'a side of a project leads to the project');
    }
    assert.match((await read(server, `/ledger/${index}`)).title, /善领/);
    const picture = await fetch(`${server.url}/share.png`);
    assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/png']);
  },

  'pages that the server writes have cards too': async (journey) => {
    const server = await journey.server();
    const event = await (await fetch(`${server.url}/api/v1/events/NUANDONG`)).json();
    for (const [path, title, isListed] of [['/e/NUANDONG', event.title, false], ['/s/S01', /\S/, true], ['/plain', /\S/, true]]) {
      const card = await read(server, path);
      if (typeof title === 'string') assert.equal(card.title, title, path);
      else assert.match(card.title, title, path);
      assert.ok(card.description, path);
      assert.deepEqual([card.og.title, card.og.description], [card.title, card.description], path);
      assert.equal(card.isListed, isListed, `${path} in indexes`);
    }
  },

  'no story and no withdrawn title is in any head': async (journey) => {
    const server = await journey.server();
    const { items } = await (await fetch(`${server.url}/api/v1/wishes`)).json();
    for (const { id } of items.slice(0, 12)) {
      const { story, thing, card } = await (await fetch(`${server.url}/api/v1/wishes/${id}`)).json();
      const { html } = await read(server, `/w/${id}`);
      assert.ok(html.includes(card.title.replaceAll('"', '&quot;')));
      assert.ok(!html.includes(story), `the story of ${id}`);
      // Not even a beginning of it.
      assert.ok(!html.includes(story.slice(0, 12)), `a beginning of the story of ${id}: ${story.slice(0, 12)} ${thing}`);
    }
    const wish = await claimable(server);
    await server.cliWith({ env: { SHANLING_PASSWORD: 'shanling-demo' } }, 'wish', 'withdraw', wish.id, '--as', '演示服务站');
    const gone = await read(server, `/w/${wish.id}`);
    assert.equal(gone.title, '微心愿 · 善领');
    assert.ok(!gone.html.includes(wish.title), 'a card made now does not name it');
  },
};
