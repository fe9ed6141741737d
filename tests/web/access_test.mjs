// Everybody can use it: axe finds nothing, the keyboard reaches everything, no width cuts anything off.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { open, openBrowser, serve, speak } from "./served.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = [
  ["weekly", "/"], ["weekly", "/needs/tasks-projects"], ["weekly", "/tools"], ["weekly", "/tools/trello"], ["weekly", "/needs/nowhere"],
  ["lab", "/"], ["first", "/"], ["quiet", "/"],
  ["weekly", "/", null], ["weekly", "/account", "viewer"], ["weekly", "/settings", "admin"], ["weekly", "/audit", "auditor"], ["weekly", "/privacy", "staff-rep"], ["weekly", "/tools", "admin"],
];
let browser;
const servers = {};

before(async () => {
  browser = await openBrowser();
  for (const name of ["weekly", "lab", "first", "quiet"]) servers[name] = await serve(name);
});

after(async () => {
  await browser?.close();
  for (const server of Object.values(servers)) await server.stop();
});

// Of its rules only those about colour can tell otherwise in the dark.
async function troubles(page, rules) {
  const { violations } = await page.evaluate(
    (runOnly) => globalThis.axe.run({ ...(runOnly && { runOnly }), resultTypes: ["violations"] }), rules);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

for (const [state, path, role = "curator"] of pages) {
  test(`axe finds nothing on ${state}${path} as ${role}, light and dark`, async () => {
    const page = await open(browser, servers[state].url + path, { bypassCSP: true, role });
    await page.waitForLoadState("networkidle"); // what is asked for after the figures stands there too
    await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
    await page.evaluate(axe);
    assert.deepEqual(await troubles(page), [], "light");
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await troubles(page, ["color-contrast", "link-in-text-block"]), [], "dark");
    await page.close();
  });
}

test("nothing is wider than the window from 320 px to 4k, in any language", async () => {
  for (const [state, path, role = "curator"] of pages) {
    const page = await open(browser, `${servers[state].url}${path}`, { role });
    for (const language of ["en", "fi", "de"]) {
      await speak(page, language);
      for (const width of [320, 390, 600, 820, 1100, 1440, 2560, 3840]) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${state}${path} (${language}) is ${wide} px wide in ${width}`);
      }
    }
    await page.close();
  }
});

test("the keyboard alone reaches a need and comes back", async () => {
  const page = await open(browser, servers.weekly.url);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the content");
  await page.keyboard.press("Enter");
  const tabTo = async (text, most = 60) => {
    for (let n = 0; n < most; n += 1) {
      await page.keyboard.press("Tab");
      if ((await focused()) === text) return;
    }
    assert.fail(`${text} is not reached by Tab`);
  };
  await tabTo("Large file transfer");
  await page.keyboard.press("Enter");
  await page.locator(".paths").waitFor();
  assert.equal(await page.locator("h1").innerText(), "Large file transfer");
  await tabTo("← All needs");
  await page.keyboard.press("Enter");
  await page.locator(".cards").waitFor();
  await page.close();
});

test("focus can be seen", async () => {
  const page = await open(browser, servers.weekly.url);
  for (let n = 0; n < 12; n += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none");
  }
  await page.close();
});

test("every chart can be read aloud", async () => {
  const page = await open(browser, `${servers.weekly.url}/needs/tasks-projects`);
  for (const chart of await page.locator("svg:not([aria-hidden])").all()) {
    assert.equal(await chart.getAttribute("role"), "img");
    assert.ok((await chart.getAttribute("aria-label")).length > 5);
  }
  await page.close();
});
