// The calendar of check-ups, made on the page and read by an independent parser (ical.js).

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import ICAL from "ical.js";
import { as, open, openBrowser, serve } from "./served.mjs";

test("a curator's address gives the check-ups to come, in the language, until it is ended", async (context) => {
  const served = await serve("weekly", { context });
  const ask = async (method, path, body, more = {}) => fetch(served.url + path, {
    method, headers: { ...as(served.url, "curator"), "Content-Type": "application/json", ...more }, body: JSON.stringify(body),
  });
  const promise = { hypothesis: "ours, does; not do \\dependencies", promise: "ein längeres Versprechen, das über fünfundsiebzig Oktette hinausgeht; mit ä, ö und ü\\", percent: 30 };
  const promised = await ask("POST", "/api/v1/needs/tasks-projects/promises", promise);
  assert.ok(promised.ok, await promised.clone().text());
  const card = await fetch(`${served.url}/api/v1/needs/tasks-projects/card`, { headers: as(served.url, "curator") });
  const changed = await ask("PATCH", "/api/v1/needs/tasks-projects/card", { due: "2027-03-01" }, { "If-Match": card.headers.get("etag") });
  assert.ok(changed.ok, await changed.clone().text());

  // A lab's windows are minutes. The promise moves to where midnight of the day after tomorrow falls
  // among its check-ups, so that they stand on two days, neither of them today.
  const toMidnight = Math.floor((86400 - (Date.now() / 1000) % 86400) / 60);
  execFileSync("sqlite3", [join(served.folder, "collector", "curation.db"), `PRAGMA busy_timeout=5000; UPDATE promise SET window = window + ${toMidnight + 1440 - 20}`]);
  const { promises } = await (await fetch(`${served.url}/api/v1/needs/tasks-projects/card`, { headers: as(served.url, "curator") })).json();

  const browser = await openBrowser();
  context.after(() => browser.close());
  const page = await open(browser, `${served.url}/account`, { role: "curator", locale: "de-DE" });
  await page.getByRole("button", { name: "Eine Adresse anlegen" }).click();
  const address = await page.locator(".secret code").innerText();
  const answer = await fetch(address);
  assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "text/calendar; charset=utf-8"]);
  const text = await answer.text();
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75 && !line.includes("\n"), line);
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  assert.equal(events.length, 6);
  const due = events.find(({ uid }) => uid.startsWith("due-"));
  assert.deepEqual([due.summary, due.startDate.toString(), due.endDate.toString()], ["Fällig: tasks-projects", "2027-03-01", "2027-03-02"]);
  const days = promises[0].check_ups.map(({ visible }) => new Date(visible * 1000).toISOString().slice(0, 10)); // a lab's zone is UTC
  assert.equal(new Set([...days, new Date().toISOString().slice(0, 10)]).size, 3);
  const check = events.filter(({ uid }) => uid.startsWith("check-up-"));
  assert.deepEqual(check.map(({ startDate }) => startDate.toString()), days);
  assert.equal(check[0].summary, "Nachschau: tasks-projects");
  assert.equal(check[0].description, `2 Zeiträume nach der Entscheidung: ${promise.promise}`);
  assert.equal(new Set(events.map(({ uid }) => uid)).size, 6);

  await page.reload();
  await page.getByText("Sie haben eine Adresse seit").waitFor();
  await page.getByRole("button", { name: "Beenden" }).click();
  await page.getByRole("button", { name: "Eine Adresse anlegen" }).waitFor();
  assert.equal((await fetch(address)).status, 404);
  assert.deepEqual(page.troubles, []);
});
