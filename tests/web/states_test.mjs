// The states of an installation, the languages, the colours: each says what it must.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { open, openBrowser, serve, signIn } from "./served.mjs";

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

test("a lab says on every page that its figures are not anonymous", async () => {
  for (const path of ["/", "/needs/ai-assistant", "/tools", "/tools/chatgpt"]) {
    const page = await open(browser, servers.lab.url + path);
    const banner = page.locator(".lab-banner");
    assert.match(await banner.innerText(), /Lab: these figures are not anonymous/);
    assert.equal(await banner.evaluate((it) => getComputedStyle(it).backgroundColor), "rgb(165, 29, 22)");
    await page.close();
  }
  const page = await open(browser, servers.weekly.url);
  assert.equal(await page.locator(".lab-banner").count(), 0);
  await page.close();
});

test("before the first publication the page teaches, and its example is marked as one", async () => {
  const page = await open(browser, servers.first.url);
  const text = await page.locator("main").innerText();
  assert.match(text, /Nothing is published yet/);
  assert.match(text, /at least 10 devices/);
  assert.match(text, /1,204 devices are enrolled/);
  assert.match(await page.locator(".example").innerText(), /Example, not your data/);
  await page.close();
});

test("a window without a need says why", async () => {
  const page = await open(browser, servers.quiet.url);
  assert.match(await page.locator("main").innerText(), /No need stands out, week 27, 2026[\s\S]*10 devices or more/);
  await page.close();
  const tools = await open(browser, `${servers.quiet.url}/tools`);
  assert.match(await tools.locator("main").innerText(), /No tool was used on 10 devices or more/);
  await tools.close();
});

test("Finnish and German are complete, with their own figures", async () => {
  const said = {
    fi: [/Todennäköinen syy/, /Henkilöstön valitsemat/, /Ei käytöksen tai työsuorituksen arviointiin\./, /1\s140–1\s149/, /Tehtävät ja projektit/],
    de: [/Wahrscheinlicher Grund/, /Von der Belegschaft gewählt/, /Nicht zur Beurteilung von Verhalten oder Leistung\./, /1\.140–1\.149/, /Aufgaben und Projekte/],
  };
  for (const [language, patterns] of Object.entries(said)) {
    const page = await open(browser, `${servers.weekly.url}/?lang=${language}`);
    const text = await page.locator("body").innerText();
    for (const pattern of patterns) assert.match(text, pattern, language);
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    await page.close();
  }
});

test("every need of the catalog has its name on the page", () => {
  const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
  const catalog = readFileSync(join(root, "proto", "catalog", "needs.textproto"), "utf8");
  const page = readFileSync(join(root, "collector", "web", "src", "words", "needs_en.ts"), "utf8");
  const named = [...catalog.matchAll(/id: "([^"]+)"\s+name: "([^"]+)"/g)].map(([, id, name]) => `"${id}": "${name}"`);
  assert.ok(named.length >= 30);
  for (const entry of named) assert.ok(page.includes(entry), `${entry} is not in needs_en.ts`);
});

test("language and colours are kept on this browser", async () => {
  const context = await browser.newContext({ locale: "de-DE", colorScheme: "light" });
  const page = await context.newPage();
  await signIn(page, servers.weekly.url, "viewer");
  await page.goto(servers.weekly.url);
  await page.getByLabel("Sprache").selectOption("fi");
  await page.getByLabel("Värit").selectOption("dark");
  await page.reload();
  await page.getByRole("link", { name: "Työkalut" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(16, 20, 18)");
  await context.close();
});

test("paper is light and nothing is cut off it, whatever the screen", async () => {
  for (const path of ["/", "/tools", "/tools/trello"]) {
    const page = await open(browser, servers.weekly.url + path, { theme: "dark", size: { width: 794, height: 1123 } });
    await page.getByLabel("Colours").selectOption("dark");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(255, 255, 255)");
    const cut = await page.evaluate(() => [...document.querySelectorAll("main *")].filter((it) => it.getBoundingClientRect().right > 794).map((it) => it.className));
    assert.deepEqual(cut, [], path);
    await page.close();
  }
});

test("script in a name stays text", async (context) => {
  const nasty = "<img src=x onerror=alert(1)>";
  const { states } = await import("./fixture/organisation.mjs");
  const needs = structuredClone(states.weekly.needs);
  needs.organisation = nasty;
  needs.needs[0].need = "not-in-catalog";
  needs.needs[0].name = nasty;
  needs.needs[0].tools[0].name = nasty;
  needs.needs[0].evidence = [nasty];
  const server = await serve("nasty", { reports: { needs, tools: states.weekly.tools }, context });
  const page = await open(browser, server.url);
  assert.equal(await page.locator(".cards .card h2").first().innerText(), nasty);
  assert.equal(await page.locator("img").count(), 0);
  assert.deepEqual(page.troubles, []);
  await page.close();
});
