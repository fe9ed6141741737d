// What a curator does about a need: take it on, note, promise, decide on a tool, and go back on it. What others see of that.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, open, openBrowser, serve } from "./served.mjs";

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

const section = (page, title) => page.locator("section.card", { has: page.getByRole("heading", { name: title, exact: true }) });

test("a curator takes a need on, notes, promises, and the home page shows where it stands", async () => {
  const page = await open(browser, `${served.url}/needs/tasks-projects`);
  const life = section(page, "What we do about it");
  await life.getByLabel("State").selectOption("listening");
  await life.getByLabel("Owner").selectOption("carl");
  await life.getByLabel("Due").fill("2027-03-01");
  await life.getByRole("button", { name: "Keep" }).click();
  await life.locator(".card-facts").getByText("carl").waitFor();
  await life.getByLabel("Note", { exact: true }).fill("<script>alert(1)</script> they plan with customers");
  await life.getByRole("button", { name: "Add the note" }).click();
  await life.getByText("they plan with customers").waitFor();
  assert.match(await life.innerText(), /<script>alert\(1\)<\/script>/);
  await life.getByText("Write a position down").first().click();
  await life.getByLabel("Side").selectOption("security");
  await life.getByLabel("It", { exact: true }).selectOption("agree-if");
  await life.getByLabel("If what, or why not").fill("single sign-on first");
  await life.getByRole("button", { name: "Write a position down" }).click();
  await life.locator(".positions tr", { hasText: "Security" }).getByText("single sign-on first").waitFor();
  assert.match(await life.locator(".positions").innerText(), /Curator\s+not heard yet[\s\S]*Security\s+agrees if\s+single sign-on first/);
  await life.getByText("Make a promise").first().click();
  await life.getByLabel(/Because we think/).fill("ours does not do dependencies");
  await life.getByLabel("We promise").fill("a pilot in Sales");
  await life.getByRole("button", { name: "Make a promise" }).click();
  await life.locator(".check-ups tbody tr").nth(4).waitFor();
  assert.match(await life.locator(".promises").innerText(), /a pilot in Sales[\s\S]*fall by 30 % from 220–229[\s\S]*2 windows[\s\S]*to come[\s\S]*52 windows/);
  await page.goto(served.url);
  assert.match(await page.locator("#tasks-projects .card-state").innerText(), /listening\s*carl\s*due 2027-03-01/);
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test("a decision on a tool says from when it counts, stands in the history, and is undone by going back", async () => {
  const page = await open(browser, `${served.url}/tools/trello`);
  const standing = section(page, "Standing");
  await standing.getByText(/Nothing is decided/).waitFor();
  assert.match(await standing.innerText(), /Nothing is decided[\s\S]*Takes effect in the figures of lab-\d+, visible/);
  const decide = async (word, reason) => {
    await standing.getByLabel("Standing").selectOption(word);
    await standing.getByLabel("Why").fill(reason);
    await standing.getByRole("button", { name: "Decide" }).click();
    await standing.getByText(reason).waitFor();
  };
  await standing.getByLabel("Sales").check();
  await decide("sanctioned", "it fits the work of Sales");
  assert.match(await standing.locator(".history li").first().innerText(), /offered: Sales[\s\S]*carl · counts from lab-\d+/);
  await standing.getByLabel("Sales").uncheck();
  await decide("restricted", "no agreement yet");
  assert.match(await standing.locator(".history li").first().innerText(), /restricted: everyone/);
  await standing.getByRole("button", { name: "Back to this" }).click();
  await standing.locator(".history li").nth(2).waitFor();
  assert.match(await standing.locator(".history li").first().innerText(), /offered: Sales[\s\S]*Set back/);
  await page.close();
});

test("who decides on an old view is told, and loses nothing", async () => {
  const page = await open(browser, `${served.url}/tools/miro`);
  const standing = section(page, "Standing");
  await standing.getByLabel("Why").fill("a reason of one's own");
  const other = await fetch(`${served.url}/api/v1/tools/miro/standing`, {
    method: "PUT", headers: { "Content-Type": "application/json", "If-Match": '"0"', ...as(served.url, "curator") },
    body: JSON.stringify({ scopes: [{ department: null, standing: "tolerated" }], reason: "somebody else's" }),
  });
  assert.equal(other.status, 200);
  await standing.getByRole("button", { name: "Decide" }).click();
  assert.match(await standing.getByRole("alert").innerText(), /somebody decided on this tool meanwhile/);
  assert.equal(await standing.getByLabel("Why").inputValue(), "a reason of one's own");
  await standing.getByRole("button", { name: "Show what there is now" }).click();
  await standing.locator(".history").getByText("somebody else's").waitFor();
  assert.equal(await standing.getByRole("alert").count(), 0);
  assert.equal(await standing.getByLabel("Why").inputValue(), "a reason of one's own");
  await standing.getByRole("button", { name: "Decide" }).click();
  await standing.locator(".history").getByText("a reason of one's own").waitFor();
  const without = await fetch(`${served.url}/api/v1/tools/miro/standing`, {
    method: "PUT", headers: { "Content-Type": "application/json", ...as(served.url, "curator") }, body: "{}",
  });
  assert.equal(without.status, 428);
  await page.close();
});

test("a viewer and an auditor see what was decided and have nothing to decide with", async () => {
  for (const role of ["viewer", "auditor"]) {
    for (const path of ["/tools/trello", "/needs/tasks-projects"]) {
      const page = await open(browser, served.url + path, { role });
      await page.locator(".card.plain .rows, .card.plain .card-facts").first().waitFor();
      assert.equal(await page.getByRole("button", { name: /Decide|Keep|Add the note|Back to this/ }).count(), 0);
      await page.close();
    }
  }
  const audit = await open(browser, `${served.url}/audit`, { role: "auditor" });
  assert.match(await audit.locator(".audit-table").innerText(), /carl\s+decided on a tool\s+trello/);
  await audit.close();
});
