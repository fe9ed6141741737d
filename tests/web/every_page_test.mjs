// What every page keeps to, in three languages: axe finds nothing in light or dark, nothing is wider
// than the window from 320 px to 4k, and no word stands there that the product does not say.
//
// One load of a page serves all of it: loading is what takes the time.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { everyPage } from "./pages.mjs";
import { open, openBrowser, serveEvery, settled, speak } from "./served.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = [320, 390, 600, 820, 1100, 1440, 2560, 3840];
let browser;
let servers;

before(async () => {
  [browser, servers] = await Promise.all([openBrowser(), serveEvery(everyPage.map(({ state }) => state))]);
});

after(async () => {
  await browser?.close();
  await servers?.stop();
});

// What is said on no page.
const nowhere = {
  en: /\b(rogue|shadow|culprit|offender|violation|diagnosis|unfit|curiosity|leakage|sybil|walked past|silence alarm)\b/i,
  fi: /\b(varjo-it|rikkomus|diagnoosi|uteliaisuu|luvaton|luvattom)/i,
  de: /\b(schatten-?it|verstoß|diagnose|neugier|unerlaubt)/i,
};
// What is said on no page of figures, as these are of devices and needs. Pages about accounts, keys
// and rules speak of people and of blocking, as they must.
const besideFigures = {
  en: /\b(user|users|person|persons|employee|blocked)\b/i,
  fi: /\b(käyttäj|henkilö(?!st))/i,
  de: /\b(nutzer\b|benutzer|person\b|personen\b)/i,
};
const ofFigures = ["needs", "need", "need-pairs", "tools", "tool", "lab", "state-2-waiting", "state-4-quiet", "state-5-early", "state-6-weekly"];

const languages = ["de", "fi", "en"]; // English last, for what follows

async function wordsNotSaid(page, name) {
  const said = await page.locator("body").evaluate((body) => body.textContent);
  const language = await page.locator("html").getAttribute("lang");
  const patterns = [nowhere[language], ...(ofFigures.includes(name) ? [besideFigures[language]] : [])];
  return patterns.flatMap((pattern) => pattern.exec(said)?.[0] ?? []).map((word) => `${language}: says “${word}”`);
}

// Which is widest is told, so that a fault is found where it is.
async function tooWide(page, width) {
  await page.setViewportSize({ width, height: 900 });
  return page.evaluate((most) => {
    const wide = document.documentElement.scrollWidth;
    if (wide <= most) return [];
    const outside = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > most + 1 && it.closest(".scroll") === null);
    const last = outside.at(-1);
    return [`${document.documentElement.lang}: ${wide} px wide in ${most}: ${last?.tagName}.${last?.getAttribute("class")} "${last?.textContent.slice(0, 40)}"`];
  }, width);
}

// Of its rules only those about colour can tell otherwise in the dark.
async function axeFinds(page, theme, rules) {
  const { violations } = await page.evaluate(
    (runOnly) => globalThis.axe.run({ ...(runOnly && { runOnly }), resultTypes: ["violations"] }), rules);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${theme}: ${id}: ${node.html} ${node.failureSummary}`));
}

for (const { name, state, path, role } of everyPage) {
  test(`${name}: axe finds nothing, nothing is too wide, no word is out of place`, async () => {
    const page = await open(browser, servers[state].url + path, { bypassCSP: true, role });
    await settled(page);
    const faults = [];
    for (const language of languages) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await speak(page, language);
      await settled(page);
      faults.push(...(await wordsNotSaid(page, name)));
      for (const width of widths) faults.push(...(await tooWide(page, width)));
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
    await settled(page); // what an opened part asks for
    await page.evaluate(axe);
    faults.push(...(await axeFinds(page, "light")));
    await page.emulateMedia({ colorScheme: "dark" });
    faults.push(...(await axeFinds(page, "dark", ["color-contrast", "link-in-text-block"])));
    assert.deepEqual(faults, []);
    await page.close();
  });
}
