// Language and colours, as chosen on this browser. Nothing else is kept, and nothing leaves it.

import { isLanguage, type Language } from "../words/words";

export type Theme = "auto" | "light" | "dark";

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage switched off
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // storage switched off: the choice lasts as long as the page
  }
}

export function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang") ?? kept("language");
  if (isLanguage(asked)) return asked;
  for (const tag of navigator.languages) {
    const primary = tag.split("-")[0];
    if (isLanguage(primary)) return primary;
  }
  return "en";
}

export function keepLanguage(language: Language): void {
  document.documentElement.lang = language;
  keep("language", language);
}

export function firstTheme(): Theme {
  const theme = kept("theme");
  return theme === "light" || theme === "dark" ? theme : "auto";
}

export function keepTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  keep("theme", theme);
}
