import { useContext, useState } from "preact/hooks";
import { createContext } from "preact";
import type { Head, Moment } from "../report";
import { go, useRoute, withQuery } from "../route";
import { languages, useWords, type Language } from "../words/words";
import { firstTheme, keepTheme, type Theme } from "./preferences";

export const SetLanguage = createContext<(language: Language) => void>(() => undefined);

// The published windows, as far as the report's own paths tell.
function windowsOf(head: Head | null): Moment[] {
  const rows = head === null ? [] : ((head as { needs?: { trend: Moment[] }[]; tools?: { trend: Moment[] }[] }).needs ?? (head as { tools?: { trend: Moment[] }[] }).tools ?? []);
  const longest = rows.reduce<Moment[]>((best, row) => (row.trend.length > best.length ? row.trend : best), []);
  return [...longest].reverse();
}

function WindowChoice({ head }: { head: Head | null }) {
  const { say, windowName } = useWords();
  const { query } = useRoute();
  const windows = windowsOf(head);
  const chosen = query.get("window") ?? "";
  if (windows.length < 2 && chosen === "") return null;
  return (
    <label>
      <span class="visually-hidden">{say.window}</span>
      <select
        value={chosen}
        onChange={(event) => go(withQuery(query, { window: event.currentTarget.value }))}
      >
        <option value="">{say.newestWindow}</option>
        {windows.map((moment) => (
          <option key={moment.name} value={moment.name}>
            {windowName(moment.name)}
          </option>
        ))}
      </select>
    </label>
  );
}

function LanguageChoice() {
  const { say, language } = useWords();
  const setLanguage = useContext(SetLanguage);
  return (
    <label>
      <span class="visually-hidden">{say.language}</span>
      <select value={language} onChange={(event) => setLanguage(event.currentTarget.value as Language)}>
        {Object.entries(languages).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function ThemeChoice() {
  const { say } = useWords();
  const [theme, setTheme] = useState<Theme>(firstTheme);
  const choose = (next: Theme) => {
    keepTheme(next);
    setTheme(next);
  };
  return (
    <label>
      <span class="visually-hidden">{say.theme}</span>
      <select value={theme} onChange={(event) => choose(event.currentTarget.value as Theme)}>
        <option value="auto">{say.themeAuto}</option>
        <option value="light">{say.themeLight}</option>
        <option value="dark">{say.themeDark}</option>
      </select>
    </label>
  );
}

export function Choices({ head }: { head: Head | null }) {
  return (
    <div class="choices">
      <WindowChoice head={head} />
      <LanguageChoice />
      <ThemeChoice />
    </div>
  );
}
