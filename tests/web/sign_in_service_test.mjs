// Signing in through a real OpenID provider (npm's oidc-provider) over TLS, walked in Chromium with
// the real collector; each way it can go wrong ends on a page that says what to do.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { after, before, test } from "node:test";
import Provider from "oidc-provider";
import { openBrowser } from "./served.mjs";
import { certificates, runCollector } from "./running.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

const keys = [
  { ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }), kid: "rsa", use: "sig", alg: "RS256" },
  { ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }), kid: "ec", use: "sig", alg: "ES256" },
];
const groups = { nora: ["staff", "desk-curators"], ahti: ["desk-admins"], eve: ["staff"] };

// The collector and the provider it is set to; the provider's page takes any password.
async function together(context, { algorithm = "ES256", authorities, secret = "s3cret+/=" } = {}) {
  const pki = certificates(context);
  const server = createServer({ key: pki.key, cert: pki.cert });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  context.after(close);
  const issuer = `https://localhost:${server.address().port}`;
  const file = join(pki.folder, "secret");
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  const running = await runCollector(context, {
    DESIREPATH_SIGN_IN_ISSUER: issuer,
    DESIREPATH_SIGN_IN_LABEL: "Example account",
    DESIREPATH_SIGN_IN_CLIENT_ID: "desirepath",
    DESIREPATH_SIGN_IN_CLIENT_SECRET_FILE: file,
    DESIREPATH_SIGN_IN_AUTHORITIES: authorities ?? pki.authorities,
    DESIREPATH_SIGN_IN_SCOPE: "openid profile groups",
    DESIREPATH_SIGN_IN_ROLES: "desk-admins = admin, desk-curators = curator",
  });
  const provider = new Provider(issuer, {
    clients: [{
      client_id: "desirepath", client_secret: "s3cret+/=", redirect_uris: [`${running.url}/api/v1/session/service/return`],
      id_token_signed_response_alg: algorithm, grant_types: ["authorization_code"], response_types: ["code"],
    }],
    jwks: { keys },
    cookies: { keys: ["of this test"] },
    claims: { openid: ["sub"], profile: ["preferred_username"], groups: ["groups"] },
    scopes: ["openid", "groups"],
    pkce: { required: () => true, methods: ["S256"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id, groups: groups[id] ?? [] }) }),
  });
  server.on("request", provider.callback());
  return { ...running, close };
}

async function newPage(url, locale = "en-GB") {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale });
  const page = await context.newPage();
  await page.route(/fonts\.g/, (route) => route.abort());
  await page.goto(url);
  return page;
}

async function through(page, login) {
  await page.getByRole("link", { name: "Sign in with Example account" }).click();
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("anything");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click();
}

const mainOf = async (page) => {
  await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
  await page.getByRole("alert").waitFor();
  return page.locator("main").innerText();
};

for (const algorithm of ["RS256", "ES256"]) {
  test(`a person of the service signs in, with the role of the groups, by ${algorithm}`, async (context) => {
    const { url } = await together(context, { algorithm });
    const page = await newPage(url);
    assert.match(await page.locator("main").innerText(), /Or with an account of this page/);
    await through(page, "nora");
    await page.locator("header.top .self").waitFor();
    assert.match(await page.locator("header.top .self").innerText(), /nora\s+curator/i);
    assert.equal(page.url(), `${url}/`);
    const session = await page.evaluate(async () => (await fetch("/api/v1/session")).json());
    assert.deepEqual([session.person.name, session.person.role, session.person.must_change_password], ["nora", "curator", false]);
    await page.context().close();
  });
}

test("an admin of the service sees it on the settings page, and in the audit chain stands who came how", async (context) => {
  const { url, command } = await together(context);
  const page = await newPage(url);
  await through(page, "ahti");
  await page.getByRole("heading", { name: "Sign-in service" }).waitFor();
  await page.getByText("/api/v1/session/service/return").waitFor();
  assert.match(await page.locator("main").innerText(), /desk-curators: Curator/i);
  const deeds = command("audit", "export").trim().split("\n").map((line) => JSON.parse(line)).filter(({ by }) => by === "ahti");
  assert.deepEqual(deeds.map(({ action }) => action).filter((action) => action !== "read-users"), ["person-added-by-service", "sign-in-by-service"]);
  await page.context().close();
});

test("who has no role, who breaks off and who comes back from nowhere is told so, in each language", async (context) => {
  const { url } = await together(context);
  const page = await newPage(url);
  await through(page, "eve");
  assert.match(await mainOf(page), /none of your groups has a role here/);
  await page.context().close();
  const other = await newPage(url);
  await other.getByRole("link", { name: "Sign in with Example account" }).click();
  await other.getByText("Cancel").click();
  assert.match(await mainOf(other), /broken off at the sign-in service/);
  await other.goto(`${url}/api/v1/session/service/return?code=stolen&state=stolen`);
  assert.match(await mainOf(other), /belongs to no sign-in of this browser/);
  await other.context().close();
  for (const [locale, button, sentence] of [["fi-FI", "Kirjaudu palvelulla Example account", /ei kuulu tämän selaimen/], ["de-DE", "Mit Example account anmelden", /gehört zu keiner Anmeldung/]]) {
    const spoken = await newPage(`${url}/sign-in?failed=stale`, locale);
    await spoken.getByRole("link", { name: button }).waitFor();
    await spoken.getByRole("alert").waitFor();
    assert.match(await spoken.locator("main").innerText(), sentence);
    await spoken.context().close();
  }
});

test("a service that is away, is not believed or knows another secret is told apart, and local accounts go on", async (context) => {
  const { url, command, close } = await together(context);
  await close();
  const page = await newPage(url);
  await page.getByRole("link", { name: "Sign in with Example account" }).click();
  assert.match(await mainOf(page), /does not answer/);
  await page.goto(command("user", "link", "admin").trim());
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await page.getByText("What went wrong last").waitFor();
  await page.getByText(/no connection/).waitFor();
  await page.context().close();

  const strange = certificates(context);
  for (const [settings, reason] of [[{ authorities: strange.authorities }, /its certificate is not believed/], [{ secret: "another" }, /invalid_client/]]) {
    const wrong = await together(context, settings);
    const tried = await newPage(wrong.url);
    if (settings.secret !== undefined) await through(tried, "nora");
    else await tried.getByRole("link", { name: "Sign in with Example account" }).click();
    assert.match(await mainOf(tried), /do not fit together/);
    await tried.goto(wrong.command("user", "link", "admin").trim());
    await tried.getByText(reason).waitFor();
    await tried.context().close();
  }
});
