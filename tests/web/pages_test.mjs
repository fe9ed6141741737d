// Every page there is: in the list that axe, the longer words and the photographs go through; refused
// to those whose it is not, on the page and in the API.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { everyPage } from "./pages.mjs";
import { as, open, openBrowser, serve } from "./served.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const source = (path) => readFileSync(join(root, "collector", "web", "src", path), "utf8");
const roles = ["viewer", "curator", "auditor", "admin", "staff-rep"];
let browser;
let served;

before(async () => {
  [browser, served] = await Promise.all([openBrowser(), serve("weekly")]);
});

after(async () => {
  await browser?.close();
  await served?.stop();
});

// The pages by name and the operation each shows, as route.ts and app.tsx have them.
const routes = /page: ("[^;]+);/.exec(source("route.ts"))[1].match(/[a-z-]+/g);
const shows = Object.fromEntries([.../shows: [^{]*\{([^}]*)\}/.exec(source("app.tsx"))[1].matchAll(/"?([a-z-]+)"?: "(\w+)"/g)].map(([, page, operation]) => [page, operation]));
const pathOf = (page) => ({ needs: "/", need: "/needs/crm", tool: "/tools/trello" })[page] ?? `/${page}`;

test("every page of the routes is in the list", () => {
  const listed = everyPage.map(({ path }) => path);
  for (const page of routes) {
    if (page === "lost") continue; // any other address
    const path = pathOf(page);
    const found = listed.some((one) => one === path || (page === "need" && one.startsWith("/needs/")) || (page === "tool" && one.startsWith("/tools/"))
      || (page === "sign-in" && everyPage.some(({ role }) => role === null)));
    assert.ok(found, `${page} is not in pages.mjs`);
  }
  assert.ok(routes.length >= 11);
});

test("each role opens its pages and is refused the others, on the page and in the API", async () => {
  const document = parse(readFileSync(join(root, "collector", "api", "openapi.yaml"), "utf8"));
  const operations = Object.entries(document.paths).map(([path, { get }]) => [get?.operationId, path, get?.["x-roles"]]);
  for (const [page_, operation] of Object.entries(shows)) {
    const [, path, allowed] = operations.find(([id]) => id === operation);
    for (const role of roles) {
      const may = allowed.includes(role);
      const answer = await fetch(served.url + path, { headers: as(served.url, role) });
      assert.equal(answer.status === 403, !may, `${operation} as ${role}: ${answer.status}`);
      if (page_ === "needs" && !may) continue; // the home of a role leads elsewhere
      const page = await open(browser, served.url + pathOf(page_), { role });
      assert.equal(await page.getByRole("heading", { level: 1, name: "Not part of your role" }).count(), may ? 0 : 1, `${page_} as ${role}`);
      if (!may) assert.match(await page.locator("main").innerText(), /An admin can change roles/);
      await page.close();
    }
  }
});
