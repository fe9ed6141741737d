// Several tools at once: picked, looked at, decided, set back; and filters that are kept.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, open, openBrowser, serve } from "./served.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

const standingOf = async (url, tool) => {
  const answer = await fetch(`${url}/api/v1/tools/${tool}/standing`, { headers: as(url, "curator") });
  return (await answer.json()).history.map(({ scopes }) => scopes.map(({ standing }) => standing).join());
};

test("tools are picked, looked at, decided on in one change, and set back in another", async (context) => {
  const own = await serve("weekly", { context });
  const page = await open(browser, `${own.url}/tools`);
  const bulk = page.locator("section.bulk");
  await bulk.getByText("Pick tools in the table").waitFor();
  for (const tool of ["Trello", "Miro", "DeepL"]) await page.getByLabel(`Pick ${tool}`).check();
  await bulk.getByRole("heading", { name: "3 tools are picked" }).waitFor();
  await bulk.getByLabel("Standing").selectOption("restricted");
  await bulk.getByLabel("Why").fill("no agreement with their vendors");
  await bulk.getByRole("button", { name: "Look at the 3 changes" }).click();
  const rows = bulk.locator("tbody tr");
  await rows.nth(2).waitFor();
  assert.match(await rows.filter({ hasText: "Miro" }).innerText(), /Miro\s+not reviewed yet\s+restricted/);
  assert.match(await bulk.innerText(), /Takes effect in the figures of lab-\d+, visible/);
  assert.deepEqual(await standingOf(own.url, "miro"), []);
  await bulk.getByLabel("Standing").selectOption("blocked"); // another change: look again
  assert.equal(await bulk.getByRole("button", { name: /^Decide on/ }).count(), 0);
  await bulk.getByLabel("Standing").selectOption("restricted");
  await bulk.getByRole("button", { name: "Look at the 3 changes" }).click();
  await bulk.getByRole("button", { name: "Decide on all 3" }).click();
  await bulk.getByRole("status").getByText(/3 tools: Decided, signed/).waitFor();
  for (const tool of ["trello", "miro", "deepl"]) assert.deepEqual(await standingOf(own.url, tool), ["restricted"]);
  await bulk.getByText("The last changes of several tools").click();
  await bulk.getByRole("button", { name: "Set 3 back" }).click();
  await bulk.locator(".past li").nth(1).waitFor();
  assert.deepEqual(await standingOf(own.url, "miro"), ["unreviewed", "restricted"]);
  const audit = await open(browser, `${own.url}/audit`, { role: "auditor" });
  const decided = audit.locator(".audit-table tbody tr", { hasText: "decided on a tool" });
  await decided.first().waitFor();
  assert.equal(await decided.count(), 6);
  await audit.close();
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test("all that a filter shows are picked at once, and somebody else's decision meanwhile is told", async (context) => {
  const own = await serve("weekly", { context });
  const page = await open(browser, `${own.url}/tools?need=tasks-projects&standing=unreviewed`);
  await page.getByLabel("Pick all that are shown").check();
  const bulk = page.locator("section.bulk");
  await bulk.getByRole("heading", { name: "One tool is picked" }).waitFor();
  await bulk.getByLabel("Why").fill("we look into it");
  await fetch(`${own.url}/api/v1/tools/miro/standing`, {
    method: "PUT", headers: { "Content-Type": "application/json", "If-Match": '"0"', ...as(own.url, "curator") },
    body: JSON.stringify({ scopes: [{ department: null, standing: "tolerated" }], reason: "somebody else's" }),
  });
  await bulk.getByRole("button", { name: "Look at the change" }).click();
  assert.match(await bulk.getByRole("alert").innerText(), /somebody decided on a tool meanwhile/);
  await bulk.getByRole("button", { name: "Show what there is now" }).click();
  await bulk.getByRole("alert").waitFor({ state: "detached" });
  assert.equal(await bulk.getByLabel("Why").inputValue(), "we look into it");
  await page.close();
});

test("who may not decide picks nothing", async (context) => {
  const own = await serve("weekly", { context });
  for (const role of ["viewer", "auditor"]) {
    const page = await open(browser, `${own.url}/tools`, { role });
    await page.locator("tbody tr").first().waitFor();
    assert.equal(await page.locator("section.bulk, td.pick").count(), 0);
    const refused = await fetch(`${own.url}/api/v1/standings`, {
      method: "POST", headers: { "Content-Type": "application/json", "If-Match": '"0"', ...as(own.url, role) }, body: "{}",
    });
    assert.equal(refused.status, 403);
    await page.close();
  }
});

test("tools sort by growth, first seen and what is known, and the address carries every filter", async (context) => {
  const own = await serve("weekly", { context });
  const page = await open(browser, `${own.url}/tools`);
  await page.getByRole("button", { name: "Growth", exact: true }).click();
  assert.match(await page.locator("tbody tr").first().innerText(), /new|growing/);
  await page.getByRole("button", { name: "First seen", exact: true }).click();
  await page.locator("search select:has(option[value=crm])").selectOption("crm");
  assert.match(page.url(), /sort=first/);
  assert.match(page.url(), /need=crm/);
  await page.reload();
  await page.locator("tbody tr").first().waitFor();
  assert.deepEqual((await page.locator("tbody th a").allInnerTexts()).sort(), ["HubSpot", "Salesforce"]);
  await page.close();
});

test("a filter is kept under a name by one person, opens by its link, and is dropped", async (context) => {
  const own = await serve("weekly", { context });
  for (const [path, query, page_] of [["/tools", "standing=unreviewed&need=crm", "tools"], ["/", "reason=unfit&q=trello", "needs"]]) {
    const page = await open(browser, `${own.url}${path}?${query}`);
    await page.getByText("Saved filters").click();
    await page.getByLabel("Name of this filter").fill("<b>mine</b>");
    await page.getByRole("button", { name: "Keep this filter" }).click();
    const link = page.getByRole("link", { name: "<b>mine</b>" });
    await link.waitFor();
    assert.equal(await link.getAttribute("href"), `${path}?${query}`);
    await page.goto(own.url + path);
    await page.getByText("Saved filters").click();
    await link.click();
    assert.ok(page.url().endsWith(`?${query}`), page.url());
    const others = await open(browser, own.url + path, { role: "viewer" });
    await others.getByText("Saved filters").click();
    await others.getByText("None is kept yet.").waitFor();
    await others.close();
    await page.getByRole("button", { name: "Drop the filter <b>mine</b>" }).click();
    await page.getByText("None is kept yet.").waitFor();
    const { filters } = await (await fetch(`${own.url}/api/v1/filters`, { headers: as(own.url, "curator") })).json();
    assert.equal(filters.filter((one) => one.page === page_).length, 0);
    await page.close();
  }
});
