// What is said of limits to departments.

import type { Said } from "../words/en";
import { wordsOf } from "../words/words";

const inEnglish = {
  title: "Who sees which departments",
  means:
    "Limit viewers and curators where that is wanted; a department has 50 devices or more for that. Whoever leads a department sees the organisation's figures, not the own department's tools.",
  nobody: "There is no viewer and no curator yet.",
  seesOf: (name: string) => `What ${name} sees`,
  which: "Departments",
  choices: {
    everything: "everything",
    departments: "the organisation's needs, and the tools of some departments",
    organisation: "the organisation only (leads a department)",
  },
  keep: "Keep",
};

type LimitWords = Said<typeof inEnglish>;

const inFinnish: LimitWords = {
  title: "Kuka näkee mitkä osastot",
  means:
    "Rajaa katselijoita ja kuraattoreita, jos niin halutaan; osastossa on silloin vähintään 50 laitetta. Osastoa johtava näkee organisaation luvut, ei oman osastonsa työkaluja.",
  nobody: "Katselijoita tai kuraattoreita ei vielä ole.",
  seesOf: (name) => `Mitä ${name} näkee`,
  which: "Osastot",
  choices: {
    everything: "kaiken",
    departments: "organisaation tarpeet ja joidenkin osastojen työkalut",
    organisation: "vain organisaation (johtaa osastoa)",
  },
  keep: "Talleta",
};

const inGerman: LimitWords = {
  title: "Wer welche Abteilungen sieht",
  means:
    "Betrachter und Kuratoren lassen sich begrenzen, wo das gewünscht ist; eine Abteilung hat dafür 50 Geräte oder mehr. Wer eine Abteilung leitet, sieht die Zahlen der Organisation, nicht die Werkzeuge der eigenen Abteilung.",
  nobody: "Es gibt noch keinen Betrachter und keinen Kurator.",
  seesOf: (name) => `Was ${name} sieht`,
  which: "Abteilungen",
  choices: {
    everything: "alles",
    departments: "die Bedarfe der Organisation und die Werkzeuge einiger Abteilungen",
    organisation: "nur die Organisation (leitet eine Abteilung)",
  },
  keep: "Behalten",
};

export const useLimitWords = wordsOf({ en: inEnglish, fi: inFinnish, de: inGerman });
