// What the page costs: bytes before the first paint, time with an organisation of the largest size.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { large } from "./fixture/large.mjs";
import { open, openBrowser, serve } from "./served.mjs";

const firstPaintBudget = 60 * 1024; // script and style, compressed
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

test("1,500 tools of 61 needs over 156 weeks are there soon, with a CPU four times slower", async (test_) => {
  const served = await serve("large", { reports: large(), context: test_ });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const started = performance.now();
  await page.goto(served.url);
  await page.locator(".cards .card").first().waitFor();
  const waited = performance.now() - started;
  console.log(`needs page of the largest organisation: ${Math.round(waited)} ms at a quarter of the CPU`);
  await page.goto(`${served.url}/tools`);
  await page.locator("tbody tr").first().waitFor();
  assert.ok(waited < 15000);
  await context.close();
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
