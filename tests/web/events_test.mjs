// Events leave the real collector for real peers: a webhook receiver over TLS, rsyslog over TLS, a
// file. What arrives is checked by others' rules: Standard Webhooks' own library, OCSF's and ECS's
// definitions (fixture/ocsf.json, cut from OCSF 1.8.0; fixture/ecs.json, cut from ECS 9.4.0),
// rsyslog's parser for RFC 5424 and RFC 5425, liblognorm's parser for CEF.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";
import { Webhook } from "standardwebhooks";
import { openBrowser } from "./served.mjs";
import { certificates, personOf, runCollector, waitFor } from "./running.mjs";

const fixture = join(dirname(fileURLToPath(import.meta.url)), "fixture");
const secret = `whsec_${Buffer.from("a secret of thirty-two octets ok").toString("base64")}`;

// Takes what is posted; `answer` says with which status.
async function receiver(context, pki, answer = () => 204) {
  const came = [];
  const server = createServer({ key: pki.key, cert: pki.cert }, (request, response) => {
    let body = "";
    request.on("data", (octets) => (body += octets));
    request.on("end", () => {
      const status = answer(request, body);
      came.push({ status, headers: request.headers, body });
      response.writeHead(status).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { came, port: server.address().port, url: `https://localhost:${server.address().port}/hook?key=1` };
}

// rsyslog with TLS on a free port; each message as it understood it, one JSON object a line.
async function syslog(context, pki) {
  const path = (name) => join(pki.folder, name);
  writeFileSync(path("rsyslog.conf"), `
global(workDirectory="${pki.folder}" net.enableDNS="off" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="${pki.authorities}"
  defaultNetstreamDriverCertFile="${path("page.pem")}" defaultNetstreamDriverKeyFile="${path("page.key")}")
module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon")
input(type="imtcp" port="0" address="127.0.0.1" listenPortFileName="${path("port")}")
template(name="all" type="list") { property(name="jsonmesg") constant(value="\\n") }
action(type="omfile" file="${path("syslog.jsonl")}" template="all")
`);
  const child = spawn("rsyslogd", ["-n", "-f", path("rsyslog.conf"), "-i", path("pid")], { stdio: "inherit" });
  context.after(async () => {
    child.kill("SIGTERM");
    if (child.exitCode === null) await new Promise((resolve) => child.once("exit", resolve));
  });
  await waitFor("rsyslog", () => existsSync(path("port")) && readFileSync(path("port"), "utf8").trim() !== "");
  const lines = () => (existsSync(path("syslog.jsonl")) ? readFileSync(path("syslog.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line)) : [])
    .filter(({ programname }) => programname === "desirepath-collector");
  return { port: readFileSync(path("port"), "utf8").trim(), lines };
}

function settings(pki, { hook, port, file, formats = {} }) {
  const secretFile = join(pki.folder, "webhook.secret");
  writeFileSync(secretFile, secret, { mode: 0o600 });
  return {
    DESIREPATH_EVENTS_AUTHORITIES: pki.authorities,
    ...(hook !== undefined && { DESIREPATH_EVENTS_WEBHOOK: hook, DESIREPATH_EVENTS_WEBHOOK_SECRET_FILE: secretFile, DESIREPATH_EVENTS_WEBHOOK_FORMAT: formats.hook ?? "ocsf" }),
    ...(port !== undefined && { DESIREPATH_EVENTS_SYSLOG: `localhost:${port}`, DESIREPATH_EVENTS_SYSLOG_FORMAT: formats.syslog ?? "cef" }),
    ...(file !== undefined && { DESIREPATH_EVENTS_FILE: file, DESIREPATH_EVENTS_FILE_FORMAT: formats.file ?? "ecs" }),
  };
}

async function decide(carl, tool, standing) {
  const before = await carl("GET", `/api/v1/tools/${tool}/standing`);
  const done = await carl("PUT", `/api/v1/tools/${tool}/standing`, { scopes: [{ department: null, standing }], reason: "tried and liked" }, { "If-Match": before.headers.get("etag") });
  assert.equal(done.status, 200, await done.text());
}

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(JSON.parse(readFileSync(join(fixture, "ocsf.json"), "utf8")), "ocsf");

function conformsToOcsf(event) {
  const check = ajv.getSchema(`ocsf#/$defs/class_${event.class_uid}`);
  assert.ok(check(event), `${JSON.stringify(event)}: ${ajv.errorsText(check.errors)}`);
}

const { fields, version } = JSON.parse(readFileSync(join(fixture, "ecs.json"), "utf8"));
const kinds = { keyword: "string", match_only_text: "string", date: "string", long: "number" };

// What an event says it is written by is what it is held against.
function conformsToEcs(event) {
  assert.equal(event.ecs.version, version);
  hasFieldsOfEcs(event);
  for (const category of event.event.category) {
    for (const type of event.event.type) assert.ok(fields["event.category"].types[category].includes(type), `${category}: ${type}`);
  }
}

function hasFieldsOfEcs(event, path = "") {
  for (const [name, value] of Object.entries(event)) {
    const field = path + name;
    if (field === "labels") for (const label of Object.values(value)) assert.equal(typeof label, "string");
    else if (typeof value === "object" && !Array.isArray(value)) hasFieldsOfEcs(value, `${field}.`);
    else {
      assert.ok(fields[field], `${field} is no field of ECS`);
      assert.equal(Array.isArray(value), fields[field].array === true, field);
      for (const one of [value].flat()) {
        assert.equal(typeof one, kinds[fields[field].type], field);
        if (fields[field].allowed !== undefined) assert.ok(fields[field].allowed.includes(one), `${field}: ${one}`);
      }
    }
  }
}

// liblognorm's parser of CEF; its version 2.0.6 drops the first letter of the first key.
function parsedCef(pki, line) {
  const rules = join(pki.folder, "cef.rules");
  writeFileSync(rules, "version=2\nrule=:%f:cef%\n");
  return JSON.parse(execFileSync("lognormalizer", ["-r", rules, "-e", "json"], { input: `${line}\n`, encoding: "utf8" })).f;
}

test("a decision reaches webhook, syslog and file, each in its format, with one id and nobody's name", async (context) => {
  const pki = certificates(context);
  const hook = await receiver(context, pki);
  const logs = await syslog(context, pki);
  const file = join(pki.folder, "events.jsonl");
  const running = await runCollector(context, settings(pki, { hook: hook.url, port: logs.port, file }));
  const carl = await personOf(running, "carl", "curator");
  await decide(carl, "slack", "sanctioned");
  const posted = await waitFor("the webhook", () => hook.came[0]);
  const event = new Webhook(secret).verify(posted.body, posted.headers);
  assert.throws(() => new Webhook(`whsec_${Buffer.from("another").toString("base64")}`).verify(posted.body, posted.headers));
  conformsToOcsf(event);
  assert.deepEqual([event.class_uid, event.entity.uid, event.metadata.uid], [3004, "slack", posted.headers["webhook-id"]]);
  assert.match(event.message, /Slack: sanctioned/);

  const [logged] = await waitFor("rsyslog", () => logs.lines().length > 0 && logs.lines());
  assert.deepEqual([logged.msgid, logged["app-name"], logged.syslogfacility, logged.syslogseverity, logged["protocol-version"]],
    ["standing-changed", "desirepath-collector", "13", "6", "1"]);
  const cef = parsedCef(pki, logged.msg.replace(/^\s*\uFEFF?/, ""));
  assert.deepEqual([cef.DeviceVendor, cef.SignatureID, cef.Extensions.xternalId, cef.Extensions.cs1], ["Desirepath", "standing-changed", event.metadata.uid, "slack"]);

  const [line] = await waitFor("the file", () => existsSync(file) && readFileSync(file, "utf8").trim().split("\n"));
  const written = JSON.parse(line);
  conformsToEcs(written);
  assert.equal(written.event.id, event.metadata.uid);
  for (const text of [posted.body, logged.rawmsg ?? logged.msg, line]) assert.doesNotMatch(text, /carl|liked/);
  const listed = await (await carl("GET", "/api/v1/events?limit=1")).json();
  assert.equal(listed.events[0].id, event.metadata.uid);
});

test("every kind of event conforms in OCSF and ECS", async (context) => {
  for (const format of ["ocsf", "ecs"]) {
    const pki = certificates(context);
    const hook = await receiver(context, pki);
    const running = await runCollector(context, settings(pki, { hook: hook.url, formats: { hook: format } }));
    const sqlite = (sql) => execFileSync("sqlite3", [join(running.dir, "curation.db"), sql]);
    const all = ["new-need", "waiting-for-answer", "more-reports-than-devices", "notice-sent", "rule-approved", "test"];
    for (const kind of all) {
      sqlite(`PRAGMA busy_timeout=5000; INSERT INTO event(id, at, kind, subject, name, message, window) VALUES('${kind.padEnd(32, "0")}', 1800000000, '${kind}', 'crm', 'CRM', 'A "sentence" | with \\ = signs', '2026-W48');
        INSERT INTO delivery(event, channel, due, tries, dead, fault) VALUES(last_insert_rowid(), 'webhook', 0, 0, 0, '')`);
    }
    await waitFor("all kinds", () => hook.came.length >= all.length);
    for (const { body } of hook.came) (format === "ocsf" ? conformsToOcsf : conformsToEcs)(JSON.parse(body));
    assert.deepEqual(hook.came.map(({ headers }) => headers["webhook-id"].replace(/0+$/, "")), all);
  }
});

test("what a receiver that was away missed arrives after a kill, in order and under the same ids", async (context) => {
  const pki = certificates(context);
  let up = false;
  const hook = await receiver(context, pki, () => (up ? 204 : 503));
  const running = await runCollector(context, settings(pki, { hook: hook.url }));
  const carl = await personOf(running, "carl", "curator");
  await decide(carl, "slack", "sanctioned");
  await decide(carl, "trello", "restricted");
  await waitFor("a first try", () => hook.came.length > 0);
  await running.kill();
  up = true;
  await running.start();
  const taken = () => hook.came.filter(({ status }) => status === 204);
  await waitFor("both events", () => taken().length >= 2, 40);
  assert.deepEqual(taken().map(({ body }) => JSON.parse(body).entity.uid), ["slack", "trello"]);
  assert.equal(new Set(hook.came.map(({ headers }) => headers["webhook-id"])).size, 2);
});

test("what a receiver refuses for good stands on the settings page and is sent again from there", async (context) => {
  const pki = certificates(context);
  let gone = true;
  const hook = await receiver(context, pki, () => (gone ? 410 : 200));
  const running = await runCollector(context, settings(pki, { hook: hook.url }));
  const browser = await openBrowser();
  context.after(() => browser.close());
  const page = await browser.newPage({ locale: "en-GB" });
  await page.goto(running.command("user", "link", "admin").trim());
  const section = page.locator("section", { has: page.getByRole("heading", { name: "Events for other systems" }) });
  await section.getByRole("button", { name: "Send a test event" }).click();
  await section.getByRole("status").waitFor();
  await waitFor("the refusal", () => hook.came.length === 1);
  const again = section.getByRole("button", { name: /Send again/ });
  await waitFor("the undelivered event", async () => {
    await page.reload();
    await section.getByRole("heading", { name: "Could not be delivered" }).waitFor();
    return (await again.count()) === 1;
  });
  assert.match(await section.innerText(), /answers 410/);
  assert.doesNotMatch(await section.innerText(), /key=1/, "what may be a secret stands in no page");
  gone = false;
  await again.click();
  await waitFor("the event", () => hook.came.length === 2);
  assert.equal(hook.came[0].headers["webhook-id"], hook.came[1].headers["webhook-id"]);
  await section.getByText("Everything was delivered").waitFor();
});

test("a peer that does not prove its name gets nothing", async (context) => {
  const pki = certificates(context);
  const strange = certificates(context);
  const hook = await receiver(context, strange);
  const logs = await syslog(context, strange);
  const running = await runCollector(context, settings(pki, { hook: hook.url, port: logs.port }));
  const admin = await personOf(running, "admin");
  assert.equal((await admin("POST", "/api/v1/deliveries/test", {})).status, 200);
  const { channels } = await waitFor("both faults", async () => {
    const state = await (await admin("GET", "/api/v1/deliveries")).json();
    return state.channels.every(({ fault }) => fault !== null) && state;
  });
  for (const { fault, name } of channels) assert.match(fault, /its certificate is not believed/, name);
  assert.deepEqual([hook.came.length, logs.lines().length], [0, 0]);
});
