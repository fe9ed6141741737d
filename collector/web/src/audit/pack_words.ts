// Words of the audit pack's form; they come with its script and not before.

import type { Said } from "../words/en";
import { wordsOf } from "../words/words";

const inEnglish = {
  title: "Audit pack",
  lead: "Upper bounds, controls, decisions with both people and their end, the attack on our own promise, and twelve usual questions. Signed with the curation key; check it anywhere with “report audit-check”.",
  from: "From window",
  to: "To window",
  windowMeans: "By its name, as in 2026-W26.",
  format: "As",
  formats: { pdf: "PDF", json: "JSON" },
  make: "Make the pack",
  making: "Some seconds: a made-up fleet is attacked.",
  file: "The pack",
  signature: "Its signature",
};

type PackWords = Said<typeof inEnglish>;

const inFinnish: PackWords = {
  title: "Tarkastuspaketti",
  lead: "Ylärajat, kontrollit, päätökset molempine hyväksyjineen ja päättymisineen, hyökkäys omaa lupaustamme vastaan ja kaksitoista tavallista kysymystä. Allekirjoitettu kuratointiavaimella; tarkistettavissa missä tahansa: ”report audit-check”.",
  from: "Jaksosta",
  to: "Jaksoon",
  windowMeans: "Nimeltään, kuten 2026-W26.",
  format: "Muoto",
  formats: { pdf: "PDF", json: "JSON" },
  make: "Tee paketti",
  making: "Muutama sekunti: keksittyä laitejoukkoa vastaan hyökätään.",
  file: "Paketti",
  signature: "Sen allekirjoitus",
};

const inGerman: PackWords = {
  title: "Prüfpaket",
  lead: "Obergrenzen, Kontrollen, Entscheidungen mit beiden Beteiligten und ihrem Ende, der Angriff auf das eigene Versprechen und zwölf übliche Fragen. Mit dem Kuratierungsschlüssel signiert; überall zu prüfen mit „report audit-check“.",
  from: "Von Zeitraum",
  to: "Bis Zeitraum",
  windowMeans: "Mit Namen, wie 2026-W26.",
  format: "Als",
  formats: { pdf: "PDF", json: "JSON" },
  make: "Paket machen",
  making: "Einige Sekunden: eine erfundene Flotte wird angegriffen.",
  file: "Das Paket",
  signature: "Seine Signatur",
};

export const usePackWords = wordsOf({ en: inEnglish, fi: inFinnish, de: inGerman });
