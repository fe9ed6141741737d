import { button, confirmed, dayRow, element, section } from "./drawing.js";
import { preferredLanguage, say } from "./words.js";

let language = preferredLanguage();
let t = say(language);

class Refused extends Error {}

async function ask(name) {
  const response = await fetch(`/api/${name}?language=${language}`);
  const answer = await response.json();
  if (answer.error) throw new Refused(answer.error);
  return answer;
}

async function tell(name, body = {}) {
  const said = document.getElementById("said");
  try {
    const response = await fetch(`/api/${name}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const answer = await response.json();
    if (answer.error) throw new Refused(answer.error);
    said.textContent = "";
    await draw();
  } catch (error) {
    said.textContent = error instanceof Refused ? t("failed", { error: error.message }) : t("gone");
  }
}

async function tellAfter(question, name, body) {
  if (await confirmed(question, t("yes"), t("no"))) await tell(name, body);
}

const endOfDay = () => Math.floor(new Date().setHours(24, 0, 0, 0) / 1000);
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
const date = (seconds) => new Date(seconds * 1000).toLocaleString(language);

function stateWords(status) {
  if (status.activity === "looking") return t("looking");
  if (status.activity.startsWith("paused")) return t("pausing");
  if (status.activity.startsWith("opted out")) return t("optedOut");
  return `${t("waiting")}: ${status.activity}`;
}

function nowSection(status) {
  const paused = status.activity.startsWith("paused");
  return section(t("now"), null, element("p", { class: "state" }, stateWords(status)),
    element("p", { class: "buttons" },
      paused ? button(t("resume"), () => tell("resume"), { class: "strong" }) : [
        button(t("pauseHour"), () => tell("pause", { until: inAnHour() })),
        button(t("pauseToday"), () => tell("pause", { until: endOfDay() })),
        button(t("pauseOpen"), () => tell("pause"))]));
}

const active = (days) => [...days].filter((letter) => letter !== ".").length;

function toolRow(tool) {
  const mark = tool.offered ? t("isOffered") : t("isChosen");
  return element("tr", {},
    element("th", { scope: "row" }, tool.name, " ", element("span", { class: tool.offered ? "mark offered" : "mark chosen" }, mark)),
    element("td", {}, dayRow(tool.days, tool.offered, `${tool.name}: ${t("days", { n: active(tool.days) })}`)),
    element("td", { class: "number" }, t("days", { n: active(tool.days) })),
    element("td", {}, button(t("forget"), () => tellAfter(t("forgetAsk", { tool: tool.name }), "forget", { tool: tool.id }),
      { class: "quiet", "aria-label": `${t("forget")}: ${tool.name}` })));
}

function needPath(need) {
  const offered = need.offered.length > 0 ? t("offered", { tools: need.offered.join(", ") }) : t("nothingOffered");
  return element("article", {}, element("h3", {}, need.name), element("p", { class: "soft" }, offered),
    element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": need.name },
      element("table", {}, element("tbody", {}, need.tools.map(toolRow)))));
}

function pathsSection(paths) {
  const key = element("p", { class: "key" }, ["u", "g", "l", "none"].map((letter, index) => element("span", {},
    element("span", { class: `day day-${letter}`, "aria-hidden": "true" }), ` ${t(["used", "guest", "login", "none"][index])}`)));
  return [section(t("paths"), t("pathsLead"), paths.needs.length === 0 ? element("p", {}, t("pathsEmpty")) : [
    key, paths.needs.map(needPath)]), answersSection(paths.answers ?? [])];
}

function noticeItem(notice) {
  return element("article", { class: `notice ${notice.kind}` },
    element("h3", {}, t(`notice.${notice.kind}`), ": ", notice.tools.join(", ")), element("p", {}, notice.words),
    notice.legal_basis ? element("p", { class: "soft" }, t("basis", { basis: notice.legal_basis })) : null,
    notice.use_instead ? element("p", {}, t("instead", { tool: notice.use_instead })) : null,
    element("p", { class: "buttons" }, button(t("understood"), () => tell("understood", { position: notice.number }),
      { "aria-label": `${t("understood")}: ${notice.words}` })));
}

function answerItem(answer) {
  return element("article", { class: "answer" }, element("h3", {}, answer.name),
    element("p", {}, element("span", { class: `mark ${answer.state === "done" ? "offered" : "chosen"}` }, t(`answer.${answer.state}`)), " ", answer.words));
}

function answersSection(answers) {
  if (answers.length === 0) return null;
  return section(t("answers"), t("answersLead"), answers.map(answerItem));
}

// No notice, no section: most people never have one.
function noticesSection(due) {
  if (due.notices.length === 0) return null;
  return section(t("notices"), t("noticesLead"), due.notices.map(noticeItem));
}

function octets(entry) {
  return element("details", {}, element("summary", {}, t("octets")),
    element("p", {}, t("plaintext")), element("code", {}, entry.plaintext),
    entry.sends.map((send) => [element("p", {}, `${t("sentAt")} ${date(send.time)} · ${t("sealedHash")}`),
      element("code", {}, send.sealed_hash)]));
}

function entryRow(entry) {
  const waits = entry.state === "held" || entry.state === "queued";
  return element("li", { class: `entry ${entry.state}` },
    element("span", { class: "mark" }, t(`state.${entry.state}`)), " ", entry.words || entry.kind, " ",
    waits ? button(t("veto"), () => tell("veto", { window: entry.window, position: entry.position }),
      { class: "quiet", "aria-label": `${t("veto")}: ${entry.words}` }) : null,
    entry.plaintext ? octets(entry) : null);
}

// Only the newest window is open: eight at once are a long read.
function windowPart([name, entries], index) {
  const filler = entries.filter((entry) => entry.filler);
  const sent = filler.filter((entry) => entry.state === "sent").length;
  const facts = entries.filter((entry) => !entry.filler);
  return element("details", { class: "window", open: index === 0 },
    element("summary", {}, element("h3", {}, name), " ", element("span", { class: "mark" }, t("statements", { n: facts.length }))),
    element("ul", {}, facts.map(entryRow)),
    element("p", { class: "soft" }, t("filler", { n: filler.length, sent })));
}

function ledgerSection(ledger) {
  const windows = grouped(ledger.entries);
  const parts = [...windows].reverse().map(windowPart);
  const waits = ledger.entries.some((entry) => !entry.filler && (entry.state === "held" || entry.state === "queued"));
  return section(t("ledger"), t("ledgerLead"), parts.length === 0 ? element("p", {}, t("ledgerEmpty")) : [
    waits ? element("p", { class: "buttons" }, button(t("vetoAll"), () => tellAfter(t("vetoAllAsk"), "veto-all"))) : null, parts],
    shownNotices(ledger.notices ?? []));
}

function shownNotices(shown) {
  if (shown.length === 0) return null;
  return element("details", {}, element("summary", {}, t("noticesShown", { n: shown.length })),
    element("ul", {}, shown.map((notice) => element("li", {}, t("noticeShown", { words: notice.words, date: date(notice.last) })))));
}

function grouped(entries) {
  const windows = new Map();
  for (const entry of entries) windows.set(entry.window, [...(windows.get(entry.window) ?? []), entry]);
  return windows;
}

function policySection(policy) {
  if (policy.number === undefined) return section(t("policy"), t("policyEmpty"));
  const facts = [[t("k"), t("devices", { n: policy.k })], [t("hold"), t("hours", { n: policy.hold_hours })], [t("ends"), policy.ends],
    [t("second"), policy.second_signature], [t("hash"), element("code", {}, policy.hash)]];
  return section(t("policy"), t("policyLead"),
    element("dl", {}, facts.map(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])),
    element("h3", {}, t("asked")), element("ul", {}, policy.questions.map((question) => element("li", {}, question))),
    policy.coming ? [element("h3", {}, t("coming", { date: policy.coming_from })),
      element("ul", {}, policy.coming.map((change) => element("li", {}, change)))] : null);
}

function fieldsSection(register) {
  const heads = ["field", "meaning", "why", "sensitivity"].map((key) => element("th", { scope: "col" }, t(key)));
  const rows = register.fields.map((field) => element("tr", {}, element("th", { scope: "row" }, element("code", {}, field.name)),
    element("td", {}, field.words), element("td", {}, field.purpose), element("td", {}, t(`sense.${field.sensitivity}`))));
  const table = element("table", { class: "fields" }, element("thead", {}, element("tr", {}, heads)), element("tbody", {}, rows));
  return section(t("fields"), t("fieldsLead"), element("details", {}, element("summary", {}, t("fieldCount", { n: register.fields.length })),
    element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": t("fields") }, table)));
}

function leaveSection(status) {
  const out = status.activity.startsWith("opted out");
  return section(t("leave"), t("leaveLead"), element("p", { class: "buttons" },
    out ? button(t("optIn"), () => tellAfter(t("optInAsk"), "opt-in")) : button(t("optOut"), () => tellAfter(t("optOutAsk"), "opt-out")),
    button(t("handOver"), () => tellAfter(t("handOverAsk"), "hand-over"))));
}

// A part that this account may not see says so, and the others stand.
async function part(name, make) {
  try {
    return make(await ask(name));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return element("section", {}, element("p", { class: "refused" }, `${t("notAllowed")} ${error.message}`));
  }
}

function drawFrame(status) {
  document.documentElement.lang = language;
  document.title = `Desirepath · ${t("title")}`;
  document.getElementById("language-label").textContent = t("language");
  document.getElementById("organisation").textContent = [status.organisation, status.department].filter(Boolean).join(" · ");
  document.getElementById("foot").textContent = t("foot");
  const banner = document.getElementById("banner");
  banner.hidden = !status.lab;
  banner.textContent = t("lab");
}

let turns = 0;

// A slow answer in a language chosen before must not overwrite what is there by now.
async function draw() {
  const turn = ++turns;
  const status = await ask("status");
  if (turn === turns) drawFrame(status);
  const parts = [element("h1", {}, t("title")), nowSection(status), await part("notices", noticesSection), await part("paths", pathsSection), await part("ledger", ledgerSection),
    await part("policy", policySection), await part("fields", fieldsSection), leaveSection(status)];
  if (turn !== turns) return;
  document.getElementById("page").replaceChildren(...parts.flat().filter(Boolean));
}

function start() {
  const choice = document.getElementById("language");
  choice.value = language;
  choice.addEventListener("change", () => {
    language = choice.value;
    localStorage.setItem("language", language);
    t = say(language);
    draw().catch(() => { document.getElementById("said").textContent = t("gone"); });
  });
  draw().catch(() => { document.getElementById("said").textContent = t("gone"); });
}

start();
