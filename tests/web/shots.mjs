// Photographs every page and state in both themes, three languages and five widths: node shots.mjs FOLDER [NAME-PART]

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, serve, signIn } from "./served.mjs";

const [folder, only = ""] = process.argv.slice(2);
const desk = { width: 1440, height: 900 };

const shots = [
  ...["light", "dark"].flatMap((theme) => [
    { name: `needs-${theme}`, state: "weekly", path: "/", theme, size: desk },
    { name: `need-${theme}`, state: "weekly", path: "/needs/tasks-projects", theme, size: desk },
    { name: `tools-${theme}`, state: "weekly", path: "/tools", theme, size: desk },
    { name: `tool-${theme}`, state: "weekly", path: "/tools/trello", theme, size: desk },
    { name: `lab-${theme}`, state: "lab", path: "/", theme, size: desk },
    ...["fresh", "first", "unanswered", "early", "quiet"].map((state) => ({ name: `${state}-${theme}`, state, path: "/", theme, size: desk })),
    { name: `start-${theme}`, state: "fresh", path: "/start", theme, size: desk },
    { name: `sign-in-${theme}`, state: "weekly", path: "/", theme, size: desk, role: null },
    { name: `settings-${theme}`, state: "weekly", path: "/settings", theme, size: desk, role: "admin" },
    { name: `account-${theme}`, state: "weekly", path: "/account", theme, size: desk },
    { name: `audit-${theme}`, state: "weekly", path: "/audit", theme, size: desk, role: "auditor" },
    { name: `decided-${theme}`, state: "weekly", path: "/tools/trello", theme, size: desk, role: "curator" },
    { name: `not-yours-${theme}`, state: "weekly", path: "/tools", theme, size: desk, role: "admin" },
    { name: `needs-phone-${theme}`, state: "weekly", path: "/", theme, size: { width: 320, height: 720 } },
  ]),
  { name: "tools-phone", state: "weekly", path: "/tools", theme: "light", size: { width: 320, height: 720 } },
  { name: "need-phone", state: "weekly", path: "/needs/tasks-projects", theme: "light", size: { width: 320, height: 720 } },
  { name: "needs-tablet", state: "weekly", path: "/", theme: "light", size: { width: 820, height: 1180 } },
  { name: "needs-4k", state: "weekly", path: "/", theme: "light", size: { width: 3840, height: 2160 } },
  { name: "start-fi", state: "fresh", path: "/start?lang=fi", theme: "light", size: desk },
  { name: "start-de", state: "fresh", path: "/start?lang=de", theme: "dark", size: desk, role: "admin" },
  { name: "start-phone", state: "fresh", path: "/start", theme: "light", size: { width: 320, height: 720 } },
  { name: "lost", state: "weekly", path: "/needs/nowhere", theme: "light", size: desk },
  { name: "needs-fi", state: "weekly", path: "/?lang=fi", theme: "light", size: desk },
  { name: "needs-de", state: "weekly", path: "/?lang=de", theme: "dark", size: desk },
  { name: "first-fi", state: "first", path: "/?lang=fi", theme: "light", size: desk },
  { name: "sign-in-fi", state: "lab", path: "/?lang=fi", theme: "dark", size: { width: 390, height: 800 }, role: null },
  { name: "settings-de", state: "weekly", path: "/settings?lang=de", theme: "light", size: desk, role: "admin" },
  { name: "account-fi", state: "weekly", path: "/account?lang=fi", theme: "light", size: desk, role: "auditor" },
  { name: "audit-fi", state: "weekly", path: "/audit?lang=fi", theme: "light", size: desk, role: "staff-rep" },
  { name: "audit-phone", state: "weekly", path: "/audit", theme: "dark", size: { width: 320, height: 720 }, role: "auditor" },
  { name: "settings-phone", state: "weekly", path: "/settings", theme: "light", size: { width: 320, height: 720 }, role: "admin" },
  { name: "tools-de", state: "weekly", path: "/tools?lang=de", theme: "light", size: desk },
];

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const servers = new Map();
for (const shot of shots.filter(({ name }) => name.includes(only))) {
  if (!servers.has(shot.state)) servers.set(shot.state, await serve(shot.state));
  const page = await browser.newPage({ viewport: shot.size, colorScheme: shot.theme, locale: "en-GB" });
  await signIn(page, servers.get(shot.state).url, shot.role === undefined ? "curator" : shot.role);
  await page.goto(servers.get(shot.state).url + shot.path);
  await page.locator("main h1").first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  const path = join(folder, `${shot.name}.png`);
  await page.screenshot({ path, fullPage: shot.size.width !== 3840 });
  console.log(path);
  await page.close();
}
await browser.close();
for (const server of servers.values()) await server.stop();
