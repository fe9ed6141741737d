// A locale of 40 % longer words: nothing on any page is cut off, at 320 and at 1280 px.
//
// The words are lengthened where the page hands them to the browser, so that every page and every
// word file is in it, whoever wrote it. Figures keep their length: they are the same in all languages.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, serveEvery, settled, signIn, watch } from "./served.mjs";
import { everyPage } from "./pages.mjs";

const longer = 0.4;
let browser;
let servers;

before(async () => {
  [browser, servers] = await Promise.all([openBrowser(), serveEvery(everyPage.map(({ state }) => state))]);
});

after(async () => {
  await browser?.close();
  await servers?.stop();
});

// Runs in the page before its own script.
function lengthen(share) {
  const accents = { a: "á", e: "é", i: "í", o: "ó", u: "ú", A: "Á", E: "É", I: "Í", O: "Ó", U: "Ú" };
  const longerText = (given) => {
    const text = String(given);
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    if (letters < 2) return text;
    const words = text.replace(/[aeiouAEIOU]/g, (letter) => accents[letter]);
    const more = Math.ceil(letters * share);
    // Where a word ends, so that the text breaks as a longer one would.
    const tail = "ñö ".repeat(Math.ceil(more / 3)).slice(0, more).trimEnd();
    return more < 4 ? `${words}${"ñ".repeat(more)}` : `${words} ${tail}`;
  };
  const make = Document.prototype.createTextNode;
  Document.prototype.createTextNode = function (text) {
    return make.call(this, longerText(text));
  };
  const data = Object.getOwnPropertyDescriptor(CharacterData.prototype, "data");
  Object.defineProperty(CharacterData.prototype, "data", {
    ...data,
    set(text) {
      data.set.call(this, longerText(text));
    },
  });
}

// Every text that somebody cannot read whole, with what cuts it.
function cut() {
  const found = [];
  const clips = (style) => ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
  const scrolls = (style) => ["auto", "scroll"].includes(style.overflowX);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === "" || element.closest(".visually-hidden, .skip, script, style, option, noscript") !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    if (boxes.length === 0) continue; // not shown
    const svg = element.closest("svg");
    const told = (why) => found.push(`${why}: "${node.data.slice(0, 40)}" in ${element.tagName}.${element.getAttribute("class") ?? ""}`);
    if (svg !== null) {
      const frame = svg.getBoundingClientRect();
      if (boxes.some((box) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)) told("outside its drawing");
      continue;
    }
    for (let around = element; around !== null; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (scrolls(style)) break; // can be scrolled to
      if (!clips(style)) continue;
      const frame = around.getBoundingClientRect();
      if (boxes.some((box) => box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 1)) told(`cut by .${around.getAttribute("class")}`);
    }
    if (boxes.some((box) => box.right > innerWidth + 1 || box.left < -1) && element.closest(".scroll, .reasons, pre") === null) told("beside the window");
  }
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const style = getComputedStyle(element);
    if (element.closest(".visually-hidden, svg") !== null || !clips(style) || element.clientWidth === 0) continue;
    if (element.scrollWidth > element.clientWidth + 1) found.push(`narrower than its content: ${element.tagName}.${element.getAttribute("class")} "${element.textContent.slice(0, 40)}"`);
  }
  for (const button of document.querySelectorAll("button, summary, .mark, .grade")) {
    if (button.clientWidth > 0 && button.scrollWidth > button.clientWidth + 1) found.push(`a button too small: "${button.textContent.slice(0, 40)}"`);
  }
  return found;
}

async function openLonger(state, path, role, width) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, locale: "en-GB", reducedMotion: "reduce" });
  watch(page);
  await page.addInitScript(lengthen, longer);
  await signIn(page, servers[state].url, role);
  await page.goto(servers[state].url + path);
  await page.locator("main h1").first().waitFor();
  await settled(page);
  await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
  await settled(page); // what an opened part asks for
  return page;
}

for (const { state, path, role } of everyPage) {
  test(`nothing is cut off on ${state}${path} as ${role ?? "a stranger"} with longer words`, async () => {
    const page = await openLonger(state, path, role, 320);
    assert.ok((await page.locator("main").innerText()).includes("ñ"), "the words are longer");
    const faults = [];
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      faults.push(...(await page.evaluate(cut)).map((fault) => `${width} px: ${fault}`));
      if (!(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))) faults.push(`${width} px: scrolls sideways`);
    }
    assert.deepEqual(faults, []);
    await page.close();
  });
}

test("the test sees a text that is cut off", async () => {
  const page = await openLonger("weekly", "/", "curator", 1280);
  await page.evaluate(() => Object.assign(document.querySelector(".headline h1").style, { width: "6rem", whiteSpace: "nowrap", overflow: "hidden" }));
  assert.ok((await page.evaluate(cut)).some((line) => line.includes("narrower than its content")));
  await page.close();
});
