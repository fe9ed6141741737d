// The page for the person at the machine, in a real browser, over a real agent: it explains, steers, and is for everybody.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./served.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.DESIREPATH_DEVICE_SHOTS;
let browser;
let agent;
let context;
let page;
const noise = [];

before(async () => {
  browser = await openBrowser();
  agent = spawn("python3", ["-m", "tests.support.device_page"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: agent.stdout }).once("line", resolve);
    agent.once("exit", (code) => reject(new Error(`the agent's page ended with ${code}`)));
  });
  context = await browser.newContext({ locale: "en-GB", bypassCSP: true });
  page = await context.newPage();
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("request", (request) => { if (!request.url().startsWith("http://127.0.0.1:")) noise.push(request.url()); });
  await page.goto(address);
  await page.getByRole("heading", { name: "My paths" }).waitFor();
});

after(async () => {
  await browser?.close();
  agent?.stdin.end();
  if (agent?.exitCode === null) await new Promise((resolve) => agent.once("exit", resolve));
});

const speak = async (language) => {
  await page.locator("#language").selectOption(language);
  await page.locator(`html[lang=${language}]`).waitFor();
};

test("it says what was told, what is offered beside it, and all that can leave", async () => {
  assert.equal(await page.evaluate(() => location.pathname), "/");  // the key is out of the address and the history
  await page.getByText(/This device told: a device of Sales used Slack/).first().waitFor();
  const chat = page.locator("article", { has: page.getByRole("heading", { name: "Team chat" }) });
  await chat.getByText("Offered to you for this: Microsoft Teams").waitFor();
  await chat.getByRole("img", { name: /^Slack: \d+ of 28 days$/ }).waitFor();
  await page.getByText(/^Show the \d+ fields$/).click();
  await page.getByText("Fact.nonce").waitFor();
  await page.getByText("Lab: these figures are not anonymous", { exact: false }).waitFor();
});

test("each language is whole", async () => {
  for (const [language, told, need] of [["fi", /Tämä laite kertoi: osaston Sales laite käytti työkalua Slack/, "Tiimiviestintä"],
    ["de", /Dieses Gerät hat mitgeteilt: ein Gerät der Abteilung Sales nutzte Slack/, "Teamchat"]]) {
    await speak(language);
    await page.getByText(told).first().waitFor();
    await page.getByText(need).first().waitFor();
    assert.doesNotMatch(await page.locator("body").innerText(), /undefined|\{\w+\}/);
  }
  await speak("en");
});

test("a notice of the organisation stands on top until it is understood", async () => {
  // A lab's week is fifteen seconds, and a notice is shown on one day of it.
  const heading = page.getByRole("heading", { name: "Notices for you" });
  for (let tries = 0; tries < 100 && await heading.count() === 0; ++tries) {
    await page.reload();
    await page.getByRole("heading", { name: "My paths" }).waitFor();
  }
  await page.getByText("Slack was breached: change your password there.").first().waitFor();
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`)), []);
  await page.getByRole("button", { name: /^Understood, do not show it again/ }).click();
  await heading.waitFor({ state: "detached" });
  await page.getByText(/^Notices shown to you \(1\)$/).click();
  await page.getByText(/nothing was sent back\.$/).waitFor();
});

test("what the organisation answers on a need stands there for everybody", async () => {
  const answer = page.locator("article.answer");
  await answer.filter({ hasText: /Whiteboards and diagrams.*not yet, because.*we are trying two boards until June\./ }).waitFor();
  await speak("fi");
  await answer.filter({ hasText: /ei vielä, koska.*kokeilemme kahta taulua/ }).waitFor();
  await speak("en");
  await answer.filter({ hasText: /not yet, because/ }).waitFor();
});

test("pausing and resuming change what it says", async () => {
  await page.getByRole("button", { name: "Pause for an hour" }).click();
  await page.getByText("Paused: nothing is looked at. Nobody else can tell.").waitFor();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByText("Names of tools are being noticed").waitFor();
});

test("axe finds nothing in light and dark, and nothing is wider than a phone", async () => {
  await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open ||= it.closest("section").querySelector(".fields") !== null)));
  await page.evaluate(axe);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
    assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`)), [], colorScheme);
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, `device-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  for (const width of [320, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `wider than ${width} px`);
    if (shots) await page.screenshot({ path: join(shots, `device-${width}.png`), fullPage: true });
  }
});

test("what cannot be taken back is asked first, by keyboard too, and then done", async () => {
  const forget = page.getByRole("button", { name: "Forget this tool: Slack" });
  await forget.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "No" }).press("Enter");
  assert.equal(await forget.count(), 1);
  await forget.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Yes" }).press("Enter");
  await forget.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Opt out and erase" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Yes" }).click();
  await page.getByText("Opted out: all was erased, only filler is sent.").waitFor();
});

test("nothing was fetched from elsewhere and nothing went wrong unseen", () => assert.deepEqual(noise, []));
