// The pictures of a need: each with its figures as a table and a file, its grade and coverage, and a
// reason where there is nothing to draw.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { as, open, openBrowser, serve, settled, signIn, speak, watch } from "./served.mjs";

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

const picture = (page, title) => page.locator("section.picture", { has: page.getByRole("heading", { name: title, exact: true }) });
const titles = ["Trend", "Weekly paths", "Where, and the likely reason", "From where to where", "Back and forth"];

async function openNeed(need, options) {
  const page = await open(browser, `${served.url}/needs/${need}`, options);
  await page.locator("section.picture").nth(4).waitFor();
  return page;
}

test("each picture says what it rests on and carries its table and its file", async () => {
  const page = await openNeed("crm");
  for (const title of titles) {
    const one = picture(page, title);
    assert.match(await one.locator(".rests").innerText(), /Solid evidence[\s\S]*week 37, 2026[\s\S]*arrived 97%[\s\S]*names seen 0\.93[\s\S]*10 devices or more/, title);
    const taken = page.waitForEvent("download");
    await one.getByRole("button", { name: `CSV: ${title}` }).click();
    const csv = readFileSync(await (await taken).path(), "utf8");
    const [head, ...rows] = csv.replace("\ufeff", "").trim().split("\r\n");
    assert.match(head, /\(Low\),.*\(High\)/, title);
    assert.ok(rows.length > 0, title);
    const cells = (line) => line.replace(/"[^"]*"/g, "quoted").split(",").length;
    for (const row of rows) assert.equal(cells(row), cells(head), `${title}: ${row}`);
    const shown = title === titles[2] ? one.locator("table.heat tbody tr:not(.whole)") : one.locator("table.figures tbody tr");
    assert.equal(await shown.count(), rows.length, title);
  }
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test("the map shades by department, tells only reasons that are certain there, and hides nothing as none", async () => {
  const page = await openNeed("e-signature");
  const rows = picture(page, "Where, and the likely reason").locator("tbody tr");
  assert.match(await rows.nth(0).innerText(), /Whole organisation\s+Hard to get into/);
  assert.match(await rows.filter({ hasText: "Finance" }).innerText(), /Hard to get into/);
  assert.match(await rows.filter({ hasText: "Sales" }).innerText(), /not told by department\s+20–29/);
  const cells = rows.filter({ hasText: "Finance" }).locator("td.within");
  assert.ok((await cells.count()) > 0);
  assert.equal(await cells.first().textContent(), "within other departments");
  const grounds = await rows.locator("td.chosen, td.offered").evaluateAll((all) => new Set(all.map((cell) => getComputedStyle(cell).backgroundColor)).size);
  assert.ok(grounds > 1, "one shade for all");
  await page.close();
});

test("the flow is told aloud, from where to where, with both ends of each figure", async () => {
  const page = await openNeed("tasks-projects");
  const flow = picture(page, "From where to where").locator("svg[role=img]");
  assert.match(await flow.getAttribute("aria-label"), /what is offered → chosen by staff: 110–119; what is offered → both: 30–39/);
  assert.equal(await flow.locator("path.ribbon").count(), 5);
  await page.close();
});

test("what is not drawn says why, never how close", async () => {
  const page = await openNeed("ai-assistant");
  assert.match(await picture(page, "From where to where").innerText(), /Not shown\s*Nothing is offered for this need/);
  assert.match(await picture(page, "Back and forth").innerText(), /signed list, and only listed pairs are counted/);
  assert.equal(await picture(page, "Back and forth").locator("svg, .rests, button").count(), 0);
  await page.close();
});

test("a pair of the signed list is a line between two tools, with its hours in the table", async () => {
  const page = await openNeed("crm");
  const graph = picture(page, "Back and forth");
  assert.equal(await graph.locator("line.tie").count(), 3);
  assert.match(await graph.locator("svg[role=img]").getAttribute("aria-label"), /Salesforce – HubSpot: 60–69/);
  await graph.locator("summary").click();
  assert.match(await graph.locator("tbody tr").first().innerText(), /Salesforce – HubSpot\s+entered twice\s+60–69\s+4–9\s+2–3\s+30–90\s+1,330–4,063/);
  await page.close();
});

test("a promise stands on the trend from the window it counts from", async (context) => {
  const own = await serve("weekly", { context });
  const answer = await fetch(`${own.url}/api/v1/needs/tasks-projects/promises`, {
    method: "POST", headers: { "Content-Type": "application/json", ...as(own.url, "curator") },
    body: JSON.stringify({ hypothesis: "ours does not fit", promise: "we mend it", percent: 20 }),
  });
  assert.equal(answer.status, 200);
  const { promises } = await answer.json();
  const { states } = await import("./fixture/organisation.mjs");
  const reports = structuredClone(states.weekly);
  reports.needs.needs[2].trend.at(-3).name = promises[0].window; // the fixture's calendar is a lab's
  own.change(reports);
  const page = await open(browser, `${own.url}/needs/tasks-projects`);
  await page.locator(".bands .decided").waitFor();
  assert.match(await page.locator(".bands figcaption").innerText(), /promise 1: we mend it/);
  await page.close();
});

test("the card of a need is read once", async (context) => {
  const own = await serve("weekly", { context });
  const page = await browser.newPage({ locale: "en-GB" });
  let reads = 0;
  page.on("request", (request) => (reads += request.method() === "GET" && request.url().endsWith("/card") ? 1 : 0));
  watch(page);
  await signIn(page, own.url, "curator");
  await page.goto(`${own.url}/needs/tasks-projects`);
  await page.locator("section.picture").nth(4).waitFor();
  await settled(page);
  assert.equal(reads, 1);
  await page.close();
});

test("pictures fit 320 px and 4k, in three languages, and on paper", async () => {
  const page = await openNeed("crm", { size: { width: 320, height: 720 } });
  for (const language of ["en", "fi", "de"]) {
    await speak(page, language);
    for (const width of [320, 3840]) {
      await page.setViewportSize({ width, height: 900 });
      const outside = await page.locator(".picture svg text").evaluateAll((all) =>
        all.filter((text) => {
          const [box, frame] = [text.getBoundingClientRect(), text.closest("svg").getBoundingClientRect()];
          return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
        }).map((text) => text.textContent));
      assert.deepEqual(outside, [], `${language} ${width}`);
    }
  }
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".picture .take").first().isVisible(), false);
  await page.close();
});

test("the drawing is fetched with the page of a need, not with the home page", async () => {
  const page = await browser.newPage();
  const scripts = [];
  page.on("response", (response) => /javascript/.test(response.headers()["content-type"] ?? "") && scripts.push(new URL(response.url()).pathname));
  await page.context().addCookies([{ name: as(served.url, "curator").Cookie.split("=")[0], value: as(served.url, "curator").Cookie.split("=")[1], url: served.url }]);
  await page.goto(served.url, { waitUntil: "networkidle" });
  const before_ = scripts.length;
  assert.ok(!scripts.some((path) => /need_pictures/.test(path)), scripts.join(" "));
  await page.getByRole("link", { name: "CRM and sales", exact: true }).first().click();
  await page.locator("section.picture").first().waitFor();
  assert.ok(scripts.length > before_);
  await page.close();
});
