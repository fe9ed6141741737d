// The auditor's walk: what was done stands in the audit, a broken chain is said, the export can be taken along.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { as, open, openBrowser, serve } from "./served.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

test("what an admin does stands in the audit, with who and about whom", async (context) => {
  const served = await serve("weekly", { context });
  const done = await fetch(`${served.url}/api/v1/users`, {
    method: "POST", headers: { "Content-Type": "application/json", ...as(served.url, "admin") }, body: '{"name":"nora","role":"viewer"}',
  });
  assert.equal(done.status, 201);
  const page = await open(browser, `${served.url}/audit`, { role: "auditor" });
  await page.locator(".audit-table tbody tr").first().waitFor();
  const rows = await page.locator(".audit-table tbody tr").allInnerTexts();
  assert.match(rows[0], /aino\s+read the audit/);
  assert.match(rows[1], /adam\s+added a person\s+nora\s*role: viewer/);
  assert.match(await page.locator(".chain").innerText(), /The chain is whole: \d+ entries/);
  const { number } = /(?<number>\d+):[0-9a-f]{64}/.exec(await page.locator(".chain code").innerText()).groups;
  assert.equal(Number(number), rows.length);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /JSON lines/ }).click()]);
  assert.equal(download.suggestedFilename(), "desirepath-audit.jsonl");
  assert.deepEqual(page.troubles, []);
  await page.close();
  const staff = await open(browser, served.url, { role: "staff-rep" });
  assert.equal(await staff.locator("h1").innerText(), "Audit");
  await staff.locator(".audit-table tbody tr").first().waitFor();
  assert.equal(await staff.getByRole("link", { name: /JSON lines/ }).count(), 0);
  await staff.close();
});

test("a chain that somebody tampered with is said in red words, not hidden", async (context) => {
  const served = await serve("weekly", { context });
  execFileSync("python3", ["-c", "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(\"UPDATE audit SET by='eve' WHERE number=2\"); c.commit()",
    join(served.folder, "collector", "curation.db")]);
  const page = await open(browser, `${served.url}/audit`, { role: "auditor" });
  assert.match(await page.getByRole("alert").innerText(), /The chain is broken[\s\S]*entry 2 was changed/);
  assert.ok((await page.locator(".audit-table tbody tr").count()) > 0);
  await page.close();
});

test("older entries come when they are asked for", async (context) => {
  const served = await serve("weekly", { context });
  for (let n = 0; n < 60; n += 1) {
    await fetch(`${served.url}/api/v1/audit`, { headers: as(served.url, "auditor") });
    await fetch(`${served.url}/api/v1/users`, { headers: as(served.url, "admin") });
  }
  const page = await open(browser, `${served.url}/audit`, { role: "auditor" });
  await page.locator(".audit-table tbody tr").nth(99).waitFor();
  await page.getByRole("button", { name: "Older entries" }).click();
  await page.locator(".audit-table tbody tr").nth(110).waitFor();
  assert.equal(await page.locator(".audit-table tbody td:first-child").last().innerText(), "1");
  await page.close();
});
