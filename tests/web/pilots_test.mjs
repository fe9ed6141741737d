// What is measured about IT itself: pilots with what they must show, its own figures, what came of
// taking a tool away; and the audit pack with its signature.

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

const section = (page, title) => page.locator("section.card", { has: page.getByRole("heading", { name: title, exact: true }) });

test("a pilot says before what it must show, stands with its need and its tool, and ends with an outcome", async (context) => {
  const served = await serve("weekly", { context });
  const page = await open(browser, `${served.url}/tools/trello`);
  const own = section(page, "Pilots");
  await own.getByText("Nothing is tried here yet").waitFor();
  await own.locator("summary", { hasText: "Begin a pilot" }).click();
  await own.getByLabel("We think that…").fill("<i>boards</i> are enough");
  await own.getByLabel("Devices", { exact: true }).fill("500");
  await own.getByLabel("Sales").check();
  await own.getByRole("button", { name: "Begin a pilot" }).click();
  await own.locator(".rule-cards li").waitFor();
  assert.match(await own.locator(".rule-cards").innerText(), /Trello: <i>boards<\/i> are enough[\s\S]*(to come|not shown)[\s\S]*at least 500 devices on it[\s\S]*Sales/);
  const viewer = await open(browser, `${served.url}/needs/tasks-projects`, { role: "viewer" });
  await section(viewer, "Pilots").getByText("at least 500 devices on it").waitFor();
  assert.equal(await section(viewer, "Pilots").locator("summary").count(), 0);
  await viewer.close();
  await own.locator("summary", { hasText: "Decide on the pilot" }).click();
  await own.getByLabel("Outcome").selectOption("dropped");
  await own.getByLabel("Why").fill("nobody missed it");
  await own.getByRole("button", { name: "Decide" }).click();
  await own.getByText("nobody missed it").waitFor();
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test("IT's own figures stand below the needs, and grow by what it does", async (context) => {
  const served = await serve("weekly", { context });
  const asCurator = (method, path, body, more = {}) => fetch(served.url + path, {
    method, headers: { "Content-Type": "application/json", ...as(served.url, "curator"), ...more }, body: JSON.stringify(body),
  });
  const page = await open(browser, served.url, { role: "viewer" });
  const own = section(page, "How fast we are");
  await own.locator(".own-figures").waitFor();
  assert.match(await own.innerText(), /0 kept · 0 partly · 0 not[\s\S]*Time to listen\s+not yet[\s\S]*0 : 0/);
  await page.close();
  assert.equal((await asCurator("PATCH", "/api/v1/needs/tasks-projects/card", { owner: "carl" }, { "If-Match": "0" })).status, 200);
  assert.equal((await asCurator("POST", "/api/v1/needs/tasks-projects/promises", { hypothesis: "because", promise: "a pilot", percent: 20 })).status, 200);
  assert.equal((await asCurator("PUT", "/api/v1/tools/trello/standing", { scopes: [{ department: null, standing: "blocked" }], reason: "the contract ended" }, { "If-Match": "0" })).status, 200);
  const again = await open(browser, served.url);
  await section(again, "How fast we are").locator(".own-figures").waitFor();
  assert.match(await section(again, "How fast we are").innerText(), /1 to be checked yet[\s\S]*Time to listen\s+[\d,]+ (minutes|days)[\s\S]*0 : 1/);
  await again.close();
  const tool = await open(browser, `${served.url}/tools/trello`);
  const effect = section(tool, "Since it is not available");
  await effect.getByRole("heading", { name: /^2 windows later/ }).waitFor();
  assert.match(await effect.innerText(), /nobody counted[\s\S]*Trello[\s\S]*cannot say/);
  assert.deepEqual(tool.troubles, []);
  await tool.close();
});

test("the audit pack comes with its signature", async (context) => {
  const served = await serve("weekly", { context });
  const page = await open(browser, `${served.url}/audit`, { role: "auditor" });
  const own = section(page, "Audit pack");
  await own.getByLabel("From window").fill("2026-W26");
  await own.getByLabel("To window").fill("2026-W37");
  // The fixture has no published tables; what the real ones give is in tests/system/test_audit_pack.py.
  let asked;
  await page.route("**/api/v1/audit/packs", (route) => {
    asked = route.request().postDataJSON();
    return route.fulfill({ json: { name: "audit.pdf", type: "application/pdf", octets: "JVBERi0-_w", signature_name: "audit.pdf.signature", signature: "desirepath signature\n" } });
  });
  await own.getByRole("button", { name: "Make the pack" }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), own.getByRole("link", { name: "The pack" }).click()]);
  assert.equal(file.suggestedFilename(), "audit.pdf");
  const { readFileSync } = await import("node:fs");
  assert.deepEqual([...readFileSync(await file.path())], [0x25, 0x50, 0x44, 0x46, 0x2d, 0x3e, 0xff]);
  const [signature] = await Promise.all([page.waitForEvent("download"), own.getByRole("link", { name: "Its signature" }).click()]);
  assert.equal(signature.suggestedFilename(), "audit.pdf.signature");
  assert.deepEqual(asked, { from: "2026-W26", to: "2026-W37", format: "pdf", language: "en" });
  assert.deepEqual(page.troubles, []);
  await page.close();
});
