// Prints how long the pages of an organisation of the largest size take until they can be worked
// with, in Chromium with its processor slowed down four times: 1,500 tools, 61 needs, 200 departments,
// and of 156 weeks the 26 that a report tells. Its peer is the same page of a small organisation.
//
// "First" is when the rows that fill the first screen stand there (three cards, of which 900 px show
// two), "answers" when a click on a filter or a column made
// then has been drawn, "quiet" the end of the last task of more than 50 ms. From the beginning of the
// navigation, with nothing kept from before; the middle of the loads. "Work" is the page's own thread
// until the first rows, without the slowdown and times it: what is left on a machine with time to spare.

import { large } from "../../web/fixture/large.mjs";
import { openBrowser, serve, signIn } from "../../web/served.mjs";

const slowdown = 4;
const loads = 5;
const patience = 120_000; // ms, for a machine that is busy with something else
const pages = [
  { path: "/", least: 3, rows: ".cards .card", click: ".reasons button:nth-of-type(2)", answered: '.reasons button:nth-of-type(2)[aria-pressed="true"]' },
  { path: "/tools", least: 6, rows: "tbody tr", click: "thead button", answered: 'th[aria-sort="ascending"]' },
];

// Runs in the page before its own script.
function measure({ least, rows, click, answered }) {
  const told = (globalThis.desirepathBench = { quiet: 0 });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) told.quiet = startTime + duration;
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    if (told.first === undefined && document.querySelectorAll(rows).length >= least) {
      told.first = performance.now();
      document.querySelector(click).click();
    } else if (told.first !== undefined && document.querySelector(answered) !== null) {
      told.answers = performance.now();
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function load(browser, url, page) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  const tab = await context.newPage();
  await signIn(tab, url, "curator");
  const session = await context.newCDPSession(tab);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await tab.addInitScript(measure, page);
  await tab.goto(url + page.path, { waitUntil: "commit" });
  await tab.waitForFunction(() => globalThis.desirepathBench?.answers !== undefined, undefined, { polling: 200, timeout: patience });
  await tab.waitForTimeout(2000); // what is still being made
  const told = await tab.evaluate(() => globalThis.desirepathBench);
  await context.close();
  return told;
}

// Milliseconds of the page's own thread, whatever else the machine does.
async function work(browser, url, { path, least, rows }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  const tab = await context.newPage();
  await signIn(tab, url, "curator");
  const session = await context.newCDPSession(tab);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await tab.goto(url + path, { waitUntil: "commit" });
  await tab.waitForFunction(([what, count]) => document.querySelectorAll(what).length >= count, [rows, least], { polling: 50, timeout: patience });
  const { metrics } = await session.send("Performance.getMetrics");
  await context.close();
  return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
}

const words = ["first", "answers", "quiet", "work"];
const middle = (values) => Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]);

const browser = await openBrowser();
console.log(`${"".padEnd(30)} ${words.map((word) => word.padStart(8)).join(" ")}   (ms, ${slowdown} times slower, of ${loads} loads)`);
for (const [name, server] of [["1,500 tools, 61 needs", await serve("large", { reports: large() })], ["13 tools, 10 needs", await serve("weekly")]]) {
  for (const page of pages) {
    const all = [];
    for (let n = 0; n < loads; n += 1) {
      const told = await load(browser, server.url, page);
      all.push({ ...told, work: slowdown * (await work(browser, server.url, page)) });
    }
    console.log(`${page.path.padEnd(7)} ${name.padEnd(22)} ${words.map((word) => String(middle(all.map((one) => one[word]))).padStart(8)).join(" ")}`);
  }
  await server.stop();
}
await browser.close();
