// Our printed codes as a phone would take them: drawn on paper on a table, turned, out of focus, stained; as PNG files.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { out } from './harness.mjs';

/** The share of a code's area that a stain hides. */
const LOST = 0.15;

/**
 * A photo of the code at an address of a running server, as the path of a PNG.
 * `turn`: degrees; `blur`: the deviation in pixels; `stain`: its colour, in the middle of the code.
 */
export async function photo(server, address, { turn = 0, blur = 0, stain } = {}) {
  const answer = await fetch(server.url + address);
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  return taken(await answer.text(), address.replaceAll(/\W+/g, '-'), { turn, blur, stain });
}

/** A photo of a table with nothing on it. */
export function photoOfNothing() {
  return taken('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path fill="#fff" d="M0 0h10v10H0z"/></svg>', 'nothing', {});
}

function taken(svg, name, { turn = 0, blur = 0, stain }) {
  const paper = svg.replace('<svg ', '<svg x="-210" y="-210" width="420" height="420" ');
  // Of the 420 pixels, eight modules are margin.
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)[1]);
  const edge = 420 * ((side - 8) / side) * Math.sqrt(LOST);
  const dirt = stain ? `<rect x="${-edge / 2}" y="${-edge / 2}" width="${edge}" height="${edge}" fill="${stain}"/>` : '';
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1600" viewBox="0 0 1200 1600">
    <defs><filter id="lens" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="${blur}"/></filter></defs>
    <rect width="1200" height="1600" fill="#8a6f52"/>
    <g transform="translate(560 730) rotate(${turn})"${blur ? ' filter="url(#lens)"' : ''}>${paper}${dirt}</g></svg>`;
  const file = path.join(out, `photo${name}-${turn}-${blur}-${stain ? 'stained' : 'clean'}`);
  fs.writeFileSync(`${file}.svg`, picture);
  execFileSync('rsvg-convert', ['--output', `${file}.png`, `${file}.svg`]);
  return `${file}.png`;
}
