// Somebody limited to departments: an admin says what they see, and their pages show that, offer
// nothing else to decide on, and fail nowhere for it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, open, openBrowser, serve, settled } from "./served.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

// On the settings page, as an admin does it.
async function limit(url, name, sees, departments = []) {
  const admin = await open(browser, `${url}/settings`, { role: "admin" });
  const own = admin.locator("details.limit", { hasText: name });
  await own.locator("summary").click();
  await own.getByLabel(`What ${name} sees`).selectOption(sees);
  for (const department of departments) await own.getByLabel(department, { exact: true }).check();
  await own.getByRole("button", { name: "Keep" }).click();
  await own.locator("summary", { hasText: departments.length > 0 ? `${name}: ${departments.join(", ")}` : `${name}: the organisation only` }).waitFor();
  await admin.close();
}

async function everyPageStands(url, role) {
  for (const path of ["/", "/needs/tasks-projects", "/tools", "/tools/trello", "/answers"]) {
    const page = await open(browser, url + path, { role });
    await settled(page);
    const said = await page.locator("body").innerText();
    assert.doesNotMatch(said, /could not be read|Beyond what you see|Pilots/, `${role} ${path}`);
    assert.deepEqual(page.troubles, [], `${role} ${path}`);
    await page.close();
  }
}

test("a curator of one department decides for it alone", async (context) => {
  const { url } = await serve("weekly", { context });
  await limit(url, "carl", "departments", ["Sales"]);
  await everyPageStands(url, "curator");
  const page = await open(browser, `${url}/tools/miro`);
  const standing = page.locator("section.card", { has: page.getByRole("heading", { name: "Standing", exact: true }) });
  await standing.getByLabel("Sales").check();
  assert.equal(await standing.getByLabel("Design").count(), 0);
  await standing.getByLabel("Standing").selectOption("piloting");
  await standing.getByLabel("Why").fill("Sales draws with customers");
  await standing.getByRole("button", { name: "Decide" }).click();
  assert.match(await standing.locator(".history li").first().innerText(), /in pilot: Sales[\s\S]*Sales draws with customers/);
  await page.goto(`${url}/tools`);
  const departments = page.getByLabel("Department");
  await departments.locator("option", { hasText: "Sales" }).waitFor({ state: "attached" });
  assert.equal(await departments.locator("option", { hasText: "Design" }).count(), 0);
  const { history } = await (await fetch(`${url}/api/v1/tools/miro/standing`, { headers: as(url, "curator") })).json();
  for (const department of ["design", null]) { // another one, and everybody
    const answer = await fetch(`${url}/api/v1/tools/miro/standing`, {
      method: "PUT", headers: { "Content-Type": "application/json", "If-Match": `"${history.length}"`, ...as(url, "curator") },
      body: JSON.stringify({ scopes: [{ department, standing: "blocked" }], reason: "not theirs" }),
    });
    assert.equal(Math.floor(answer.status / 100), 4, `${department}: ${answer.status}`);
  }
  const { history: after_ } = await (await fetch(`${url}/api/v1/tools/miro/standing`, { headers: as(url, "curator") })).json();
  assert.equal(after_.length, history.length);
  await page.close();
});

test("who leads a department sees the organisation and no department's tools", async (context) => {
  const { url } = await serve("weekly", { context });
  await limit(url, "vera", "organisation");
  await everyPageStands(url, "viewer");
  const refused = await fetch(`${url}/api/v1/tools?department=sales`, { headers: as(url, "viewer") });
  assert.equal(refused.status, 403);
});
