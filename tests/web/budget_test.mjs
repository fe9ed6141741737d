// What the page costs: octets before the first paint, work with an organisation of the largest size.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { large } from "./fixture/large.mjs";
import { open, openBrowser, serve } from "./served.mjs";

const firstPaintBudget = 60 * 1024; // script and style, compressed
const workBudget = 1000; // milliseconds
const reportBudget = 256 * 1024; // as sent, compressed
let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

test("script and style before the first paint stay within 60 KiB", async (context) => {
  const served = await serve("weekly", { context });
  const page = await browser.newPage();
  const sizes = [];
  page.on("response", async (response) => {
    const type = response.headers()["content-type"] ?? "";
    if (/javascript|css/.test(type)) sizes.push(Number(response.headers()["content-length"]));
  });
  await page.goto(served.url, { waitUntil: "networkidle" });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`first paint: ${(total / 1024).toFixed(1)} KiB of script and style, compressed`);
  assert.ok(sizes.length >= 2 && total > 0 && total <= firstPaintBudget, `${total} octets`);
  await page.close();
});

// The time of the page's own thread, so that a busy machine does not count against the page.
async function work(page, session, selector) {
  await page.locator(selector).first().waitFor();
  const { metrics } = await session.send("Performance.getMetrics");
  return Math.round(1000 * metrics.find(({ name }) => name === "TaskDuration").value);
}

test("1,500 tools of 61 needs stand there after less than a second of work", async (context) => {
  const served = await serve("large", { reports: large(), context });
  for (const [path, selector] of [["/", ".cards .card"], ["/tools", "tbody tr"]]) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const answered = page.waitForResponse((response) => response.url().includes("/api/"));
    const started = performance.now();
    await page.goto(served.url + path, { waitUntil: "commit" });
    const worked = await work(page, session, selector);
    const waited = Math.round(performance.now() - started);
    const octets = (await (await answered).request().sizes()).responseBodySize;
    console.log(`${path}: ${worked} ms of work, ${waited} ms waited, report ${Math.round(octets / 1024)} KiB`);
    assert.ok(worked < workBudget, `${path}: ${worked} ms`);
    assert.ok(octets < reportBudget, `${path}: ${octets} octets`);
    await page.close();
  }
});

test("the page asks nobody but its server, and breaks none of its own rules", async (context) => {
  const served = await serve("weekly", { context });
  for (const path of ["/", "/needs/crm", "/tools", "/tools/box"]) {
    const page = await open(browser, served.url + path);
    await page.waitForLoadState("networkidle");
    assert.deepEqual(page.troubles, [], path);
    await page.close();
  }
});
