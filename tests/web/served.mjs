// The real server over a made-up organisation, and the browser that opens its page.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { states } from "./fixture/organisation.mjs";
import { fleetOf, picturesOf, quickWinsOf, visibilityOf } from "./fixture/pictures.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const build = process.env.DESIREPATH_BUILD ?? join(root, "build", "release");
const server = join(build, "tests", "web", "desirepath-fixture-server");

// Chromium makes no call of its own: whatever goes over the network is the page's doing.
const chromiumArguments = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export async function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: chromiumArguments,
  });
}

// Serves one state; `change` edits its reports while the page is open. It stops with the test whose
// context is given, however that ends.
export async function serve(name, { reports = states[name], context } = {}) {
  if (!existsSync(server)) throw new Error(`${server} is missing; build it: cmake --build ${build}`);
  const folder = mkdtempSync(join(tmpdir(), "desirepath-web-"));
  const change = ({ needs, tools }) => {
    writeFileSync(join(folder, "needs.json"), JSON.stringify(needs));
    writeFileSync(join(folder, "tools.json"), JSON.stringify(tools));
    writeFileSync(join(folder, "pictures.json"), JSON.stringify(picturesOf(needs)));
    writeFileSync(join(folder, "visibility.json"), JSON.stringify(visibilityOf(needs)));
    writeFileSync(join(folder, "fleet.json"), JSON.stringify(fleetOf(needs)));
    writeFileSync(join(folder, "quick_wins.json"), JSON.stringify(quickWinsOf(needs)));
  };
  mkdirSync(folder, { recursive: true });
  change(reports);
  const process_ = spawn(server, [folder], { stdio: ["pipe", "pipe", "inherit"] });
  const { url, links, admin_password } = await new Promise((resolve, reject) => {
    createInterface({ input: process_.stdout }).once("line", (line) => resolve(JSON.parse(line)));
    process_.once("exit", (code) => reject(new Error(`the fixture server ended with ${code}`)));
  });
  const stop = async () => {
    process_.stdin.end();
    await new Promise((resolve) => (process_.exitCode === null ? process_.once("exit", resolve) : resolve()));
    rmSync(folder, { recursive: true, force: true });
  };
  context?.after(stop);
  for (const [role, link] of Object.entries(links)) cookies.set(`${url} ${role}`, await cookieOf(url, link));
  return { url, folder, change, stop, adminPassword: admin_password };
}

// One server for each state that is named, all started at once; by the state's name.
export async function serveEvery(names) {
  const wanted = [...new Set(names)];
  const all = await Promise.all(wanted.map((name) => serve(name)));
  const servers = Object.fromEntries(wanted.map((name, n) => [name, all[n]]));
  return { ...servers, stop: () => Promise.all(all.map(({ stop }) => stop())) };
}

// The session of each role on each server: a link works once, its session for the whole test.
const cookies = new Map();

async function cookieOf(url, link) {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ link }),
  });
  if (!answer.ok) throw new Error(`${url}: the link signs nobody in: ${await answer.text()}`);
  const [name, value] = answer.headers.get("set-cookie").split(";")[0].split("=");
  return { name, value, csrf: (await answer.json()).csrf };
}

// What a request of a role carries; for tests that ask the API without a page.
export function as(url, role) {
  const { name, value, csrf } = cookies.get(`${url} ${role}`);
  return { Cookie: `${name}=${value}`, "X-CSRF-Token": csrf };
}

// Another language on the same page, as a reader chooses it.
export async function speak(page, language) {
  await page.locator('.choices select:has(option[value="fi"])').selectOption(language);
  await page.locator(`html[lang=${language}]`).waitFor();
}

// Signs the browser in; `role` null leaves it a stranger.
export async function signIn(page, url, role) {
  if (role === null) return;
  const { origin } = new URL(url);
  const { name, value } = cookies.get(`${origin} ${role}`);
  await page.context().addCookies([{ name, value, url: origin, httpOnly: true, sameSite: "Strict" }]);
}

// Counts the requests of a page that are not answered yet, for `settled`.
export function watch(page) {
  page.underWay = 0;
  page.on("request", () => (page.underWay += 1));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, () => (page.underWay -= 1));
}

// Until all that a page asks for after its first paint has come and is drawn: no request is under way,
// and none begins while the page has time to spare. Needs `watch`, which `open` calls.
export async function settled(page) {
  for (let quiet = 0, end = Date.now() + 30_000; quiet < 3; ) {
    if (Date.now() > end) throw new Error(`${page.url()}: ${page.underWay} requests are under way after 30 s`);
    await page.evaluate(() => new Promise((done) => {
      requestAnimationFrame(() => setTimeout(() => requestIdleCallback(done, { timeout: 200 }), 20));
    }));
    quiet = page.underWay === 0 ? quiet + 1 : 0;
  }
  await page.evaluate(() => document.fonts.ready);
}

// A page that remembers what went wrong on it: console errors, refused or foreign requests.
export async function open(browser, url, { role = "curator", theme = "light", size = { width: 1440, height: 900 }, ...more } = {}) {
  const page = await browser.newPage({ viewport: size, colorScheme: theme, locale: "en-GB", reducedMotion: "reduce", ...more });
  page.troubles = [];
  watch(page);
  page.on("console", (message) => {
    if (message.type() === "error") page.troubles.push(message.text());
  });
  page.on("pageerror", (error) => page.troubles.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(url).origin)) page.troubles.push(`foreign request: ${request.url()}`);
  });
  await signIn(page, url, role);
  await page.goto(url);
  await page.locator("main h1").first().waitFor();
  return page;
}
