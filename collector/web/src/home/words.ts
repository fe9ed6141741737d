// What the band above the cards says; fetched with it.

import type { Said } from "../words/en";
import { wordsOf } from "../words/words";

const inEnglish = {
  band: "What helps, what was won, what was promised",
  quickWins: "Quick wins",
  quickWinsMean: "Most devices for the least effort, where the likely reason is known.",
  noQuickWins: "None yet: no need has a likely reason that something cheap would help with.",
  effort: (points: number) => `effort ${points} of 13`,
  devices: (devices: string) => `${devices} devices`,
  seats: (seats: string) => `you already pay for ${seats} free seats`,
  actions: {
    connector: "connect it with what is offered",
    licences: "give licences, rights or single sign-on",
    guide: "write a guide, tell people",
    contract: "extend a contract you have with its vendor",
    review: "review what staff chose",
    new_contract: "buy what staff chose",
  },
  who: {
    connector: "integration",
    licences: "licence owner",
    guide: "communication",
    contract: "procurement",
    review: "security",
    new_contract: "procurement",
  },
  won: "Won",
  wonMean: "Settled needs whose promise is measured as kept.",
  noneWon: "Nothing yet. A need is won when its card is settled and a check-up finds its promise kept.",
  fromTo: (before: string, now: string) => `${before} → ${now} devices`,
  promises: "Our promises",
  promisesMean: "By the newest check-up. What was not kept stays here.",
  noPromises: "None is made yet. A promise is made on the page of a need.",
  missteps: "What went wrong",
};

type HomeWords = Said<typeof inEnglish>;

const inFinnish: HomeWords = {
  band: "Mikä auttaa, mikä ratkesi, mitä luvattiin",
  quickWins: "Nopeat voitot",
  quickWinsMean: "Eniten laitteita pienimmällä vaivalla, kun todennäköinen syy on tiedossa.",
  noQuickWins: "Ei vielä: millään tarpeella ei ole todennäköistä syytä, johon jokin halpa auttaisi.",
  effort: (points) => `vaiva ${points}/13`,
  devices: (devices) => `${devices} laitetta`,
  seats: (seats) => `maksatte jo ${seats} vapaasta paikasta`,
  actions: {
    connector: "yhdistäkää se tarjottuun",
    licences: "antakaa lisenssejä, oikeuksia tai kertakirjautuminen",
    guide: "kirjoittakaa ohje, kertokaa ihmisille",
    contract: "laajentakaa sopimusta, joka teillä on toimittajan kanssa",
    review: "arvioikaa, mitä henkilöstö valitsi",
    new_contract: "hankkikaa, mitä henkilöstö valitsi",
  },
  who: {
    connector: "integraatio",
    licences: "lisenssien omistaja",
    guide: "viestintä",
    contract: "hankinta",
    review: "tietoturva",
    new_contract: "hankinta",
  },
  won: "Ratkaistu",
  wonMean: "Ratkaistut tarpeet, joiden lupauksen mittaus osoittaa pidetyksi.",
  noneWon: "Ei vielä mitään. Tarve on ratkaistu, kun sen kortti on valmis ja tarkistus osoittaa lupauksen pidetyksi.",
  fromTo: (before, now) => `${before} → ${now} laitetta`,
  promises: "Lupauksemme",
  promisesMean: "Uusimman tarkistuksen mukaan. Pitämättä jäänyt pysyy tässä.",
  noPromises: "Yhtään ei ole vielä annettu. Lupaus annetaan tarpeen sivulla.",
  missteps: "Mikä meni vikaan",
};

const inGerman: HomeWords = {
  band: "Was hilft, was gelöst wurde, was zugesagt ist",
  quickWins: "Schnell geholfen",
  quickWinsMean: "Die meisten Geräte für den kleinsten Aufwand, wo der wahrscheinliche Grund bekannt ist.",
  noQuickWins: "Noch nichts: kein Bedarf hat einen wahrscheinlichen Grund, bei dem etwas Günstiges hülfe.",
  effort: (points) => `Aufwand ${points} von 13`,
  devices: (devices) => `${devices} Geräte`,
  seats: (seats) => `Sie zahlen schon für ${seats} freie Plätze`,
  actions: {
    connector: "mit dem Angebotenen verbinden",
    licences: "Lizenzen, Rechte oder einmaliges Anmelden geben",
    guide: "eine Anleitung schreiben, davon erzählen",
    contract: "einen Vertrag mit seinem Anbieter erweitern",
    review: "prüfen, was die Belegschaft gewählt hat",
    new_contract: "beschaffen, was die Belegschaft gewählt hat",
  },
  who: {
    connector: "Integration",
    licences: "wer die Lizenzen hat",
    guide: "Kommunikation",
    contract: "Einkauf",
    review: "Sicherheit",
    new_contract: "Einkauf",
  },
  won: "Gelöst",
  wonMean: "Erledigte Bedarfe, deren Zusage gemessen gehalten ist.",
  noneWon: "Noch nichts. Ein Bedarf ist gelöst, wenn seine Karte erledigt ist und eine Nachschau die Zusage gehalten findet.",
  fromTo: (before, now) => `${before} → ${now} Geräte`,
  promises: "Unsere Zusagen",
  promisesMean: "Nach der neuesten Nachschau. Was nicht gehalten wurde, bleibt hier stehen.",
  noPromises: "Noch keine. Eine Zusage wird auf der Seite eines Bedarfs gegeben.",
  missteps: "Was schiefging",
};

export const useHomeWords = wordsOf({ en: inEnglish, fi: inFinnish, de: inGerman });
