// The words of the proposal: they come with its script and not before.

import type { components } from "../schema";
import type { Said } from "../words/en";
import { wordsOf } from "../words/words";

type Side = components["schemas"]["Proposal"]["signatures"][number]["side"];

const inEnglish = {
  title: (number: string) => `Policy ${number} waits for signatures`,
  lead: "Nothing of it holds before both sides have signed. Read it here or with `policy review`, sign it on your own machine, where your key is, and bring it back.",
  says: "What it would say",
  changes: "What changes",
  first: "It is the first policy: nothing was asked before.",
  wider: "asks more; devices show it for seven days first",
  hash: "Its hash; signing prints the same",
  take: "Take the draft along",
  how: "On your machine",
  bring: "The draft that you signed",
  bringMeans: "The file that `policy sign` wrote its signature into. Your key stays where it is.",
  send: "Bring the signature back",
  brought: "The signature stands beside the draft.",
  noFile: "This file is no draft of a policy.",
  sides: { admin: "Admin", staff: "Staff side", auditor: "Auditor", "admin-before": "Admin, by the key of before", "staff-before": "Staff side, by a key of before" } as Record<Side, string>,
  signed: "has signed",
  open: "has not signed yet",
};

type ProposalWords = Said<typeof inEnglish>;

const inFinnish: ProposalWords = {
  title: (number) => `Käytäntö ${number} odottaa allekirjoituksia`,
  lead: "Mikään siinä ei ole voimassa ennen kuin molemmat ovat allekirjoittaneet. Lue se tässä tai komennolla `policy review`, allekirjoita omalla koneellasi, jossa avaimesi on, ja tuo se takaisin.",
  says: "Mitä siinä olisi",
  changes: "Mikä muuttuu",
  first: "Se on ensimmäinen käytäntö: aiemmin ei kysytty mitään.",
  wider: "kysyy enemmän; laitteet näyttävät sen ensin seitsemän päivää",
  hash: "Sen tiiviste; allekirjoitus tulostaa saman",
  take: "Ota luonnos mukaan",
  how: "Omalla koneellasi",
  bring: "Allekirjoittamasi luonnos",
  bringMeans: "Tiedosto, johon `policy sign` kirjoitti allekirjoituksen. Avaimesi pysyy siellä missä on.",
  send: "Tuo allekirjoitus takaisin",
  brought: "Allekirjoitus on luonnoksen vieressä.",
  noFile: "Tämä tiedosto ei ole käytännön luonnos.",
  sides: { admin: "Ylläpito", staff: "Henkilöstö", auditor: "Tarkastaja", "admin-before": "Ylläpito, aiemmalla avaimella", "staff-before": "Henkilöstö, aiemmalla avaimella" },
  signed: "on allekirjoittanut",
  open: "ei ole vielä allekirjoittanut",
};

const inGerman: ProposalWords = {
  title: (number) => `Richtlinie ${number} wartet auf Unterschriften`,
  lead: "Nichts davon gilt, bevor beide Seiten unterschrieben haben. Lesen Sie sie hier oder mit `policy review`, unterschreiben Sie auf Ihrem eigenen Rechner, wo Ihr Schlüssel ist, und bringen Sie sie zurück.",
  says: "Was darin stünde",
  changes: "Was sich ändert",
  first: "Es ist die erste Richtlinie: Vorher wurde nichts gefragt.",
  wider: "fragt mehr; Geräte zeigen es erst sieben Tage lang",
  hash: "Ihre Prüfsumme; beim Unterschreiben steht dieselbe da",
  take: "Entwurf mitnehmen",
  how: "Auf Ihrem Rechner",
  bring: "Der Entwurf, den Sie unterschrieben haben",
  bringMeans: "Die Datei, in die `policy sign` die Unterschrift geschrieben hat. Ihr Schlüssel bleibt, wo er ist.",
  send: "Unterschrift zurückbringen",
  brought: "Die Unterschrift steht beim Entwurf.",
  noFile: "Diese Datei ist kein Entwurf einer Richtlinie.",
  sides: { admin: "Verwaltung", staff: "Personalseite", auditor: "Revision", "admin-before": "Verwaltung, mit dem Schlüssel von vorher", "staff-before": "Personalseite, mit einem Schlüssel von vorher" },
  signed: "hat unterschrieben",
  open: "hat noch nicht unterschrieben",
};

export const useProposalWords = wordsOf({ en: inEnglish, fi: inFinnish, de: inGerman });
