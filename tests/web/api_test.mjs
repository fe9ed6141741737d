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
import { serve } from "./served.mjs";

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
const readable = Object.entries(document.paths).filter(([path, { get }]) => get !== undefined && !path.includes("{"));

function conforms(name, value) {
  const validate = check(name);
  assert.ok(validate(value), `${name}: ${ajv.errorsText(validate.errors)}`);
}

test("the document is a sound OpenAPI 3.1", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lint({ ref: file, config });
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
    const answer = await fetch(served.url + path);
    assert.equal(answer.status, 200, path);
    const { schema } = item.get.responses["200"].content["application/json"];
    const validate = ajv.compile(schema.$ref === undefined ? schema : { $ref: `api${schema.$ref}` });
    assert.ok(validate(await answer.json()), `${path}: ${ajv.errorsText(validate.errors)}`);
  }
});

// Values that a client might send by mistake or by malice, made from the document's parameters.
const values = ["", "2026-W37", "2020-W01", "sales", "csv", "xml", "..", "a/b", "%00", "\u0000", "'; drop table", "ä", "x".repeat(3000), "[]", "null", "-1"];

test("whatever is asked is answered within the document, and trouble is a problem", async () => {
  for (const [path, item] of readable) {
    const names = (item.get.parameters ?? []).map(({ $ref }) => $ref.split("/").at(-1).toLowerCase());
    for (const name of [...names, "unknown", "__proto__"]) {
      for (const value of values) {
        const target = `${path}?${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
        const answer = await fetch(served.url + target);
        const ours = target.length > 2048 ? 400 : answer.status;
        assert.ok([200, 304, 400, 404].includes(ours), `${target}: ${answer.status}`);
        if (answer.status === 200) await answer.text();
        else conforms("Problem", await answer.json());
      }
    }
  }
});

test("every other method is refused with what is allowed", async () => {
  const reports = readable.filter(([, item]) => item.post === undefined).map(([path]) => path);
  for (const path of [...reports, "/", "/tools"]) {
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      const answer = await fetch(served.url + path, { method });
      assert.equal(answer.status, 405, `${method} ${path}`);
      assert.equal(answer.headers.get("allow"), "GET, HEAD");
      conforms("Problem", await answer.json());
    }
  }
});

test("own tools are changed by nobody who has not signed in", async () => {
  const path = "/api/v1/catalog/own-tools";
  for (const [method, target] of [["POST", path], ["DELETE", `${path}/our-board`]]) {
    const answer = await fetch(served.url + target, { method, headers: { "Content-Type": "application/x-textproto" } });
    assert.equal(answer.status, 401, `${method} ${target}`);
    conforms("Problem", await answer.json());
  }
});
