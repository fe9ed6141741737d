// What is said where many tools are decided on at once; fetched with it.

import type { Said } from "../words/en";
import { wordsOf } from "../words/words";

const inEnglish = {
  title: "Several tools at once",
  pickFirst: "Pick tools in the table to decide on several at once.",
  picked: (n: number) => (n === 1 ? "One tool is picked" : `${n} tools are picked`),
  tools: (n: number) => (n === 1 ? "One tool" : `${n} tools`),
  look: (n: number) => (n === 1 ? "Look at the change" : `Look at the ${n} changes`),
  preview: "What would change",
  now: "Now",
  then: "Then",
  decide: (n: number) => (n === 1 ? "Decide on it" : `Decide on all ${n}`),
  past: "The last changes of several tools",
  undo: (n: number) => (n === 1 ? "Set one back" : `Set ${n} back`),
  overtaken: "Decided on anew since.",
};

type BulkWords = Said<typeof inEnglish>;

const inFinnish: BulkWords = {
  title: "Useita työkaluja kerralla",
  pickFirst: "Valitse taulukosta työkaluja, niin voit päättää useista kerralla.",
  picked: (n) => (n === 1 ? "Yksi työkalu on valittu" : `${n} työkalua on valittu`),
  tools: (n) => (n === 1 ? "Yksi työkalu" : `${n} työkalua`),
  look: (n) => (n === 1 ? "Katso muutos" : `Katso ${n} muutosta`),
  preview: "Mikä muuttuisi",
  now: "Nyt",
  then: "Sitten",
  decide: (n) => (n === 1 ? "Päätä siitä" : `Päätä kaikista ${n}`),
  past: "Viimeisimmät usean työkalun muutokset",
  undo: (n) => (n === 1 ? "Palauta yksi" : `Palauta ${n}`),
  overtaken: "Näistä on sittemmin päätetty uudelleen.",
};

const inGerman: BulkWords = {
  title: "Mehrere Werkzeuge auf einmal",
  pickFirst: "Wählen Sie Werkzeuge in der Tabelle, um über mehrere auf einmal zu entscheiden.",
  picked: (n) => (n === 1 ? "Ein Werkzeug ist gewählt" : `${n} Werkzeuge sind gewählt`),
  tools: (n) => (n === 1 ? "Ein Werkzeug" : `${n} Werkzeuge`),
  look: (n) => (n === 1 ? "Die Änderung ansehen" : `Die ${n} Änderungen ansehen`),
  preview: "Was sich ändern würde",
  now: "Jetzt",
  then: "Dann",
  decide: (n) => (n === 1 ? "Darüber entscheiden" : `Über alle ${n} entscheiden`),
  past: "Die letzten Änderungen mehrerer Werkzeuge",
  undo: (n) => (n === 1 ? "Eines zurücksetzen" : `${n} zurücksetzen`),
  overtaken: "Seither neu entschieden.",
};

export const useBulkWords = wordsOf({ en: inEnglish, fi: inFinnish, de: inGerman });
