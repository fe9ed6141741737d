// Everybody can use it: the keyboard reaches everything, focus can be seen, charts can be read aloud.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, open, openBrowser, serve } from "./served.mjs";

let browser;
let served;

before(async () => {
  [browser, served] = await Promise.all([openBrowser(), serve("weekly")]);
});

after(async () => {
  await browser?.close();
  await served?.stop();
});

test("the keyboard alone reaches a need and comes back", async () => {
  const page = await open(browser, served.url);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the content");
  await page.keyboard.press("Enter");
  const tabTo = async (text, most = 60) => {
    for (let n = 0; n < most; n += 1) {
      await page.keyboard.press("Tab");
      if ((await focused()) === text) return;
    }
    assert.fail(`${text} is not reached by Tab`);
  };
  await tabTo("Large file transfer");
  await page.keyboard.press("Enter");
  await page.locator(".paths").first().waitFor();
  assert.equal(await page.locator("h1").innerText(), "Large file transfer");
  await tabTo("← All needs");
  await page.keyboard.press("Enter");
  await page.locator(".cards").waitFor();
  await page.close();
});

test("the keyboard alone signs in, picks a tool, decides on it and signs out", async () => {
  const keys = "a few good words";
  const made = await fetch(`${served.url}/api/v1/users`, {
    method: "POST", headers: { "Content-Type": "application/json", ...as(served.url, "admin") }, body: JSON.stringify({ name: "keys", role: "curator" }),
  });
  const { one_time_password } = await made.json();
  const page = await open(browser, `${served.url}/tools`, { role: null });
  const label = () => page.evaluate(() => {
    const it = document.activeElement;
    return (it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent).trim();
  });
  const reach = async (wanted, most = 150) => {
    for (let n = 0; n < most; n += 1) {
      await page.keyboard.press("Tab");
      const now = await label();
      if (wanted instanceof RegExp ? wanted.test(now) : now === wanted) return;
    }
    assert.fail(`${wanted} is not reached by Tab`);
  };
  const type = async (into, text) => (await reach(into), page.keyboard.type(text));
  const press = async (what) => (await reach(what), page.keyboard.press("Enter"));
  await type("Name", "keys");
  await type("Password", one_time_password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Choose a password" }).waitFor();
  await type("New password", keys);
  await page.keyboard.press("Enter");
  await page.locator("section.bulk").getByText("Pick tools").waitFor();
  await reach("Pick Trello");
  await page.keyboard.press("Space");
  await page.getByRole("heading", { name: "One tool is picked" }).waitFor();
  await page.locator("#main").focus(); // back to the top, as the skip link leads
  await reach("Standing");
  await reach("Standing"); // the filter's stands before the change's
  await page.keyboard.type("restr");
  await type("Why", "no agreement yet");
  await press("Look at the change");
  await page.getByRole("button", { name: "Decide on it" }).waitFor();
  await page.locator("section.bulk").focus().catch(() => undefined);
  await page.keyboard.press("Shift+Tab");
  await press(/^Decide on it$/);
  await page.getByRole("status").getByText(/One tool: Decided/).waitFor();
  await page.locator("body").evaluate((body) => (body.tabIndex = -1, body.focus()));
  await press(/^keys/);
  await press("Sign out");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.close();
});

test("focus can be seen", async () => {
  const page = await open(browser, served.url);
  for (let n = 0; n < 12; n += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none");
  }
  await page.close();
});

test("every chart can be read aloud", async () => {
  const page = await open(browser, `${served.url}/needs/tasks-projects`);
  for (const chart of await page.locator("svg:not([aria-hidden])").all()) {
    assert.equal(await chart.getAttribute("role"), "img");
    assert.ok((await chart.getAttribute("aria-label")).length > 5);
  }
  await page.close();
});
