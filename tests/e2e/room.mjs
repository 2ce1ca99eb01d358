// How much room the browser leaves to the app, held in the hand of a journey.

/** Where the page can be spoken of to the debugger before the app has opened anything. */
const rescue = (host) => (host.startsWith('file:') ? `${host}#rescue` : `${host}rescue.html`);

/** A page of the same place that has the browser's quota in its hand, for as long as it is open. */
async function warden(page, host) {
  await page.goto(rescue(host));
  const debug = await page.context().newCDPSession(page);
  const origin = await page.evaluate(() => location.origin);
  return {
    used: async () => (await debug.send('Storage.getUsageAndQuota', { origin })).usage,
    quota: (quotaSize) => debug.send('Storage.overrideQuotaForOrigin', { origin, quotaSize }),
    free: () => debug.send('Storage.overrideQuotaForOrigin', { origin }),
  };
}

/**
 * Leaves room for one form and not for two. The browser goes by what it counted last for half a minute, so the
 * bound is set before the app has written anything: what it takes when empty is measured in a profile of its own.
 */
export async function narrow(desk, host) {
  const empty = await desk.page.context().browser().newContext({ serviceWorkers: 'block' });
  const page = await empty.newPage();
  const { used } = await warden(page, host);
  const app = await empty.newPage();
  await desk.on(app).open('#/projects', { at: host });
  await desk.on(app).sees('本机还没有项目');
  // All that it writes at its start is counted only once its database is closed.
  await app.close();
  const bytes = await used();
  await empty.close();
  const room = await warden((await desk.tab()).page, host);
  await room.quota(bytes + 40_000);
  return room;
}
