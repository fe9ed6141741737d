// The answers page's own words: they come with its script and not before.

import type { Said } from "../words/en";
import { wordsOf } from "../words/words";

const inEnglish = {
  title: "Answers",
  lead: "What the organisation says about a need, on every employee's own page: in public, to nobody by name.",
  none: "Nothing is answered yet. Whoever is asked and never answered stops speaking up.",
  youSaid: "You said",
  states: { done: "We did", "not-yet": "Not yet, because" },
  shown: "As it stands on every device",
  give: "Answer on a need",
  need: "Need",
  state: "The answer",
  wordsIn: { en: "In English", fi: "In Finnish", de: "In German" },
  wordsMean: "One line, in the words of those who asked. It is signed and handed to all devices alike.",
  send: "Answer",
  given: "Signed and handed to all devices; it stands on their pages from their next contact on.",
  takeBack: "Take back",
  takeBackOf: (need: string) => `Take back the answer on ${need}`,
  change: "Change",
  changeOf: (need: string) => `Change the answer on ${need}`,
};

type AnswerWords = Said<typeof inEnglish>;

const inFinnish: AnswerWords = {
  title: "Vastaukset",
  lead: "Mitä organisaatio sanoo tarpeesta jokaisen työntekijän omalla sivulla: julkisesti, ketään nimeämättä.",
  none: "Mihinkään ei ole vielä vastattu. Joka kysyy eikä saa vastausta, lakkaa kertomasta.",
  youSaid: "Te sanoitte",
  states: { done: "Me teimme", "not-yet": "Ei vielä, koska" },
  shown: "Niin kuin se näkyy jokaisella laitteella",
  give: "Vastaa tarpeeseen",
  need: "Tarve",
  state: "Vastaus",
  wordsIn: { en: "Englanniksi", fi: "Suomeksi", de: "Saksaksi" },
  wordsMean: "Yksi rivi, kysyneiden omin sanoin. Se allekirjoitetaan ja jaetaan kaikille laitteille samana.",
  send: "Vastaa",
  given: "Allekirjoitettu ja jaettu kaikille laitteille; se näkyy niiden sivuilla seuraavasta yhteydestä alkaen.",
  takeBack: "Ota pois",
  takeBackOf: (need) => `Ota pois vastaus tarpeeseen ${need}`,
  change: "Muuta",
  changeOf: (need) => `Muuta vastausta tarpeeseen ${need}`,
};

const inGerman: AnswerWords = {
  title: "Antworten",
  lead: "Was die Organisation zu einem Bedarf sagt, auf der eigenen Seite jedes Beschäftigten: öffentlich, an niemanden mit Namen.",
  none: "Noch ist nichts beantwortet. Wer fragt und nie Antwort bekommt, sagt bald nichts mehr.",
  youSaid: "Ihr sagtet",
  states: { done: "Wir taten", "not-yet": "Noch nicht, weil" },
  shown: "Wie es auf jedem Gerät steht",
  give: "Auf einen Bedarf antworten",
  need: "Bedarf",
  state: "Die Antwort",
  wordsIn: { en: "Auf Englisch", fi: "Auf Finnisch", de: "Auf Deutsch" },
  wordsMean: "Eine Zeile, in den Worten derer, die gefragt haben. Sie wird signiert und allen Geräten gleich gegeben.",
  send: "Antworten",
  given: "Signiert und an alle Geräte gegeben; es steht ab dem nächsten Kontakt auf ihren Seiten.",
  takeBack: "Zurücknehmen",
  takeBackOf: (need) => `Antwort zu ${need} zurücknehmen`,
  change: "Ändern",
  changeOf: (need) => `Antwort zu ${need} ändern`,
};

export const useAnswerWords = wordsOf({ en: inEnglish, fi: inFinnish, de: inGerman });
