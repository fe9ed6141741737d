// The API against its own document: the document is sound, the page's types are made from it, and
// whatever is asked is answered as it says.
//
// After a change of openapi.yaml: npm run schema (in tests/web).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createConfig, lint } from "@redocly/openapi-core";
import Ajv from "ajv/dist/2020.js";
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";
import { states } from "./fixture/organisation.mjs";
import { as, serve } from "./served.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const file = join(root, "collector", "api", "openapi.yaml");
const document = parse(readFileSync(file, "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(document, "api");
const check = (name) => ajv.getSchema(`api#/components/schemas/${name}`);

let served;

before(async () => {
  served = await serve("weekly");
});

after(async () => {
  await served?.stop();
});

// What can be asked without naming one thing.
const readable = Object.entries(document.paths).filter(([path, { get }]) => get?.responses["200"] !== undefined && !path.includes("{"));

const everybody = ["viewer", "curator", "auditor", "admin", "staff-rep"];
// What a request of somebody who may do it carries; nothing where anybody may.
const allowed = ({ "x-roles": roles }, url = served.url) => (roles === undefined ? {} : as(url, roles[0]));

function conforms(name, value) {
  const validate = check(name);
  assert.ok(validate(value), `${name}: ${ajv.errorsText(validate.errors)}`);
}

test("the document is a sound OpenAPI 3.1", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  // What only sends a browser elsewhere has no 2XX.
  const problems = (await lint({ ref: file, config })).filter(({ ruleId, location }) => ruleId !== "operation-2xx-response" || !location[0].pointer.includes("session~1service"));
  assert.deepEqual(problems.map(({ message, location }) => `${location[0]?.pointer}: ${message}`), []);
});

test("the page's types are those of the document", async () => {
  const made = astToString(await openapiTS(pathToFileURL(file), { alphabetize: true }));
  const kept = readFileSync(join(root, "collector", "web", "src", "schema.ts"), "utf8");
  assert.equal(kept.slice(kept.indexOf("export interface paths")).trim(), made.trim(), "run npm run schema in tests/web");
});

test("reports of every state are as the document says", () => {
  for (const { needs, tools } of Object.values(states)) {
    conforms("NeedsReport", needs);
    conforms("ToolsReport", tools);
  }
});

test("answers of the server are as the document says", async () => {
  for (const [path, item] of readable) {
    const answer = await fetch(served.url + path, { headers: allowed(item.get) });
    const waits = path === "/api/v1/policy/proposal/file" && item.get.responses["404"] !== undefined; // a draft, and none does
    assert.equal(answer.status, waits ? 404 : 200, path);
    if (waits) continue;
    const { schema } = item.get.responses["200"].content["application/json"] ?? {};
    if (schema === undefined) continue; // a file
    const validate = ajv.compile(schema.$ref === undefined ? schema : { $ref: `api${schema.$ref}` });
    assert.ok(validate(await answer.json()), `${path}: ${ajv.errorsText(validate.errors)}`);
  }
});

// Values that a client might send by mistake or by malice, made from the document's parameters.
const values = ["", "2026-W37", "2020-W01", "sales", "csv", "xml", "..", "a/b", "%00", "\u0000", "'; drop table", "ä", "x".repeat(3000), "[]", "null", "-1"];

test("whatever is asked is answered within the document, and trouble is a problem", async () => {
  for (const [path, item] of readable) {
    if (!/needs|tools$/.test(path)) continue; // the others take no parameters
    const names = (item.get.parameters ?? []).map(({ $ref }) => $ref.split("/").at(-1).toLowerCase());
    for (const name of [...names, "unknown", "__proto__"]) {
      for (const value of values) {
        const target = `${path}?${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
        const answer = await fetch(served.url + target, { headers: allowed(item.get) });
        const ours = target.length > 2048 ? 400 : answer.status;
        assert.ok([200, 304, 400, 404].includes(ours), `${target}: ${answer.status}`);
        if (answer.status === 200) await answer.text();
        else conforms("Problem", await answer.json());
      }
    }
  }
});

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

test("every other method is refused with what is allowed", async () => {
  for (const [path, item] of [...Object.entries(document.paths), ["/", { get: {} }], ["/tools", { get: {} }]]) {
    for (const method of [...methods, "OPTIONS"]) {
      if (item[method.toLowerCase()] !== undefined) continue;
      const answer = await fetch(served.url + path.replace(/\{.*?\}/g, "x"), { method });
      assert.equal(answer.status, 405, `${method} ${path}`);
      const may = methods.filter((one) => item[one.toLowerCase()] !== undefined).map((one) => (one === "GET" ? "GET, HEAD" : one));
      assert.deepEqual(answer.headers.get("allow").split(", ").sort(), may.join(", ").split(", ").sort(), path);
      conforms("Problem", await answer.json());
    }
  }
});

// The document's roles are those of the server: whoever is not named is refused, whoever is named is not.
test("who may do what is as the document says", async (context) => {
  const own = await serve("weekly", { context }); // sessions end in it
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method.toLowerCase()];
      if (operation?.["x-roles"] === undefined) continue;
      const url = own.url + path.replace(/\{.*?\}/g, "nothing-of-this-name");
      const body = ["POST", "PUT", "PATCH"].includes(method) && { headers: { "Content-Type": "text/plain" }, body: "?" };
      const stranger = await fetch(url, { method, ...body });
      assert.equal(stranger.status, 401, `${operation.operationId} by a stranger`);
      conforms("Problem", await stranger.json());
      if (operation.operationId === "signOut") continue;
      for (const role of everybody) {
        const answer = await fetch(url, { method, ...body, headers: { ...body.headers, ...as(own.url, role) } });
        const may = operation["x-roles"].includes(role);
        assert.equal(answer.status === 403, !may, `${operation.operationId} as ${role}: ${answer.status} ${await answer.clone().text()}`);
        if (!may) assert.match((await answer.json()).detail, /this is for the role/);
      }
    }
  }
});

test("a change without the proof of the page, or from another site's, is refused", async () => {
  const { "X-CSRF-Token": proof, ...cookie } = as(served.url, "admin");
  const send = (headers) => fetch(`${served.url}/api/v1/users`, {
    method: "POST", headers: { "Content-Type": "application/json", ...cookie, ...headers }, body: '{"name":"eve","role":"admin"}',
  });
  for (const headers of [{}, { "X-CSRF-Token": "x" }, { "X-CSRF-Token": as(served.url, "viewer")["X-CSRF-Token"] },
    { "X-CSRF-Token": proof, Origin: "https://evil.example" }]) {
    assert.equal((await send(headers)).status, 403, JSON.stringify(headers));
  }
  const { users } = await (await fetch(`${served.url}/api/v1/users`, { headers: cookie })).json();
  assert.ok(!users.some(({ name }) => name === "eve"));
});
