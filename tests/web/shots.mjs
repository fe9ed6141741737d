// Photographs every page and state in both themes and three languages, and the widths that matter: node shots.mjs FOLDER [NAME-PART]

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { everyPage } from "./pages.mjs";
import { openBrowser, serve, settled, signIn, watch } from "./served.mjs";

const [folder, only = ""] = process.argv.slice(2);
const desk = { width: 1440, height: 900 };
const phone = { width: 320, height: 720 };
const themes = ["light", "dark"];
const languages = ["en", "fi", "de"];

const shots = [
  ...everyPage.flatMap((page) => themes.flatMap((theme) => languages.map((language) => ({ ...page, name: `${page.name}-${theme}-${language}`, theme, language, size: desk })))),
  ...everyPage.map((page, n) => ({ ...page, name: `${page.name}-phone`, theme: themes[n % 2], language: "en", size: phone })),
  { name: "needs-tablet", state: "weekly", path: "/", role: "curator", theme: "light", language: "en", size: { width: 820, height: 1180 } },
  { name: "needs-4k", state: "weekly", path: "/", role: "curator", theme: "light", language: "en", size: { width: 3840, height: 2160 } },
  { name: "need-4k", state: "weekly", path: "/needs/crm", role: "curator", theme: "dark", language: "en", size: { width: 3840, height: 2160 } },
];

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const servers = new Map();
for (const { name, state, path, role, theme, language, size } of shots.filter((shot) => shot.name.includes(only))) {
  if (!servers.has(state)) servers.set(state, await serve(state));
  const { url } = servers.get(state);
  const page = await browser.newPage({ viewport: size, colorScheme: theme, locale: "en-GB", reducedMotion: "reduce" });
  watch(page);
  await signIn(page, url, role);
  await page.goto(`${url}${path}?lang=${language}`);
  await page.locator("main h1").first().waitFor();
  await settled(page); // what is fetched after the first paint
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file, fullPage: size.width !== 3840 });
  console.log(file);
  await page.close();
}
await browser.close();
for (const server of servers.values()) await server.stop();
