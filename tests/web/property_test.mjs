// Property tests made from openapi.yaml: every operation is asked with what its document allows and
// with what it does not, by whoever may. Whatever comes back has a status the document names, a body
// of its schema, and is an RFC 9457 problem where it is no success; nothing answers 500, nothing
// that was sent is lost, no text comes back as markup or as a formula.

import assert from "node:assert/strict";
import { request as plainRequest } from "node:http";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { isDeclared, operations, resolve } from "./declared.mjs";
import { personOf, runCollector } from "./running.mjs";
import { as, serve } from "./served.mjs";

// A fixed seed, so that a failure comes again; DESIREPATH_SEED tries others.
const seed = Number(process.env.DESIREPATH_SEED ?? 20261130);
function randomOf(start) {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

const nasty = ["", " ", "x", "<script>alert(1)</script>", "=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'; DROP TABLE user; --",
  "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "ä€𝄞", "\u0000", "\u007f", "\u202e", "a".repeat(5000), "null", "[object Object]", "%", "%zz", "{{7*7}}", "\\"];
const odd = [null, true, 0, -1, 1.5, 1e308, 9007199254740993, "text", [], {}, [[[[[[[[[[]]]]]]]]]], { __proto__: 1 }];

// A value of a schema, or near it.
function valueOf(given, random, depth = 0) {
  const schema = resolve(given) ?? {};
  const pick = (list) => list[Math.floor(random() * list.length)];
  if (random() < 0.12) return pick(odd);
  if (schema.enum) return random() < 0.8 ? pick(schema.enum) : pick(nasty);
  const [one] = [schema.oneOf ?? schema.anyOf].flat().filter(Boolean).sort(() => random() - 0.5);
  if (one) return valueOf(one, random, depth + 1);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valueOf(part, random, depth + 1)));
  switch ([schema.type].flat()[0]) {
    case "string":
      return random() < 0.6 ? pick(["sales", "design", "crm", "slack", "listening", "2027-01-31", "a few good words", "carl", "sanctioned"]) : pick(nasty);
    case "integer":
    case "number":
      return pick([0, 1, 7, 30, 90, -1, 1000, 2 ** 53, 1.5]);
    case "boolean":
      return random() < 0.5;
    case "array":
      return Array.from({ length: Math.floor(random() * 4) }, () => valueOf(schema.items, random, depth + 1));
    case "object": {
      const made = {};
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        if ((schema.required ?? []).includes(name) ? random() < 0.93 : random() < 0.5) made[name] = valueOf(property, random, depth + 1);
      }
      if (random() < 0.08) made[pick(["unknown", "__proto__", "constructor", "ä"])] = pick(odd);
      return made;
    }
    default:
      return pick(odd);
  }
}

function targetOf({ path, parameters }, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const known = { tool: ["slack", "trello", "chatgpt"], need: ["tasks-projects", "crm"], name: ["vera", "carl"], side: ["security", "architecture"], number: ["1", "2"], id: ["x"] };
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(random() < 0.6 ? pick(known[name] ?? ["x"]) : pick(nasty.filter((text) => text !== ""))));
  const query = parameters.filter((one) => one.in === "query" && random() < 0.5).map((one) => `${encodeURIComponent(one.name)}=${encodeURIComponent(String(valueOf(one.schema, random)))}`);
  if (random() < 0.05) query.push(`unknown=${encodeURIComponent(pick(nasty))}`);
  return filled + (query.length === 0 ? "" : `?${query.join("&")}`);
}

let served;

before(async () => {
  served = await serve("weekly");
});

after(async () => {
  await served?.stop();
});

// What would end the sessions of the test itself, or its administrator.
const kept = ["signOut", "changePassword", "removeUser", "renewPassword", "changeUser", "changeSignInRules", "beginSecondFactor", "confirmSecondFactor"];
// A refused enrolment of the same people again and again is slowed down by design.
const slow = ["signIn"];

const inForce = operations.filter(({ operationId }) => !kept.includes(operationId) && !slow.includes(operationId));

for (const operation of inForce) {
  test(`${operation.operationId}: whatever is sent is answered as the document says`, async () => {
    const random = randomOf(seed + operation.operationId.length * 7919 + operation.path.length);
    const roles = operation["x-roles"] ?? [];
    for (let turn = 0; turn < 40; turn += 1) {
      const target = targetOf(operation, random);
      const headers = roles.length === 0 ? {} : { ...as(served.url, roles[Math.floor(random() * roles.length)]) };
      const given = resolve(operation.requestBody)?.content;
      let body;
      if (given !== undefined) {
        const [type] = Object.keys(given);
        headers["Content-Type"] = random() < 0.93 ? type : "text/html";
        body = type === "application/json" ? JSON.stringify(valueOf(given[type].schema, random)) : String(nasty[Math.floor(random() * nasty.length)]);
        if (random() < 0.05) body = body.slice(0, Math.floor(body.length / 2));
      }
      if (operation.parameters.some(({ name }) => name === "If-Match")) {
        const now = await fetch(served.url + target, { headers });
        headers["If-Match"] = random() < 0.7 ? now.headers.get("etag") ?? '"0"' : '"stale"';
        await now.text();
      }
      const answer = await fetch(served.url + target, { method: operation.method.toUpperCase(), headers, body, redirect: "manual" });
      await isDeclared(operation, answer, `seed ${seed}, turn ${turn}: ${operation.method} ${target.slice(0, 200)} ${String(body).slice(0, 200)}`);
    }
  });
}

test("an answer that the document does not name fails, as does one without what it names", async () => {
  const problem = (status, headers = {}) => new Response(JSON.stringify({ type: "/problems/x", title: "x", status, detail: "a long enough mend" }), {
    status, headers: { "Content-Type": "application/problem+json", ...headers },
  });
  const version = operations.find(({ operationId }) => operationId === "getVersion");
  await isDeclared(version, problem(429, { "Retry-After": "1" }), "declared");
  const { 429: tooOften, ...others } = version.responses;
  assert.notEqual(tooOften, undefined);
  await assert.rejects(isDeclared({ ...version, responses: others }, problem(429, { "Retry-After": "1" }), ""), /429 is not of the document/);
  for (const status of [400, 402, 409, 418, 503]) await assert.rejects(isDeclared(version, problem(status), ""), /is not of the document/);
  await assert.rejects(isDeclared(version, problem(429), ""), /without Retry-After/);
  await assert.rejects(isDeclared(version, problem(429, { "Retry-After": "soon" }), ""), /Retry-After: soon/);
  await assert.rejects(isDeclared(version, new Response('{"name":"other"}', { headers: { "Content-Type": "application/json" } }), ""), /must/);
});

// The server of the other tests has no limits.
test("whoever asks too often gets the answer that every operation declares", async (context) => {
  const running = await runCollector(context);
  const may = await personOf(running, "sofia", "auditor");
  for (const { operationId, responses } of operations) assert.ok(responses[429] !== undefined, `${operationId} can be asked too often`);
  const refusedOf = async (ask) => {
    for (let turn = 0; turn < 2000; turn += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, ask));
      const refused = answers.find(({ status }) => status === 429);
      if (refused !== undefined) return refused;
    }
    throw new Error("2,000 requests and no limit");
  };
  const find = (id) => operations.find(({ operationId }) => operationId === id);
  await isDeclared(find("getVersion"), await refusedOf(() => fetch(`${running.url}/api/v1/version`)), "a stranger");
  await isDeclared(find("getAnswers"), await refusedOf(() => may("GET", "/api/v1/answers")), "a person");
});

test("every operation that gives JSON has a schema for it in the document", () => {
  for (const { operationId, responses } of operations) {
    for (const [status, response] of Object.entries(responses)) {
      const { content } = resolve(response);
      for (const [type, { schema }] of Object.entries(content ?? {})) assert.ok(schema !== undefined, `${operationId} ${status} ${type}`);
    }
  }
});

test("a body that is too large, and one that never ends, is refused on every operation that takes one", async () => {
  for (const operation of inForce.filter(({ requestBody }) => requestBody !== undefined)) {
    const role = operation["x-roles"]?.[0];
    const headers = { "Content-Type": "application/json", ...(role !== undefined && as(served.url, role)) };
    const url = served.url + operation.path.replace(/\{.*?\}/g, "x");
    const answer = await fetch(url, { method: operation.method.toUpperCase(), headers, body: `{"a":"${"a".repeat(70_000)}"}` }).catch(() => null);
    if (answer !== null) assert.equal(answer.status, 413, operation.operationId);
  }
  const { hostname, port } = new URL(served.url);
  const status = await new Promise((resolve_) => {
    const endless = plainRequest({ hostname, port, method: "POST", path: "/api/v1/session", headers: { "Content-Type": "application/json", "Transfer-Encoding": "chunked" } }, (answer) => {
      resolve_(answer.statusCode);
      endless.destroy();
    });
    endless.on("error", () => resolve_(413));
    const more = () => {
      while (!endless.destroyed && endless.write("a".repeat(16_384)));
      endless.once("drain", more);
    };
    more();
  });
  assert.equal(status, 413);
});

test("no path leads out of the page's own files", async () => {
  const { hostname, port } = new URL(served.url);
  const targets = ["/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../curation.db", "//etc/passwd", "/assets/..\\..\\curation.db",
    "/api/v1/../../etc/passwd", "/api/v1/tools/..%2f..%2fusers/standing", "/\u0000", "/index.html%00.js", "http://other.example/", "/api/v1/calendar/..%2f..%2fcuration.db.ics"];
  for (const target of targets) {
    const text = await new Promise((resolve_, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write(`GET ${target} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`));
      let came = "";
      socket.on("data", (octets) => (came += octets));
      socket.on("close", () => resolve_(came));
      socket.on("error", reject);
    });
    assert.match(text, /^HTTP\/1\.1 (400|401|404) /, target);
    assert.doesNotMatch(text, /root:|SQLite/, target);
  }
});

test("a script in a text stays a text, and comes back as JSON and nothing else", async () => {
  const text = "<script>alert(1)</script><img src=x onerror=alert(1)>";
  const headers = { ...as(served.url, "curator"), "Content-Type": "application/json" };
  const noted = await fetch(`${served.url}/api/v1/needs/crm/notes`, { method: "POST", headers, body: JSON.stringify({ text }) });
  assert.ok(noted.ok, await noted.clone().text());
  assert.ok((await noted.json()).notes.some((note) => note.text === text));
  for (const [name, value] of [["content-type", "application/json"], ["x-content-type-options", "nosniff"]]) assert.equal(noted.headers.get(name), value);
  assert.match(noted.headers.get("content-security-policy"), /default-src 'none'; script-src 'self'/);
});
