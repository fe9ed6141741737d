// What a curator does: look, filter, open a need, read its evidence, look at tools, take the table along.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { states } from "./fixture/organisation.mjs";
import { open, openBrowser, serve, signIn } from "./served.mjs";

let browser;
let served;

before(async () => {
  browser = await openBrowser();
  served = await serve("weekly");
});

after(async () => {
  await browser?.close();
  await served?.stop();
});

const titles = (page) => page.locator(".cards .card h2").allInnerTexts();
// A reload ends before its figures have come.
const shown = async (page, wanted) => {
  await page.waitForFunction((text) => JSON.stringify([...document.querySelectorAll(".cards .card h2")].map((title) => title.innerText)) === text,
    JSON.stringify(wanted), { timeout: 10_000 }).catch(() => {}); // the comparison below says what stood there
  assert.deepEqual(await titles(page), wanted);
};
const allCards = (page) => page.locator(".cards .card").nth(9).waitFor(); // a long list comes in two steps

test("needs stand in the order of their rank, each with figure, reason, fix and tools", async () => {
  const page = await open(browser, served.url);
  assert.equal((await titles(page))[0], "AI assistants");
  await allCards(page);
  assert.equal(await page.locator(".cards .card").count(), 10);
  const card = await page.locator("#tasks-projects").innerText();
  for (const said of ["220–229", "of 1,140–1,149 reporting", "Does not fit the work", "Listen, then fix or replace",
    "Atlassian Cloud", "Trello", "in pilot", "55–61%", "Solid evidence"]) {
    assert.ok(card.includes(said), `${said} is missing in: ${card}`);
  }
  assert.match(await page.locator(".table-line dl").innerText(), /enrolled\s+1,204[\s\S]*reporting\s+1,140–1,149[\s\S]*of them without an agent\s+940–949[\s\S]*arrived\s+97%[\s\S]*names seen\s+0\.93/);
  assert.match(await page.locator("footer").innerText(), /Not for judging conduct or performance\./);
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test("a need with too few devices says why and never how close", async () => {
  const page = await open(browser, served.url);
  const card = await page.locator("#forms-surveys").innerText();
  assert.match(card, /Fewer than 10 devices/);
  assert.match(card, /0–9/);
  assert.equal(await page.locator("#forms-surveys .measures").count(), 0);
  await page.close();
});

test("a likely reason and a search narrow the cards, and the address keeps them", async () => {
  const page = await open(browser, served.url);
  await page.getByRole("button", { name: /Hard to get into/ }).click();
  await shown(page, ["E-signature, contracts and legal"]);
  assert.match(page.url(), /reason=inaccessible/);
  await page.reload();
  await shown(page, ["E-signature, contracts and legal"]);
  await page.getByRole("button", { name: "Every reason" }).click();
  await page.getByRole("searchbox").fill("miro");
  await shown(page, ["Whiteboards and diagrams"]);
  await page.getByRole("searchbox").fill("nothing like it");
  await page.getByRole("button", { name: "Show everything" }).click();
  await allCards(page);
  assert.equal((await titles(page)).length, 10);
  await page.close();
});

test("a click in the moment in which the page first stands there counts", async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      const button = document.querySelector(".reasons button:nth-of-type(2)");
      if (button === null) return;
      observer.disconnect();
      button.click();
    }).observe(document, { childList: true, subtree: true });
  });
  await signIn(page, served.url, "curator");
  await page.goto(served.url);
  await page.locator('.reasons button:nth-of-type(2)[aria-pressed="true"]').waitFor({ timeout: 15_000 });
  assert.match(page.url(), /reason=/);
  await page.close();
});

test("a need opens with its paths, their table and its evidence, and back leads to the cards", async () => {
  const page = await open(browser, served.url);
  await allCards(page);
  await page.getByRole("link", { name: "Tasks and projects", exact: true }).click();
  const paths = page.locator("section.picture", { has: page.locator(".stacked") });
  await paths.locator("svg[role=img]").waitFor();
  assert.equal(new URL(page.url()).pathname, "/needs/tasks-projects");
  assert.match(await page.locator(".evidence ul").innerText(), /47–55 % of the devices/);
  await paths.getByText("Figures as a table").click();
  assert.match(await paths.locator("table.figures").innerText(), /week 37, 2026\s+220–229/);
  await page.goBack();
  await page.locator(".cards").waitFor();
  assert.equal((await titles(page)).length, 10); // all of it at once, where it was left
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test("a deep link opens a need, and an unknown one says what is the matter", async () => {
  const page = await open(browser, `${served.url}/needs/e-signature`);
  assert.equal(await page.locator("h1").innerText(), "E-signature, contracts and legal");
  await page.close();
  const lost = await open(browser, `${served.url}/needs/nowhere`);
  assert.match(await lost.locator("main").innerText(), /not among the published ones/);
  await lost.close();
});

test("tools sort both ways by any column and filter by standing", async () => {
  const page = await open(browser, `${served.url}/tools`);
  const names = () => page.locator("tbody th a").allInnerTexts();
  assert.equal((await names())[0], "Box");
  await page.getByRole("button", { name: "Tool", exact: true }).click();
  assert.equal((await names())[0], "Asana");
  assert.equal(await page.locator("th[aria-sort=ascending]").innerText().then((text) => text.trim()), "Tool▲");
  await page.getByRole("button", { name: "Tool", exact: true }).click();
  assert.equal((await names()).at(-1), "Asana");
  await page.getByLabel("Standing").selectOption("blocked");
  assert.deepEqual(await names(), ["Google Drive"]);
  assert.match(await page.locator("tbody").innerText(), /not available here/);
  await page.close();
});

test("a tool shows departments and days, small ones as 0–9", async () => {
  const page = await open(browser, `${served.url}/tools/whimsical`);
  assert.match(await page.locator("main").innerText(), /By department[\s\S]*Sales\s+0–9/);
  await page.close();
});

test("a tool shows what is publicly known with its source, and says unknown where nothing is", async () => {
  const page = await open(browser, `${served.url}/tools/whimsical`);
  const known = await page.locator(".risk-facts").innerText();
  assert.match(known, /SOC 2 report\s+unknown/);
  assert.match(known, /Second factor\s+yes\s+a public list, .*, 2026-08-04/);
  assert.match(known, /Country of the head office\s+unknown/);
  await page.close();
});

test("the window chosen goes into the address and along to the next page", async () => {
  const page = await open(browser, served.url);
  await page.getByLabel("Window").selectOption("2026-W35");
  assert.match(page.url(), /window=2026-W35/);
  await page.getByRole("link", { name: "Tools" }).click();
  assert.match(page.url(), /\/tools\?window=2026-W35/);
  await page.close();
});

test("CSV is one link away", async () => {
  const page = await open(browser, `${served.url}/?window=2026-W36`);
  const href = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
  assert.equal(href, "/api/v1/needs?window=2026-W36&format=csv");
  const answer = await page.request.get(served.url + href);
  assert.match(answer.headers()["content-type"], /^text\/csv/);
  assert.match(answer.headers()["content-disposition"], /desirepath-needs\.csv/);
  await page.close();
});

test("what is newly published appears by itself", async (context) => {
  const lab = await serve("lab", { context });
  const page = await open(browser, lab.url);
  const needs = { ...states.lab.needs, needs: states.lab.needs.needs.slice(0, 3) };
  lab.change({ needs, tools: states.lab.tools });
  await page.locator(".cards .card").nth(3).waitFor({ state: "detached", timeout: 30000 });
  assert.equal((await titles(page)).length, 3);
  await page.close();
});

test("a failure is said plainly, with the mend, and trying again works", async (context) => {
  const page = await open(browser, `${served.url}/?window=2020-W01`);
  assert.match(await page.locator("main").innerText(), /could not be read[\s\S]*window 2020-W01: not published/);
  await page.close();
  const gone = await serve("weekly", { context });
  const orphan = await open(browser, gone.url);
  await gone.stop();
  await orphan.getByRole("link", { name: "Tools" }).click();
  await orphan.getByRole("alert").waitFor();
  assert.match(await orphan.locator("main").innerText(), /collector does not answer/);
  await orphan.close();
});
