// Which language is spoken, and how figures read in it.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { bounds, type Bounds } from "../report";
import { de } from "./de";
import { en, type Dictionary } from "./en";
import { fi } from "./fi";
import { needsInGerman } from "./needs_de";
import { needsInEnglish, type KnownNeed } from "./needs_en";
import { needsInFinnish } from "./needs_fi";
import { workInGerman } from "./work_de";
import { startInGerman } from "./start_de";
import { startInEnglish, type StartWords } from "./start_en";
import { startInFinnish } from "./start_fi";
import { workInEnglish, type WorkWords } from "./work_en";
import { workInFinnish } from "./work_fi";

export const languages = { en: "English", fi: "Suomi", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

const needNames: Record<Language, Record<KnownNeed, string>> = {
  en: needsInEnglish,
  fi: needsInFinnish,
  de: needsInGerman,
};

const dictionaries: Record<Language, Dictionary> = { en, fi, de };
const workplaces: Record<Language, WorkWords> = { en: workInEnglish, fi: workInFinnish, de: workInGerman };
const starts: Record<Language, StartWords> = { en: startInEnglish, fi: startInFinnish, de: startInGerman };

export interface Words {
  language: Language;
  say: Dictionary;
  start: StartWords; // of the first hour
  work: WorkWords; // of what people do here, beside looking
  date: (seconds: number) => string;
  moment: (seconds: number) => string;
  number: (value: number) => string;
  // "340–349", or one number where both ends are the same.
  interval: (value: number | Bounds) => string;
  percent: (share: number) => string;
  percents: (share: number | Bounds) => string;
  decimal: (value: number) => string;
  // A need by its id; `given` is the server's name for it, for a need this page does not know.
  needName: (id: string, given?: string) => string;
  windowName: (name: string) => string;
  windowShort: (name: string) => string;
}

export function isLanguage(text: string | null | undefined): text is Language {
  return text !== null && text !== undefined && text in languages;
}

export function words(language: Language): Words {
  const say = dictionaries[language];
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const hundredths = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const minute = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium" }); // 2026-11-29 17:28:52, to be misread in no language
  const interval = (value: number | Bounds) => {
    const { low, high } = bounds(value);
    const [from, to] = [whole.format(low), whole.format(high)];
    return from === to ? from : `${from}–${to}`;
  };
  const week = (name: string) => /^(\d{4})-W(\d{2})$/.exec(name);
  return {
    language,
    say,
    start: starts[language],
    work: workplaces[language],
    moment: (seconds) => minute.format(new Date(seconds * 1000)),
    date: (seconds) => day.format(new Date(seconds * 1000)),
    number: (value) => whole.format(value),
    interval,
    percent: (value) => share.format(value),
    percents: (value) => {
      const { low, high } = bounds(value);
      const [from, to] = [Math.round(low * 100), Math.round(high * 100)];
      return from === to ? share.format(high) : `${whole.format(from)}–${share.format(high)}`;
    },
    decimal: (value) => hundredths.format(value),
    needName: (id, given) => needNames[language][id as KnownNeed] ?? given ?? id,
    windowName: (name) => {
      const found = week(name);
      return found === null ? name : say.week(Number(found[2]), Number(found[1]));
    },
    windowShort: (name) => {
      const found = week(name);
      return found === null ? name.replace(/^lab-\d*(?=\d{4}$)/, "…") : say.weekShort(Number(found[2]));
    },
  };
}

export const Spoken = createContext<Words>(words("en"));
export const useWords = () => useContext(Spoken);
