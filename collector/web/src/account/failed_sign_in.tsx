// Why a sign-in through the organisation's service did not end here, and what to do about it. The
// word stands in the address; sign_in_service_endpoint.h lists them.

import { useWords, type Language } from "../words/words";

const sentences: Record<Language, Record<string, string>> = {
  en: {
    cancelled: "The sign-in was broken off at the sign-in service. Begin again, or use an account of this page.",
    stale: "This answer belongs to no sign-in of this browser, or to one that began more than ten minutes ago. Begin again here.",
    away: "The sign-in service does not answer. Try again in a moment; accounts of this page still work.",
    settings: "The sign-in service and this page do not fit together. An admin finds on the settings page what has to be changed.",
    token: "What the sign-in service said of you could not be believed. Try again; an admin finds the reason on the settings page.",
    name: "Somebody here has your name already, or it cannot be used here. An admin finds on the settings page what has to be changed.",
    "no-role": "The sign-in service knows you, but none of your groups has a role here. Ask for a group that does.",
    "second-factor": "Your role needs a second factor, and the sign-in service did not ask for one. Ask its admin to require one for this page.",
  },
  fi: {
    cancelled: "Kirjautuminen keskeytettiin kirjautumispalvelussa. Aloita uudelleen tai käytä tämän sivun tunnusta.",
    stale: "Vastaus ei kuulu tämän selaimen kirjautumiseen, tai se alkoi yli kymmenen minuuttia sitten. Aloita täältä uudelleen.",
    away: "Kirjautumispalvelu ei vastaa. Yritä hetken päästä uudelleen; tämän sivun tunnukset toimivat yhä.",
    settings: "Kirjautumispalvelu ja tämä sivu eivät sovi yhteen. Ylläpitäjä näkee asetussivulta, mitä pitää muuttaa.",
    token: "Siihen, mitä kirjautumispalvelu sanoi sinusta, ei voinut luottaa. Yritä uudelleen; ylläpitäjä näkee syyn asetussivulta.",
    name: "Nimesi on täällä jo jollakulla toisella, tai sitä ei voi käyttää. Ylläpitäjä näkee asetussivulta, mitä pitää muuttaa.",
    "no-role": "Kirjautumispalvelu tuntee sinut, mutta millään ryhmistäsi ei ole roolia täällä. Pyydä ryhmää, jolla on.",
    "second-factor": "Roolisi vaatii toisen tunnisteen, eikä kirjautumispalvelu kysynyt sitä. Pyydä sen ylläpitäjää vaatimaan sitä tälle sivulle.",
  },
  de: {
    cancelled: "Die Anmeldung wurde beim Anmeldedienst abgebrochen. Beginnen Sie neu, oder nehmen Sie ein Konto dieser Seite.",
    stale: "Diese Antwort gehört zu keiner Anmeldung dieses Browsers, oder sie begann vor mehr als zehn Minuten. Beginnen Sie hier neu.",
    away: "Der Anmeldedienst antwortet nicht. Versuchen Sie es gleich noch einmal; Konten dieser Seite gehen weiterhin.",
    settings: "Anmeldedienst und diese Seite passen nicht zueinander. Die Verwaltung sieht auf der Einstellungsseite, was zu ändern ist.",
    token: "Was der Anmeldedienst über Sie sagte, war nicht zu glauben. Versuchen Sie es noch einmal; die Verwaltung sieht den Grund auf der Einstellungsseite.",
    name: "Ihren Namen hat hier schon jemand, oder er ist hier nicht brauchbar. Die Verwaltung sieht auf der Einstellungsseite, was zu ändern ist.",
    "no-role": "Der Anmeldedienst kennt Sie, aber keine Ihrer Gruppen hat hier eine Rolle. Bitten Sie um eine, die eine hat.",
    "second-factor": "Ihre Rolle braucht einen zweiten Faktor, und der Anmeldedienst hat keinen verlangt. Bitten Sie seine Verwaltung, ihn für diese Seite zu verlangen.",
  },
};

export function FailedSignIn({ word }: { word: string }) {
  const { language } = useWords();
  const said = sentences[language];
  return (
    <p class="trouble" role="alert">
      {Object.hasOwn(said, word) ? said[word] : said["away"]}
    </p>
  );
}
