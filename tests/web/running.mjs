// The real collector in a folder of its own, for walks that need more of it than the fixture server
// has: its settings, its other servers, its own threads.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const build = process.env.DESIREPATH_BUILD ?? join(root, "build", "release");
const collector = join(build, "collector", "desirepath-collector");

// The first true answer; fails with `what` when there is none in time.
export async function waitFor(what, ask, seconds = 20) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(50)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`waited ${seconds} s for ${what}`);
}

// `environment` are settings, as the environment gives them; `init` says what is set up, a lab where
// nothing else is said. Ends with the test.
export async function runCollector(context, environment = {}, init = ["--lab"]) {
  const folder = mkdtempSync(join(tmpdir(), "desirepath-run-"));
  const dir = join(folder, "collector");
  const plain = (...words) => execFileSync(collector, words, { encoding: "utf8", stdio: "pipe" }); // of a file, not of the folder
  const running = { dir, plain, command: (...words) => plain(...words, "--dir", dir) };
  execFileSync(collector, ["init", dir, ...init]);
  const endpoints = join(dir, "run", "endpoints.json");
  let child;
  const stop = async (signal) => {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once("exit", resolve));
  };
  running.start = async () => {
    rmSync(endpoints, { force: true });
    let said = "";
    child = spawn(collector, ["serve", "--dir", dir], { env: { ...process.env, ...environment }, stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.on("data", (octets) => (said += octets));
    await waitFor("the collector", () => {
      if (child.exitCode !== null) throw new Error(`the collector ended with ${child.exitCode}: ${said}`);
      return existsSync(endpoints) && readFileSync(endpoints, "utf8").includes("web");
    });
    running.url = JSON.parse(readFileSync(endpoints, "utf8")).web;
  };
  running.kill = () => stop("SIGKILL");
  await running.start();
  context.after(async () => {
    await stop("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  });
  return running;
}

// Asks the API as a person, who is added unless it is the admin that "init" made.
export async function personOf({ url, command }, name, role) {
  if (role !== undefined) command("user", "add", name, "--role", role);
  const link = command("user", "link", name).trim().split("#")[1];
  const answer = await fetch(`${url}/api/v1/session`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ link }) });
  const proof = { Cookie: answer.headers.get("set-cookie").split(";")[0], "X-CSRF-Token": (await answer.json()).csrf };
  return (method, path, body, more = {}) => fetch(url + path, {
    method, headers: { ...proof, ...(body !== undefined && { "Content-Type": "application/json" }), ...more }, ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

// A certificate for localhost, signed by an authority of its own: PEM texts and the authority's file.
export function certificates(context) {
  const folder = mkdtempSync(join(tmpdir(), "desirepath-pki-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test authority");
  openssl("req", "-x509", ...key, "-keyout", "page.key", "-out", "page.pem", "-days", "2", "-subj", "/CN=localhost",
    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE", "-CA", "ca.pem", "-CAkey", "ca.key");
  return { authorities: join(folder, "ca.pem"), cert: readFileSync(join(folder, "page.pem")), key: readFileSync(join(folder, "page.key")), folder };
}
