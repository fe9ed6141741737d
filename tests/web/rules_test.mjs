// Rules and notices, answers, host names for the own logs: who may do what, and that it takes two.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, open, openBrowser, serve, settled } from "./served.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

const section = (page, title) => page.locator("section.card", { has: page.getByRole("heading", { name: title, exact: true }) });

async function draft(page, fill) {
  const form = section(page, "Draft a rule or a notice");
  await form.getByLabel("Tools, by their ids").fill("wetransfer");
  for (const language of ["English", "Finnish", "German"]) await form.getByLabel(`Words in ${language}`).fill(`In ${language}: <b>use ours</b>.`);
  await form.getByLabel("Whom to ask about it").fill("legal@example.test");
  await fill(form);
  await form.getByRole("button", { name: "Draft it" }).click();
}

const zoneOf = async (url) => (await fetch(`${url}/api/v1/rules/export?format=rpz`, { headers: as(url, "auditor") })).text();

test("a rule takes an auditor and somebody else, acts in the network, and is withdrawn with a reason", async (context) => {
  const served = await serve("weekly", { context });
  const auditor = await open(browser, `${served.url}/rules`, { role: "auditor" });
  await auditor.getByText(/Nothing was ever drafted here/).waitFor();
  await draft(auditor, async (form) => {
    await form.getByLabel("Legal basis").fill("Works agreement 7");
    await form.getByLabel("Put its tools' names into the block list").check();
    await form.getByLabel("Days it holds").fill("15");
  });
  await auditor.getByText(/give 14 at most, or name a tool to use instead/).waitFor();
  await section(auditor, "Draft a rule or a notice").getByLabel("Days it holds").fill("14");
  await section(auditor, "Draft a rule or a notice").getByRole("button", { name: "Draft it" }).click();
  await section(auditor, "Waiting for a second person").waitFor();
  assert.equal(await auditor.getByRole("button", { name: "Approve number 1" }).count(), 0, "whoever drafted is offered no approval");
  assert.doesNotMatch(await zoneOf(served.url), /wetransfer\.com CNAME/);
  const curator = await open(browser, `${served.url}/rules`, { role: "curator" });
  assert.match(await curator.locator(".rule-cards").innerText(), /In English: <b>use ours<\/b>\.[\s\S]*waits for approval[\s\S]*WeTransfer[\s\S]*Works agreement 7/);
  assert.equal(await curator.locator("main button, main summary").count(), 0, "a curator reads");
  await curator.close();
  const admin = await open(browser, `${served.url}/rules`, { role: "admin" });
  await admin.getByRole("button", { name: "Approve number 1" }).click();
  await section(admin, "In force").waitFor();
  await admin.close();
  assert.match(await zoneOf(served.url), /\nwetransfer\.com CNAME \.\n/);
  await auditor.reload();
  const [file] = await Promise.all([auditor.waitForEvent("download"), auditor.getByRole("link", { name: "Squid" }).click()]);
  assert.equal(file.suggestedFilename(), "desirepath-rules.squid");
  await auditor.getByText("Withdraw number 1").click();
  await auditor.getByLabel("Why, in a sentence").fill("the contract came");
  await auditor.getByRole("button", { name: "Withdraw", exact: true }).click();
  assert.match(await section(auditor, "Over").innerText(), /withdrawn[\s\S]*drafted · aino[\s\S]*approved · adam[\s\S]*withdrawn · aino\s+the contract came/);
  assert.doesNotMatch(await zoneOf(served.url), /wetransfer\.com CNAME/);
  assert.deepEqual(auditor.troubles.filter((it) => !/400/.test(it)), []);
  await auditor.close();
});

test("a word of care is approved by the staff side and handed to all devices", async (context) => {
  const served = await serve("weekly", { context });
  const auditor = await open(browser, `${served.url}/rules`, { role: "auditor" });
  await draft(auditor, (form) => form.getByLabel("Kind").selectOption("care"));
  await section(auditor, "Waiting for a second person").waitFor();
  await auditor.close();
  const admin = await open(browser, `${served.url}/rules`, { role: "admin" });
  await admin.locator(".rule-cards li").first().waitFor();
  assert.equal(await admin.getByRole("button", { name: "Approve number 1" }).count(), 0);
  await admin.close();
  const staff = await open(browser, `${served.url}/rules`, { role: "staff-rep" });
  await staff.getByRole("button", { name: "Approve number 1" }).click();
  const held = section(staff, "In force");
  await held.locator("summary", { hasText: "Hand to all devices" }).click();
  assert.match(await held.innerText(), /In a lab the staff side's key lies here/);
  await held.getByRole("button", { name: "Hand to all devices" }).click();
  await held.getByText("each compares it with its own diary").waitFor();
  await staff.goto(`${served.url}/audit`);
  await staff.locator(".audit-table tbody tr").first().waitFor();
  assert.match(await staff.locator(".audit-table").innerText(), /sofia\s+sent a notice[\s\S]*sofia\s+approved a rule or notice[\s\S]*aino\s+drafted a rule or notice/);
  await staff.close();
});

test("host names for the own logs come when both sides have confirmed, and reading them is an entry", async (context) => {
  const served = await serve("weekly", { context });
  const auditor = await open(browser, `${served.url}/rules`, { role: "auditor" });
  const own = section(auditor, "Host names for your own logs");
  await own.getByLabel("Tool, by its id").fill("wetransfer");
  await own.getByLabel("Case").fill("2027/14");
  await own.getByLabel("Legal basis").fill("GDPR 6(1)c");
  await own.getByRole("button", { name: "Confirm for my side" }).last().click();
  await own.locator(".rows").getByText("Staff side: not yet").waitFor();
  assert.doesNotMatch(await own.innerText(), /wetransfer\.com/);
  const staff = await open(browser, `${served.url}/rules`, { role: "staff-rep" });
  const other = section(staff, "Host names for your own logs");
  await other.getByRole("button", { name: "Show what was asked for" }).click();
  await other.locator(".rows").getByRole("button", { name: "Confirm for my side" }).click();
  await other.getByText("Host names", { exact: true }).click();
  assert.match(await other.locator(".hosts").innerText(), /\*\.wetransfer\.com/);
  await staff.goto(`${served.url}/audit`);
  await staff.locator(".audit-table tbody tr").first().waitFor();
  assert.match(await staff.locator(".audit-table").innerText(), /sofia\s+read the handovers[\s\S]*confirmed a handover of host names\s+wetransfer[\s\S]*2027\/14/);
  await staff.close();
  await auditor.close();
});

test("a curator answers on a need, and the same words stand for everybody who reads", async (context) => {
  const served = await serve("weekly", { context });
  const page = await open(browser, `${served.url}/answers?need=whiteboard`);
  await page.getByText(/Nothing is answered yet/).waitFor();
  const form = section(page, "Answer on a need");
  assert.equal(await form.getByLabel("Need").inputValue(), "whiteboard");
  await form.getByLabel("The answer").selectOption("not-yet");
  await form.getByLabel("In English").fill("we wait for the contract <img src=x>");
  await form.getByLabel("In Finnish").fill("odotamme sopimusta");
  await form.getByLabel("In German").fill("wir warten auf den Vertrag");
  await form.getByRole("button", { name: "Answer" }).click();
  await page.getByText(/Signed and handed to all devices/).waitFor();
  await page.locator(".rule-cards li").waitFor();
  assert.match(await section(page, "You said").innerText(), /Whiteboard[\s\S]*Not yet, because\s+we wait for the contract <img src=x>/i);
  const staff = await open(browser, `${served.url}/answers`, { role: "staff-rep" });
  await staff.getByText(/we wait for the contract/).first().waitFor();
  assert.equal(await staff.locator("main button").count(), 0);
  await staff.close();
  await page.getByRole("button", { name: /Take back the answer/ }).click();
  await page.getByText("Nothing is answered yet").waitFor();
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test("these pages come by themselves: their script is not part of the first paint", async (context) => {
  const served = await serve("weekly", { context });
  const page = await open(browser, served.url);
  const scripts = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /rules_page|answers_page/.test(name)));
  await settled(page);
  assert.deepEqual(await scripts(), []);
  await page.getByRole("link", { name: "Rules and notices" }).click();
  await page.getByRole("heading", { name: "Rules and notices", level: 1 }).waitFor();
  assert.ok((await scripts()).length > 0);
  await page.close();
});
