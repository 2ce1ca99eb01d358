// How long a page did not answer: a beat that is late by what held it.

/** From now on the longest hold is remembered. */
export const watchHolds = (desk) => desk.page.evaluate(() => {
  window.longest = 0;
  let last = performance.now();
  const beat = () => {
    window.longest = Math.max(window.longest, performance.now() - last);
    last = performance.now();
    setTimeout(beat, 0);
  };
  beat();
});

/** The longest hold since it was last asked for, in milliseconds. The beat after a hold tells of it. */
export const heldFor = (desk) => desk.page.evaluate(() => new Promise((done) => {
  setTimeout(() => {
    const { longest } = window;
    window.longest = 0;
    done(Math.round(longest));
  }, 0);
}));
