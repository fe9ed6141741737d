// What openapi.yaml says of an operation's answers, and whether one that came is among them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";
import { parse } from "yaml";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const document = parse(readFileSync(join(root, "collector", "api", "openapi.yaml"), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(document, "api");

export const resolve = (node) => (node?.$ref === undefined ? node : resolve(node.$ref.split("/").slice(1).reduce((at, name) => at[name], document)));

const methods = ["get", "post", "put", "patch", "delete"];
// Every operation, with the parameters of its path.
export const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.filter((method) => item[method] !== undefined).map((method) => ({ path, method, ...item[method], parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve) })));

// What comes before any operation, as the document's introduction says: by status, the problem it is.
const anywhere = { 400: "/problems/target", 421: "/problems/host" };

// Fails where the answer's status, headers or body is not of the document.
export async function isDeclared(operation, answer, what) {
  const { status } = answer;
  const text = await answer.text();
  const declared = resolve(operation.responses[String(status)]);
  const before = anywhere[status] !== undefined && JSON.parse(text).type === anywhere[status];
  assert.ok(declared !== undefined || before, `${what}: ${status} is not of the document: ${text.slice(0, 300)}`);
  assert.notEqual(status, 500, `${what}: ${text.slice(0, 300)}`);
  for (const [name, given] of Object.entries(declared?.headers ?? {})) {
    const { required, schema } = resolve(given);
    const value = answer.headers.get(name);
    if (required === true) assert.notEqual(value, null, `${what}: ${status} without ${name}`);
    if (value !== null && schema.type === "integer") assert.ok(ajv.compile(schema)(Number(value)), `${what}: ${name}: ${value}`);
  }
  if (status === 304) return;
  const type = (answer.headers.get("content-type") ?? "").split(";")[0];
  if (status >= 400) {
    assert.equal(type, "application/problem+json", what);
    const problem = JSON.parse(text);
    const valid = ajv.getSchema("api#/components/schemas/Problem");
    assert.ok(valid(problem), `${what}: ${text}`);
    assert.equal(problem.status, status, what);
    assert.ok(problem.detail.length > 8, `${what}: a problem names its mend`);
    return;
  }
  const { content } = declared;
  if (content === undefined) return; // a redirection
  assert.ok(Object.hasOwn(content, type), `${what}: ${type}`);
  if (type !== "application/json") return;
  const { schema } = content[type];
  assert.notEqual(schema, undefined, `${what}: the document has no schema of this answer`);
  const valid = ajv.compile(schema.$ref === undefined ? { ...schema, components: document.components } : { $ref: `api${schema.$ref}` });
  assert.ok(valid(JSON.parse(text)), `${what}: ${ajv.errorsText(valid.errors)}: ${text.slice(0, 400)}`);
}
