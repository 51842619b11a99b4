// The page that shows every component is readable in every dress. It is built beside the app, and never shipped.
import { Mock } from './mock.mjs';
import { opened } from './steps.mjs';

const DRESSES = {
  light: {}, dark: { colorScheme: 'dark' }, 320: { viewport: { width: 320, height: 640 } },
  1280: { viewport: { width: 1280, height: 800 }, isMobile: false }, elder: {}, 'elder-dark': { colorScheme: 'dark' },
};

export default {
  'every component is readable in every dress': async (journey) => {
    const server = await new Mock({ isDesign: true }).start();
    journey.onEnd(() => server.stop());
    for (const [dress, options] of Object.entries(DRESSES)) {
      const phone = await journey.phone(server, options);
      await opened(phone, '/design');
      if (dress.startsWith('elder')) {
        await phone.getByRole('button', { name: '长辈版' }).click();
        await phone.locator('html[data-elder] #elder-bar').waitFor();
      }
      await phone.getByText('Main, pressed 0 times').click();
      await phone.getByText('Main, pressed 1 times').waitFor();
      await journey.axe(phone, `/design ${dress}`);
      await journey.fits(phone);
      await journey.shot(phone, `design-${dress}`, { full: true });
    }
  },
};
