// The privacy page: what is asked, field by field, under which floors and whose keys, for every role and in each language.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { as, open, openBrowser, serve, speak } from "./served.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
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

// Rows of the register that have a purpose: each is a field or a kind.
const registered = () => readFileSync(join(root, "proto/fields/fields.tsv"), "utf8").trim().split("\n").slice(1)
  .map((line) => line.split("\t")).filter((row) => row[1] !== "");

test("every registered field stands there with its reason and review", async () => {
  const page = await open(browser, `${served.url}/privacy`, { role: "staff-rep" });
  const rows = page.locator(".fields-table tbody tr");
  await rows.first().waitFor();
  assert.deepEqual(await rows.locator("th").allInnerTexts(), registered().map(([name]) => name));
  for (const [name, purpose, , , expires, english] of registered()) {
    const said = await rows.filter({ has: page.getByText(name, { exact: true }) }).first().innerText();
    for (const part of [purpose, expires, english]) assert.ok(said.includes(part), `${name}: ${part}`);
  }
  const { policy, hash } = await (await fetch(`${served.url}/api/v1/privacy`, { headers: as(served.url, "staff-rep") })).json();
  assert.ok(policy >= 1);
  await page.getByText(hash).waitFor();
  await page.getByText("Staff side", { exact: false }).first().waitFor();
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test("it speaks each language, in the register's own words", async () => {
  const page = await open(browser, `${served.url}/privacy`, { role: "viewer" });
  for (const [language, column, heading] of [["fi", 6, "Kaikki, mikä voi lähteä laitteelta"], ["de", 7, "Alles, was ein Gerät verlassen kann"]]) {
    await speak(page, language);
    await page.getByRole("heading", { name: heading }).waitFor();
    const nonce = registered().find(([name]) => name === "Fact.nonce");
    await page.getByText(nonce[column], { exact: true }).waitFor();
  }
  await page.close();
});

test("every role sees it, and nobody who is not signed in", async () => {
  for (const role of ["viewer", "curator", "auditor", "admin", "staff-rep"]) {
    assert.equal((await fetch(`${served.url}/api/v1/privacy`, { headers: as(served.url, role) })).status, 200, role);
  }
  assert.equal((await fetch(`${served.url}/api/v1/privacy`)).status, 401);
});
