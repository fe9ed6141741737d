// A policy goes from hand to hand: what waits for signatures stands on the checklist, the staff side
// signs on its own machine, and its page shows what holds, by its number, its hash and its key.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, settled, watch } from "./served.mjs";
import { runCollector } from "./running.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

async function signedIn(running, name, role) {
  running.command("user", "add", name, "--role", role);
  const page = await browser.newPage({ locale: "en-GB" });
  watch(page);
  await page.goto(running.command("user", "link", name).trim());
  await page.locator("header.top").getByText(name).waitFor();
  return page;
}

test("the staff side signs a policy, and nothing holds before both have", async (context) => {
  const running = await runCollector(context, {}, ["--organisation", "Example Oy"]);
  const { command, plain, dir, url } = running;
  const [staffKey, draft] = [join(dir, "..", "staff.key"), join(dir, "policy", "draft.policy")];
  const curator = await signedIn(running, "carl", "curator");
  const staff = await signedIn(running, "sofia", "staff-rep");
  const shown = async (page, path) => {
    await page.goto(url + path);
    await page.locator("main h1").first().waitFor();
    await settled(page);
    return page.locator("main").innerText();
  };
  assert.match(await shown(curator, "/start"), /A draft waits for the signatures of the admin and of the staff side/);
  assert.match(await shown(staff, "/privacy"), /no policy is published yet/);

  plain("policy", "keygen", "--as", "staff-rep", "--out", staffKey);
  command("policy", "draft", "--staff-key", `${staffKey}.pub`);
  // The staff side reads it on the page, signs it where its key is, and brings the signature back.
  const proposal = await shown(staff, "/privacy");
  assert.match(proposal, /Policy 1 waits for signatures[\s\S]*nothing was asked before[\s\S]*Staff side has not signed yet/);
  const along = join(dir, "..", "draft-of-the-staff-side.policy");
  const [file] = await Promise.all([staff.waitForEvent("download"), staff.getByRole("link", { name: "Take the draft along" }).click()]);
  await file.saveAs(along);
  assert.deepEqual(readFileSync(along), readFileSync(draft));
  assert.ok(plain("policy", "review", along).includes(/hash: ([0-9a-f]{64})/.exec(plain("policy", "review", draft))[1]));
  const bring = async () => { // the same file, before and after it is signed
    await staff.getByLabel("The draft that you signed").setInputFiles(along);
    await staff.getByRole("button", { name: "Bring the signature back" }).click();
  };
  await bring();
  await staff.getByText(/no new signature of a key that the draft names/).waitFor();
  plain("policy", "sign", along, "--as", "staff-rep", "--key", staffKey);
  await bring();
  await staff.getByText("The signature stands beside the draft.").waitFor();
  assert.match(await shown(staff, "/privacy"), /Staff side has signed[\s\S]*no policy is published yet/);
  assert.throws(() => command("policy", "publish"), /lacks the admin's signature/);
  plain("policy", "sign", draft, "--as", "admin", "--key", join(dir, "policy", "admin.key"));
  command("policy", "publish");
  const first = await shown(staff, "/privacy");
  assert.doesNotMatch(first, /waits for signatures/);
  assert.match(first, /Policy\s+1, holds from[\s\S]*Smallest figure\s+10 devices/);
  const [key] = /[0-9a-f]{64}/.exec(readFileSync(`${staffKey}.pub`, "utf8"));
  assert.ok(first.includes(`Staff side ${key.slice(0, 16)}`), `${key} is not in: ${first}`);
  assert.match(await shown(curator, "/start"), /Policy 1 is in force/);

  // The next one waits for both in the same way; until then the first one holds.
  command("policy", "draft", "--k", "20");
  assert.match(plain("policy", "review", draft), /20/);
  plain("policy", "sign", draft, "--as", "admin", "--key", join(dir, "policy", "admin.key"));
  assert.throws(() => command("policy", "publish"), /signature/);
  const waiting = await shown(staff, "/privacy");
  assert.match(waiting, /Policy 2 waits for signatures[\s\S]*What changes[\s\S]*20[\s\S]*Admin has signed/);
  assert.match(waiting, /1, holds from[\s\S]*Smallest figure\s+10 devices/);
  // What was signed is one draft and no other: of the first one nothing is taken for the second.
  await bring();
  await staff.getByText(/another draft was signed/).waitFor();
  plain("policy", "sign", draft, "--as", "staff-rep", "--key", staffKey);
  command("policy", "publish");
  const second = await shown(staff, "/privacy");
  assert.match(second, /Policy\s+2, holds from[\s\S]*Smallest figure\s+20 devices/);
  const [, hash] = /hash: ([0-9a-f]{64})/.exec(command("policy", "show"));
  assert.ok(second.includes(hash) && !first.includes(hash));
});
