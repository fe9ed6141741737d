// The first hour: walked from the first sign-in to the last step, and what is shown before it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { open, openBrowser, serve, speak } from "./served.mjs";

let browser;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

// Counts what a person does: each click, each field filled, each file chosen.
class Hands {
  done = 0;
  constructor(page) {
    this.page = page;
  }
  async fill(label, text, exact = false) {
    this.done += 1;
    await this.page.getByLabel(label, { exact }).fill(text);
  }
  async click(role, name) {
    this.done += 1;
    await this.page.getByRole(role, { name, exact: true }).click();
  }
  async choose(label, name, text) {
    this.done += 1;
    await this.page.getByLabel(label).setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  }
}

const step = (page, title) => page.locator(".step", { hasText: title });

test("the first hour is walked in at most 40 interactions", async (context) => {
  const own = await serve("fresh", { context });
  const page = await open(browser, own.url, { role: null });
  const hands = new Hands(page);
  const signIn = async (name, password, chosen) => {
    await hands.fill("Name", name);
    await hands.fill("Password", password, true);
    await hands.click("button", "Sign in");
    await hands.fill("New password", chosen);
    await hands.click("button", "Keep this password");
  };
  await signIn("admin", own.adminPassword, "a few good words");
  await hands.fill("Name", "nora");
  await hands.click("button", "Add a person");
  const password = await page.locator(".secret code").innerText();
  await hands.click("link", "admin admin");
  await hands.click("button", "Sign out");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto(own.url);
  hands.done += 1;
  await signIn("nora", password, "other good words");
  await step(page, "What do you offer?").waitFor();
  for (const tool of ["Gmail", "Microsoft Teams", "Slack", "Zoom", "Trello", "Miro", "DocuSign", "Salesforce"]) await hands.click("checkbox", tool);
  await hands.click("button", "Offer these 8");
  await page.getByText("8 tools are offered by you.").waitFor();
  await page.locator("summary").click();
  hands.done += 1;
  await hands.choose("A list of seats (CSV)", "seats.csv", "tool;seats\nfigma;40\n");
  await hands.click("button", "Take this list (1)");
  await page.getByText("9 tools are offered by you.").waitFor();
  await hands.choose("A list of departments (CSV)", "departments.csv", "id;name;parent;devices\nsales;Sales;;240\ndesign;Design;;60\nlaw;Law;;15\n");
  await hands.click("button", "Take this list (3)");
  await page.getByText("3 departments with 315 devices.").waitFor();
  await hands.click("button", "We have told them");
  await page.getByText("Staff were told on").waitFor();
  assert.equal(await page.locator(".step.met").count(), 4, "all but the roll-out, which is done on the devices");
  assert.ok(hands.done <= 40, `${hands.done} interactions`);
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test("a list with faults is told line by line, and nothing of it is taken", async (context) => {
  const own = await serve("fresh", { context });
  const page = await open(browser, `${own.url}/start`);
  const before_ = await step(page, "Departments").locator("p").first().innerText();
  await page.getByLabel("A list of departments (CSV)").setInputFiles({
    name: "d.csv", mimeType: "text/csv", buffer: Buffer.from("sales,Sales,,240\nDesign,<b>Design</b>,,60\nlaw,Law,,many\n"),
  });
  const wrong = step(page, "Departments").getByRole("alert");
  await wrong.waitFor();
  assert.match(await wrong.innerText(), /Nothing was taken[\s\S]*Line 2: id "Design" must be small letters[\s\S]*Line 3: devices "many"/);
  assert.equal(await page.getByRole("button", { name: /^Take this list/ }).count(), 0);
  await page.reload();
  assert.equal(await step(page, "Departments").locator("p").first().innerText(), before_);
  await page.close();
});

test("until somebody says what is offered no card is shown, only the question", async (context) => {
  const own = await serve("unanswered", { context });
  for (const role of ["viewer", "curator"]) {
    const page = await open(browser, own.url, { role });
    await page.getByRole("heading", { level: 1, name: "What do you offer?" }).waitFor();
    assert.equal(await page.locator(".cards .card").count(), 0);
    if (role === "curator") await page.locator(".checklist").waitFor();
    else assert.match(await page.locator("main").innerText(), /A curator says it/);
    await page.close();
  }
});

test("the checklist speaks three languages, fits a phone, and axe finds nothing in either theme", async (context) => {
  const own = await serve("fresh", { context });
  for (const theme of ["light", "dark"]) {
    const page = await open(browser, `${own.url}/start`, { theme, size: { width: 320, height: 720 } });
    await page.locator(".step").first().waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "no sideways scrolling");
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    await speak(page, "fi");
    assert.equal(await page.locator("h1").innerText(), "Ensimmäiset askeleet");
    await speak(page, "de");
    assert.equal(await page.locator("h1").innerText(), "Erste Schritte");
    await page.close();
  }
});
