import { useEffect, useMemo, useState } from "preact/hooks";
import { AccountPage } from "./account/account_page";
import { ChoosePassword } from "./account/choose_password";
import { SetUpSecondFactor } from "./account/second_factor";
import { SignIn } from "./account/sign_in";
import { AuditPage } from "./audit/audit_page";
import { NeedPage } from "./needs/need_page";
import { NeedsPage } from "./needs/needs_page";
import { PrivacyPage } from "./privacy/privacy_page";
import { go, useRoute, type Route } from "./route";
import { Signed, useMay, useSessionState } from "./session";
import { SettingsPage } from "./settings/settings_page";
import { SetLanguage } from "./shell/choices";
import { Around, Unreachable } from "./shell/frame";
import { Lost, NotYours } from "./shell/lost";
import { firstLanguage, keepLanguage } from "./shell/preferences";
import { StartPage } from "./start/start_page";
import { ToolPage } from "./tools/tool_page";
import { ToolsPage } from "./tools/tools_page";
import { Spoken, useWords, words } from "./words/words";

// The operation that a page shows; a role that may not do it does not see the page.
const shows: Partial<Record<Route["page"], string>> = {
  needs: "getNeeds",
  need: "getNeeds",
  tools: "getTools",
  tool: "getTools",
  settings: "getUsers",
  audit: "getAudit",
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

function Whoever() {
  const { session, problem, take, again } = useSessionState();
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

export function App() {
  const [language, setLanguage] = useState(firstLanguage);
  const spoken = useMemo(() => words(language), [language]);
  useEffect(() => keepLanguage(language), [language]);
  return (
    <SetLanguage.Provider value={setLanguage}>
      <Spoken.Provider value={spoken}>
        <Whoever />
      </Spoken.Provider>
    </SetLanguage.Provider>
  );
}
