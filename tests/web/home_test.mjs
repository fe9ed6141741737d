// What stands above the cards: the sentence that opens the window, the way to the next figures,
// quick wins, what was won, and our promises.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { states } from "./fixture/organisation.mjs";
import { as, open, openBrowser, serve, signIn } from "./served.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

const send = async (url, method, path, body, more = {}) => {
  const answer = await fetch(url + path, { method, headers: { "Content-Type": "application/json", ...as(url, "curator"), ...more }, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${path}: ${await answer.clone().text()}`);
  return answer.json();
};

const part = (page, title) => page.locator(".band > div", { has: page.getByRole("heading", { name: title, exact: true }) });

test("the window opens with one sentence, and the next figures are on their way", async (context) => {
  const own = await serve("weekly", { context });
  const page = await open(browser, own.url);
  assert.match(await page.locator("h1").innerText(), /^Week 37 is in: (one|two|three) new needs?, (one|two|three|four|five|six|seven) growing$/);
  const coming = page.locator(".coming");
  await coming.waitFor();
  assert.match(await coming.innerText(), /Next figures: lab-\d+, on \w{3} \d+ \w{3} at? ?\d\d:\d\d|Next figures: lab-\d+, on \w{3} \d+ \w{3} \d\d:\d\d/);
  const way = Number(await coming.locator("progress").getAttribute("value"));
  assert.ok(way > 0 && way <= 1, `${way}`);
  await page.close();
  const first = await serve("first", { context });
  const empty = await open(browser, first.url);
  await empty.locator(".coming").waitFor();
  assert.match(await empty.locator(".coming").innerText(), /^First figures/);
  await empty.close();
});

test("a first light is named with its days, why it shows nothing, and when tools follow", async (context) => {
  const first = await serve("first", { context });
  const at = (day, hour) => Date.UTC(2026, 11, day, hour) / 1000;
  const light = { state: "announced", devices: 50, begins: at(1, 22), ends: at(6, 22), visible: at(10, 4), grid_visible: at(21, 4) };
  const page = await browser.newPage();
  const answer = { now: at(2, 8), profile: "weekly", current: { name: "2026-W49-first-light", begins: at(1, 22), ends: at(6, 22) } };
  let told = light;
  await page.route("**/api/v1/windows", (route) =>
    route.fulfill({ json: { ...answer, first_light: told, next: { ...answer.current, visible: at(10, 4) } } }));
  const words = async () => {
    await page.goto(first.url);
    await page.locator(".coming").waitFor();
    return page.locator(".empty").first().innerText();
  };
  await signIn(page, first.url, "viewer");
  assert.match(await words(), /First light: \w{3} \d+ \w{3} \d\d:\d\d to .*, the organisation's needs alone\. Tools and departments follow .*Dec/);
  told = { ...light, state: "waiting", begins: null, ends: null, visible: null };
  assert.match(await words(), /First light comes sooner: once 50 devices hold the policy/);
  told = { ...light, state: "withheld" };
  assert.match(await words(), /Fewer than 50 devices reported in it/);
  told = null;
  assert.doesNotMatch(await words(), /First light/);
  await page.close();
});

test("three quick wins stand there with effort and who must act", async (context) => {
  const own = await serve("weekly", { context });
  const page = await open(browser, own.url, { role: "viewer" });
  const wins = part(page, "Quick wins");
  await wins.locator("li").nth(2).waitFor();
  assert.equal(await wins.locator("li").count(), 3);
  const text = await wins.innerText();
  assert.match(text, /Whiteboards and diagrams: write a guide, tell people\s+communication · 180–189 devices\s+effort 2 of 13/);
  assert.match(await part(page, "Won").innerText(), /Nothing yet/);
  assert.match(await part(page, "Our promises").innerText(), /None is made yet/);
  await page.close();
});

test("what was won stands there with its measured effect; a promise not kept and a misstep stay", async (context) => {
  const own = await serve("weekly", { context });
  const reports = structuredClone(states.weekly);
  const promise = async (need) => (await send(own.url, "POST", `/api/v1/needs/${need}/promises`, { hypothesis: "nobody knows ours", promise: `we tell of ${need}`, percent: 30 })).promises[0];
  const make = async (need, now) => {
    const { window, check_ups } = await promise(need);
    const card = await (await fetch(`${own.url}/api/v1/needs/${need}/card`, { headers: as(own.url, "curator") }));
    await send(own.url, "PATCH", `/api/v1/needs/${need}/card`, { state: "explained" }, { "If-Match": card.headers.get("etag") });
    const one = reports.needs.needs.find((each) => each.need === need);
    const number = (name) => Number(name.slice(4));
    one.trend = Array.from({ length: 3 }, (_, n) => ({ window: number(window) + n, name: `lab-${number(window) + n}`, ...now }));
    return check_ups[0].window;
  };
  const measured = await make("whiteboard", { low: 90, high: 99 });
  await make("crm", { low: 80, high: 89 });
  await send(own.url, "POST", "/api/v1/needs/e-signature/notes", { text: "we told the wrong floor", kind: "misstep" });
  reports.needs.window.name = measured;
  own.change(reports);
  const page = await open(browser, own.url);
  const won = part(page, "Won");
  await won.locator("li").waitFor();
  assert.match(await won.innerText(), /Whiteboards and diagrams settled: explained\s+180–189 → 90–99 devices/);
  assert.match(await page.locator("h1").innerText(), /one won$/);
  const promises = part(page, "Our promises");
  assert.match(await promises.innerText(), /1\s*kept[\s\S]*1\s*not kept[\s\S]*CRM and sales: we tell of crm\s*not kept[\s\S]*What went wrong\s*E-signature, contracts and legal: we told the wrong floor/);
  assert.equal(await promises.getByRole("button").count(), 0); // nothing there can be taken away
  await page.close();
});

test("cards are filtered by state and by department, and the address carries both", async (context) => {
  const own = await serve("weekly", { context });
  const card = await fetch(`${own.url}/api/v1/needs/crm/card`, { headers: as(own.url, "curator") });
  await send(own.url, "PATCH", "/api/v1/needs/crm/card", { state: "parked" }, { "If-Match": card.headers.get("etag") });
  const page = await open(browser, own.url);
  await page.getByLabel("State").selectOption({ label: "parked" });
  await page.waitForFunction(() => document.querySelectorAll(".cards .card").length === 1);
  assert.equal(await page.locator(".cards .card h2").innerText(), "CRM and sales");
  await page.getByLabel("State").selectOption("");
  await page.getByLabel("Department").selectOption("design"); // nobody's in the fixture
  await page.getByText("Nothing fits this filter.").waitFor();
  await page.getByLabel("Department").selectOption("sales");
  await page.locator(".cards .card").first().waitFor();
  assert.match(page.url(), /department=sales/);
  await page.getByRole("button", { name: "Every reason" }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".cards .card").length < 10);
  await page.close();
});

test("misspelt or foreign kinds of a note are refused", async (context) => {
  const own = await serve("weekly", { context });
  const answer = await fetch(`${own.url}/api/v1/needs/crm/notes`, {
    method: "POST", headers: { "Content-Type": "application/json", ...as(own.url, "curator") }, body: JSON.stringify({ text: "x", kind: "secret" }),
  });
  assert.equal(answer.status, 400);
  assert.match((await answer.json()).detail, /kind: give note or misstep/);
});
