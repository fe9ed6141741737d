import { useEffect, useMemo, useState } from "preact/hooks";
import { SignIn } from "./account/sign_in";
import { NeedsPage } from "./needs/needs_page";
import { go, parse, useRoute, type Route } from "./route";
import { Signed, useMay, useSessionState, type Session } from "./session";
import { SetLanguage } from "./shell/choices";
import { Around, Unreachable } from "./shell/frame";
import { lazyPage } from "./shell/lazy";
import { Lost, NotYours } from "./shell/lost";
import { keepLanguage } from "./shell/preferences";
import { fetchWords, Spoken, useWords, type Language, type Words } from "./words/words";

// What most people open first is here at once; the others come when they are opened, the one that
// this address names at once.
const needPage = async () => (await import("./needs/need_page")).NeedPage;
const toolPage = async () => (await import("./tools/tool_page")).ToolPage;
const toolsPage = async () => (await import("./tools/tools_page")).ToolsPage;
const opened = { need: needPage, tool: toolPage, tools: toolsPage }[parse(new URL(location.href)).page as string];
opened?.().catch(() => undefined); // the page itself says that it cannot be had

const NeedPage = lazyPage<{ id: string }>(needPage);
const ToolPage = lazyPage<{ id: string }>(toolPage);
const ToolsPage = lazyPage(toolsPage);
const AccountPage = lazyPage(async () => (await import("./account/account_page")).AccountPage);
const AnswersPage = lazyPage(async () => (await import("./answers/answers_page")).AnswersPage);
const AuditPage = lazyPage(async () => (await import("./audit/audit_page")).AuditPage);
const ChoosePassword = lazyPage(async () => (await import("./account/choose_password")).ChoosePassword);
const FleetPage = lazyPage(async () => (await import("./fleet/fleet_page")).FleetPage);
const PrivacyPage = lazyPage(async () => (await import("./privacy/privacy_page")).PrivacyPage);
const RulesPage = lazyPage(async () => (await import("./rules/rules_page")).RulesPage);
const SettingsPage = lazyPage(async () => (await import("./settings/settings_page")).SettingsPage);
const SetUpSecondFactor = lazyPage(async () => (await import("./account/second_factor")).SetUpSecondFactor);
const StartPage = lazyPage(async () => (await import("./start/start_page")).StartPage);

// The operation that a page shows; a role that may not do it does not see the page.
const shows: Partial<Record<Route["page"], string>> = {
  needs: "getNeeds",
  need: "getNeeds",
  tools: "getTools",
  tool: "getTools",
  settings: "getUsers",
  audit: "getAudit",
  rules: "getRules",
  answers: "getAnswers",
  fleet: "getFleet",
  start: "getStart",
  privacy: "getPrivacy",
};

// Where a role begins.
const homes: [string, string][] = [
  ["getNeeds", "/"],
  ["getUsers", "/settings"],
  ["getAudit", "/audit"],
];

function Page() {
  const { page, id } = useRoute();
  const may = useMay();
  const { work } = useWords();
  const operation = shows[page];
  const home = homes.find(([wanted]) => may(wanted))?.[1] ?? "/account";
  const elsewhere = page === "sign-in" || (page === "needs" && !may("getNeeds") && location.pathname === "/");
  useEffect(() => {
    if (elsewhere) go(home, true);
  }, [elsewhere, home]);
  if (operation !== undefined && !may(operation)) {
    return <Around section={work.notYours}>{elsewhere ? null : <NotYours />}</Around>;
  }
  switch (page) {
    case "needs":
      return <NeedsPage />;
    case "need":
      return <NeedPage id={id} />;
    case "tools":
      return <ToolsPage />;
    case "tool":
      return <ToolPage id={id} />;
    case "settings":
      return <SettingsPage />;
    case "privacy":
      return <PrivacyPage />;
    case "rules":
      return <RulesPage />;
    case "answers":
      return <AnswersPage />;
    case "fleet":
      return <FleetPage />;
    case "audit":
      return <AuditPage />;
    case "start":
      return <StartPage />;
    case "account":
      return <AccountPage />;
    case "sign-in":
      return null;
    case "lost":
      return (
        <Around section="Desirepath">
          <Lost />
        </Around>
      );
  }
}

function Whoever({ first }: { first: Session | null }) {
  const { session, problem, take, again } = useSessionState(first);
  const signed = useMemo(() => (session === null ? null : { session, take }), [session, take]);
  if (problem !== null) return <Unreachable problem={problem} retry={again} />;
  if (signed === null) return null;
  const { person } = signed.session;
  return (
    <Signed.Provider value={signed}>
      {person === null ? <SignIn /> : person.must_change_password ? <ChoosePassword /> : person.must_set_up_factor ? <SetUpSecondFactor /> : <Page />}
    </Signed.Provider>
  );
}

// What is spoken stays until the words of another language are there; where these cannot be fetched,
// it stays for good.
function useSpoken(language: Language, first: Words): Words {
  const [spoken, setSpoken] = useState(first);
  useEffect(() => {
    if (language === spoken.language) return;
    let gone = false;
    fetchWords(language).then(
      (fetched) => {
        if (gone) return;
        setSpoken(fetched);
        keepLanguage(language);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [language, spoken]);
  return spoken;
}

// What is known when the page is made.
interface Begun {
  words: Words;
  language: Language;
  session: Session | null; // null: not yet
}

export function App({ words, language: first, session }: Begun) {
  const [language, setLanguage] = useState(first);
  const spoken = useSpoken(language, words);
  return (
    <SetLanguage.Provider value={setLanguage}>
      <Spoken.Provider value={spoken}>
        <Whoever first={session} />
      </Spoken.Provider>
    </SetLanguage.Provider>
  );
}
