// Who may: the first sign-in, one's own page, people, and each role refused what is not its own.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import jsQR from "jsqr";
import { PNG } from "pngjs";
import { open, openBrowser, serve } from "./served.mjs";

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

const main = (page) => page.locator("main").innerText();
const signInAs = async (page, name, password) => {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
};

test("a stranger sees the sign-in and no figure, on every address", async () => {
  for (const path of ["/", "/needs/crm", "/tools", "/settings", "/account"]) {
    const page = await open(browser, served.url + path, { role: null });
    assert.equal(await page.locator("h1").innerText(), "Sign in", path);
    assert.equal(await page.locator("nav").count(), 0);
    assert.deepEqual(page.troubles, []);
    await page.close();
  }
});

test("the first admin signs in once, chooses a password, adds a curator, who does the same", async (context) => {
  const own = await serve("weekly", { context });
  const page = await open(browser, own.url, { role: null });
  await signInAs(page, "admin", "not the password");
  await page.getByRole("alert").waitFor();
  assert.match(await main(page), /name or the password is not right/);
  await signInAs(page, "admin", own.adminPassword);
  await page.getByRole("heading", { name: "Choose a password" }).waitFor();
  await page.getByLabel("New password").fill("a few good words");
  await page.getByRole("button", { name: "Keep this password" }).click();
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  assert.match(await page.locator("header.top").innerText(), /admin/);
  await page.getByLabel("Name").fill("nora");
  await page.getByRole("button", { name: "Add a person" }).click();
  const password = await page.locator(".secret code").innerText();
  assert.match(password, /^[a-z0-9]{5}(-[a-z0-9]{5}){3}$/);
  await page.getByRole("link", { name: "admin" }).last().click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto(own.url);
  await signInAs(page, "nora", password);
  await page.getByLabel("New password").fill("other good words");
  await page.getByRole("button", { name: "Keep this password" }).click();
  await page.locator(".cards .card").first().waitFor();
  await page.close();
});

test("a link of the command line signs in, once, and leaves the address", async (context) => {
  const own = await serve("weekly", { context });
  const page = await open(browser, `${own.url}/sign-in#x`, { role: null });
  await page.getByRole("alert").waitFor();
  assert.match(await main(page), /this link is used or too old/);
  assert.equal(new URL(page.url()).hash, "");
  await page.close();
});

test("each role sees its own pages and is told of the others", async () => {
  const navs = {
    viewer: ["Needs", "Tools", "Answers", "Privacy"],
    curator: ["Needs", "Tools", "Answers", "Rules and notices", "Privacy"],
    auditor: ["Needs", "Tools", "Answers", "Fleet", "Rules and notices", "Privacy", "Audit"],
    admin: ["Fleet", "Rules and notices", "Settings", "Privacy"],
    "staff-rep": ["Answers", "Fleet", "Rules and notices", "Privacy", "Audit"],
  };
  for (const [role, wanted] of Object.entries(navs)) {
    const page = await open(browser, served.url, { role });
    assert.deepEqual(await page.locator("nav.pages a").allInnerTexts(), wanted, role);
    for (const [path, word] of [["/needs/crm", "Needs"], ["/tools", "Tools"], ["/answers", "Answers"], ["/fleet", "Fleet"], ["/rules", "Rules and notices"],
      ["/settings", "Settings"], ["/privacy", "Privacy"], ["/audit", "Audit"]]) {
      await page.goto(served.url + path);
      await page.locator("main h1").waitFor();
      const refused = (await page.locator("h1").innerText()) === "Not part of your role";
      assert.equal(refused, !wanted.includes(word), `${role} ${path}`);
    }
    assert.deepEqual(page.troubles, []);
    await page.close();
  }
});

test("a script's token is shown once, works, and is taken back", async () => {
  const page = await open(browser, `${served.url}/account`, { role: "viewer" });
  await page.getByLabel("What it is for").fill("<b>nightly</b>");
  await page.getByRole("button", { name: "Make a token" }).click();
  const token = await page.locator(".secret code").innerText();
  const ask = () => fetch(`${served.url}/api/v1/needs`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal((await ask()).status, 200);
  assert.match(await page.locator(".rows").innerText(), /<b>nightly<\/b>[\s\S]*only read/);
  await page.reload();
  await page.locator(".rows li").first().waitFor();
  assert.ok(!(await page.content()).includes(token));
  await page.getByRole("button", { name: "Take back" }).click();
  await page.locator(".rows li").first().waitFor({ state: "detached" });
  assert.equal((await ask()).status, 401);
  await page.close();
});

test("a session that is over leads to the sign-in, and back to the same page", async (context) => {
  const own = await serve("weekly", { context });
  const page = await open(browser, `${own.url}/tools?standing=blocked`, { role: "viewer" });
  const csrf = await page.evaluate(async () => (await (await fetch("/api/v1/session")).json()).csrf);
  await page.evaluate((proof) => fetch("/api/v1/session", { method: "DELETE", headers: { "X-CSRF-Token": proof } }), csrf);
  await page.getByRole("link", { name: "Needs" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.close();
});

test("only the keyboard is needed to sign in", async () => {
  const page = await open(browser, served.url, { role: null });
  const reach = async (label) => {
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement?.labels?.[0]?.innerText ?? "")) === label) return;
    }
    assert.fail(`${label} is not reached by Tab`);
  };
  await reach("Name");
  await page.keyboard.type("nobody");
  await reach("Password");
  await page.keyboard.type("no password at all");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.close();
});

// RFC 6238 by Node's own cryptography: what an authenticator would show `steps` from now.
const codeOf = (secret, steps = 0) => {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((octet) => Number.parseInt(octet, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const digest = createHmac("sha1", key).update(counter).digest();
  return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1e6).padStart(6, "0");
};

test("a second factor is set up with the picture and asked for at the sign-in", async (context) => {
  const own = await serve("weekly", { context });
  const password = "a few good words";
  const admin = await open(browser, own.url, { role: null });
  await signInAs(admin, "admin", own.adminPassword);
  await admin.getByLabel("New password").fill(password);
  await admin.getByRole("button", { name: "Keep this password" }).click();
  await admin.getByRole("checkbox", { name: "admin" }).click();
  await admin.getByText("Your role needs a second factor").waitFor();
  assert.equal(await admin.locator("nav.pages").count(), 0, "nothing else opens");
  await admin.getByLabel("Your password, to begin").fill(password);
  await admin.getByRole("button", { name: "Set up a second factor" }).click();
  const { width, height, data } = PNG.sync.read(await admin.locator(".qr").screenshot());
  const scanned = jsQR(new Uint8ClampedArray(data), width, height).data;
  const secret = new URL(scanned).searchParams.get("secret");
  assert.equal((await admin.locator(".secret code").innerText()).replaceAll(" ", ""), secret);
  assert.equal(await admin.getByRole("link", { name: "Open in an authenticator" }).getAttribute("href"), scanned);
  await admin.getByLabel("The six digits it shows now").fill(codeOf(secret));
  await admin.getByRole("button", { name: "Confirm" }).click();
  await admin.locator(".codes code").nth(9).waitFor();
  const recovery = await admin.locator(".codes code").allInnerTexts();
  assert.equal(recovery.length, 10);
  await admin.getByRole("button", { name: "I have kept them" }).click();
  await admin.getByRole("heading", { name: "Settings" }).waitFor();
  await admin.context().clearCookies();
  await admin.goto(own.url);
  await signInAs(admin, "admin", password);
  await admin.getByLabel("Code of the second factor").fill(codeOf(secret, -3));
  await admin.getByRole("button", { name: "Sign in" }).click();
  await admin.getByText("the code is not right").waitFor();
  await admin.getByLabel("Code of the second factor").fill(codeOf(secret, 1));
  await admin.getByRole("button", { name: "Sign in" }).click();
  await admin.getByRole("heading", { name: "Settings" }).waitFor();
  assert.match(await admin.locator("table", { hasText: "adam" }).innerText(), /admin\s+admin\s+own\s+set up/);
  assert.deepEqual(admin.troubles.filter((one) => !/401|403/.test(one)), []);
  await admin.close();
});
