// An admin's page: who may sign in, and as what.

import { Around } from "../shell/frame";
import { lazy } from "../shell/lazy";
import { Link } from "../shell/link";
import { useWords } from "../words/words";
import { People } from "./people";
import { SignInRules } from "./sign_in_rules";

const OutsideSections = lazy<object>(() => import("../outside/sections").then((it) => it.OutsideSections));

export function SettingsPage() {
  const { work, start } = useWords();
  return (
    <Around section={work.settings}>
      <div class="detail">
        <header class="headline">
          <h1>{work.settings}</h1>
          <p>{work.settingsLead}</p>
          <p>
            <Link href="/start">{start.toSteps}</Link>
          </p>
        </header>
        <People />
        <SignInRules />
        <OutsideSections />
      </div>
    </Around>
  );
}
