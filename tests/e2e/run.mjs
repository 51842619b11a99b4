// Runs the journeys: every export of every *.test.mjs here, each in its own browser profile, one after another.
// `node tests/e2e/run.mjs boot` runs only the files whose name holds "boot"; a second word chooses journeys by name.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Journey, closeBrowser, out } from './harness.mjs';

const LIMIT_MS = 120_000;
const here = import.meta.dirname;
const [fileWord = '', journeyWord = ''] = process.argv.slice(2);

let passed = 0;
let failed = 0;
fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });

const isChosen = (file) => file.endsWith('.test.mjs') && file.includes(fileWord);
const files = fs.readdirSync(here).filter(isChosen).sort();
for (const file of files) {
  const { default: journeys } = await import(pathToFileURL(path.join(here, file)));
  for (const [name, travel] of Object.entries(journeys).filter(([name]) => name.includes(journeyWord))) {
    const began = performance.now();
    const journey = new Journey(`${file.replace('.test.mjs', '')}: ${name}`);
    const trouble = await journey.run(travel, LIMIT_MS);
    const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
    if (trouble.length === 0) {
      passed += 1;
      console.log(`ok      ${journey.name} (${took})`);
    } else {
      failed += 1;
      console.log(`not ok  ${journey.name} (${took})`);
      for (const line of trouble) console.log(`        ${line.replaceAll('\n', '\n        ')}`);
    }
  }
}
await closeBrowser();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
