// Which language is spoken, and how figures read in it.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { bounds, type Bounds } from "../report";
import { en, type Dictionary } from "./en";
import { needsInEnglish, type KnownNeed } from "./needs_en";
import { startInEnglish, type StartWords } from "./start_en";
import { workInEnglish, type WorkWords } from "./work_en";

export const languages = { en: "English", fi: "Suomi", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

// What a language has to have; a key that is missing in one does not compile.
export interface Vocabulary {
  say: Dictionary;
  needs: Record<KnownNeed, string>;
  start: StartWords; // of the first hour
  work: WorkWords; // of what people do here, beside looking
}

const english: Vocabulary = { say: en, needs: needsInEnglish, start: startInEnglish, work: workInEnglish };

// English is at hand; another language is fetched by whoever chooses it.
const vocabularies: Record<Language, () => Promise<Vocabulary>> = {
  en: async () => english,
  fi: async () => (await import("./spoken_fi")).finnish,
  de: async () => (await import("./spoken_de")).german,
};

export interface Words extends Omit<Vocabulary, "needs"> {
  language: Language;
  date: (seconds: number) => string;
  moment: (seconds: number) => string;
  dayAndTime: (seconds: number) => string; // "Mon 14 Dec 06:00"
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
  windowOpens: (name: string) => string; // at the beginning of a sentence, without its year
}

// The one window that is cut short at the start, by its name: "2026-W49-first-light".
export const isFirstLight = (name: string) => name.endsWith("-first-light");

export function isLanguage(text: string | null | undefined): text is Language {
  return text !== null && text !== undefined && text in languages;
}

export async function fetchWords(language: Language): Promise<Words> {
  return language === "en" ? inEnglish : words(language, await vocabularies[language]());
}

// Where a language cannot be fetched: a page in English is better than none.
export const firstWords = (language: Language): Promise<Words> => fetchWords(language).catch(() => inEnglish);

// Made when it is first needed: a formatter takes longer to make than a hundred figures to write.
function lazily<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

// Below a thousand nothing is grouped, and the digits are the same in each of our languages.
const isPlain = (value: number) => Number.isInteger(value) && value >= 0 && value < 1000;

function words(language: Language, { say, needs, start, work }: Vocabulary): Words {
  const grouped = lazily(() => new Intl.NumberFormat(language, { maximumFractionDigits: 0 }));
  const whole = (value: number) => (isPlain(value) ? String(value) : grouped().format(value));
  const share = lazily(() => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }));
  const hundredths = lazily(() => new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
  const day = lazily(() => new Intl.DateTimeFormat(language, { dateStyle: "medium" }));
  const near = lazily(() => new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
  }));
  const minute = lazily(() => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium" })); // 2026-11-29 17:28:52, to be misread in no language
  const interval = (value: number | Bounds) => {
    const { low, high } = bounds(value);
    const [from, to] = [whole(low), whole(high)];
    return from === to ? from : `${from}–${to}`;
  };
  const week = (name: string) => /^(\d{4})-W(\d{2})$/.exec(name);
  const light = isFirstLight;
  return {
    language,
    say,
    start,
    work,
    moment: (seconds) => minute().format(new Date(seconds * 1000)),
    dayAndTime: (seconds) => near().format(new Date(seconds * 1000)).replace(/,/g, ""),
    date: (seconds) => day().format(new Date(seconds * 1000)),
    number: whole,
    interval,
    percent: (value) => share().format(value),
    percents: (value) => {
      const { low, high } = bounds(value);
      const [from, to] = [Math.round(low * 100), Math.round(high * 100)];
      return from === to ? share().format(high) : `${whole(from)}–${share().format(high)}`;
    },
    decimal: (value) => hundredths().format(value),
    needName: (id, given) => needs[id as KnownNeed] ?? given ?? id,
    windowName: (name) => {
      if (light(name)) return say.firstLight(week(name.slice(0, 8))?.[2]?.replace(/^0/, "") ?? name);
      const found = week(name);
      return found === null ? name : say.week(Number(found[2]), Number(found[1]));
    },
    windowOpens: (name) => {
      if (light(name)) return say.firstLightAlone;
      const found = week(name);
      return found === null ? name : say.weekAlone(Number(found[2]));
    },
    windowShort: (name) => {
      if (light(name)) return say.firstLightAlone;
      const found = week(name);
      return found === null ? name.replace(/^lab-\d*(?=\d{4}$)/, "…") : say.weekShort(Number(found[2]));
    },
  };
}

const inEnglish = words("en", english);

export const Spoken = createContext<Words>(inEnglish);
export const useWords = () => useContext(Spoken);

// The words of one part of the pages, which come with its script and not before: gives the hook that
// says them in the language that is spoken.
export const wordsOf =
  <Part>(all: Record<Language, Part>) =>
  (): Part =>
    all[useWords().language];
