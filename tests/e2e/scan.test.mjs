// The code on a poster, shown to the page as a photo, in a browser that has no reader of codes.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { photo, photoOfNothing } from './photos.mjs';
import { claimable } from './steps.mjs';

async function atTheScanner(journey, server, options) {
  const phone = await journey.phone(server, options);
  await phone.addInitScript(() => { delete globalThis.BarcodeDetector; });
  await phone.goto('/scan');
  await phone.getByLabel('或拍一张照片').waitFor();
  return phone;
}

const show = (phone, file) => phone.getByLabel('或拍一张照片').setInputFiles(file);

export default {
  'a photo of a printed code opens what it names, however it was taken': async (journey) => {
    const server = await journey.server();
    const wish = await claimable(server);
    const phone = await atTheScanner(journey, server);
    const asked = [];
    phone.on('request', (request) => asked.push(new URL(request.url()).pathname));
    for (const [address, how] of [
      [`/w/${wish.id}`, {}],
      [`/w/${wish.id}`, { turn: 24, blur: 3 }],
      ['/e/NUANDONG', { turn: 137, stain: '#3b2a1a' }],
      ['/s/S01', { turn: 350, blur: 2, stain: '#f4f1ea' }],
      ['/p/P-DEMO-01', { blur: 3, turn: 90 }],
    ]) {
      const file = await photo(server, `${address}/qr.svg`, how);
      await phone.goto('/scan');
      await phone.getByLabel('或拍一张照片').waitFor();
      const loaded = asked.filter((path) => path.startsWith('/assets/scanner-')).length;
      if (address.startsWith('/w/') && !how.turn) assert.equal(loaded, 0, 'nobody pays for it before there is a photo');
      await show(phone, file);
      await phone.waitForURL(`**${address}`);
    }
    assert.ok(asked.some((path) => /^\/assets\/scanner-\w+\.wasm$/.test(path)), 'our own reader did it');
  },

  'a code of another house is shown and never opened': async (journey) => {
    const server = await journey.server();
    const other = await journey.server();
    const wish = await claimable(other);
    const phone = await atTheScanner(journey, server);
    const asked = [];
    phone.on('request', (request) => asked.push(request.url()));
    await show(phone, await photo(other, `/w/${wish.id}/qr.svg`, { turn: 10, blur: 1 }));
    await phone.getByText(`这不是善领的码，没有打开。它写的是： ${other.url}/w/${wish.id}`).waitFor();
    assert.equal(new URL(phone.url()).pathname, '/scan');
    assert.ok(asked.every((url) => !url.startsWith(other.url)), 'nothing was asked of the other house');
    await journey.axe(phone);
    await journey.fits(phone);
    await journey.shot(phone, 'scan-foreign', { full: true });
  },

  'a photo without a code, and a file that is no photo, say what to do': async (journey) => {
    const server = await journey.server();
    const phone = await atTheScanner(journey, server);
    await journey.shot(phone, 'scan', { full: true });
    await show(phone, photoOfNothing());
    await phone.getByText('没有看清码').waitFor();
    await show(phone, { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
    await phone.waitForFunction(() => !document.querySelector('[aria-busy]'));
    await phone.getByText('没有看清码').waitFor();
    // And the next one is read all the same.
    await show(phone, await photo(server, '/s/S01/qr.svg'));
    await phone.waitForURL('**/s/S01');
  },

  'a reader that breaks leaves the other ways': async (journey) => {
    const server = await journey.server();
    journey.expect(/net::ERR|Failed to load|Failed to fetch/);
    const phone = await atTheScanner(journey, server);
    await phone.route('**/assets/scanner-*.js', (route) => route.abort());
    const file = await photo(server, '/s/S01/qr.svg');
    await show(phone, file);
    await phone.getByText('没有看清码').waitFor();
    await phone.unroute('**/assets/scanner-*.js');
    await show(phone, file);
    await phone.waitForURL('**/s/S01');
  },

  'the camera is read by the same eyes': async (journey) => {
    const server = await journey.server();
    const phone = await journey.phone(server);
    const picture = fs.readFileSync(await photo(server, '/s/S01/qr.svg', { turn: 8 })).toString('base64');
    await phone.addInitScript((base64) => {
      delete globalThis.BarcodeDetector;
      // A camera that is held in front of the poster once it is told to.
      navigator.mediaDevices.getUserMedia = async () => {
        const canvas = document.createElement('canvas');
        const picture = new Image();
        canvas.width = 600;
        canvas.height = 800;
        setInterval(() => canvas.getContext('2d').drawImage(picture, 0, 0, 600, 800), 50);
        globalThis.inSight = () => {
          const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
          picture.src = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
        };
        return canvas.captureStream(20);
      };
    }, picture);
    await phone.goto('/scan');
    await phone.getByRole('button', { name: '打开相机' }).click();
    await phone.locator('video').waitFor();
    assert.equal(new URL(phone.url()).pathname, '/scan', 'nothing is in sight yet, and the page goes on looking');
    await phone.evaluate(() => globalThis.inSight());
    await phone.waitForURL('**/s/S01');
  },
};
