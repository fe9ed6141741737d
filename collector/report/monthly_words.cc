#include "collector/report/monthly_words.h"

#include <algorithm>
#include <string_view>

namespace desirepath::report {
namespace {

constexpr std::array<std::string_view, 6> kStandings = {"unreviewed", "tolerated",  "piloting",
                                                        "sanctioned", "restricted", "blocked"};

constexpr MonthlyWords kEnglish = {
    .code = "en",
    .title = "What work needs",
    .intro =
        "What staff needed for their work and did not find in what is offered, by published "
        "figures. "
        "Each figure counts devices, never persons.",
    .window = "Window",
    .none = "No need stands out in this window.",
    .needs_head = "Needs served by tools that staff chose",
    .needs_chart = "Devices by need",
    .bars_say =
        "Full: at least so many devices. Light: up to so many; the exact number is not known.",
    .need = "Need",
    .devices = "Devices",
    .reason = "Likely reason",
    .fix = "What helps",
    .chosen = "Chosen by staff",
    .trend = "Devices over time",
    .wins_head = "Quick wins",
    .effort = "Effort (points)",
    .tools_head = "Tools in use",
    .tool = "Tool",
    .standing = "Standing",
    .known = "Publicly known",
    .nothing = "nothing yet",
    .enrolled = "enrolled",
    .reporting = "reporting",
    .without_agent = "of them without an agent",
    .not_shown = "not shown",
    .arrived = "arrived",
    .names_seen = "names seen",
    .not_known = "not known yet",
    .lab = "Lab figures: they are not anonymous.",
    .noise = "Exact figures carry noise, each drawn once around the true one. Epsilon",
    .floor = "Smallest number shown:",
    .foot = "Not for judging conduct or performance.",
    .reasons = {"Nothing offered", "Not known here", "Does not fit the work", "Hard to get into",
                "Not connected", "Asked for from outside", "Too early to say", "Too few devices"},
    .fixes = {"Offer something; start with what staff chose.",
              "Tell people; put it in the day-one kit.", "Listen, then fix or replace.",
              "Licences, rights, single sign-on.", "Connect the two tools.",
              "A guest policy, not a licence.", "Wait for more windows.",
              "Small groups are not shown."},
    .subjects = {"processing agreement", "SOC 2", "ISO 27001", "single sign-on", "second factor",
                 "trains on customers' data", "data region", "breaches"},
    .standings = {"not reviewed", "tolerated", "on pilot", "offered", "restricted",
                  "not available here"},
    .yes = "yes",
    .no = "no",
};

constexpr MonthlyWords kFinnish = {
    .code = "fi",
    .title = "Mitä työ tarvitsee",
    .intro =
        "Mitä henkilöstö tarvitsi työhönsä eikä löytänyt tarjotusta, julkaistujen lukujen mukaan. "
        "Jokainen luku laskee laitteita, ei koskaan henkilöitä.",
    .window = "Jakso",
    .none = "Mikään tarve ei erotu tällä jaksolla.",
    .needs_head = "Tarpeet, joihin henkilöstö valitsi työkalun itse",
    .needs_chart = "Laitteita tarpeittain",
    .bars_say =
        "Täysi: ainakin näin monta laitetta. Vaalea: enintään näin monta; tarkkaa ei tiedetä.",
    .need = "Tarve",
    .devices = "Laitteita",
    .reason = "Todennäköinen syy",
    .fix = "Mikä auttaa",
    .chosen = "Henkilöstön valitsemat",
    .trend = "Laitteita ajan mittaan",
    .wins_head = "Nopeat parannukset",
    .effort = "Vaiva (pistettä)",
    .tools_head = "Käytössä olevat työkalut",
    .tool = "Työkalu",
    .standing = "Asema",
    .known = "Julkisesti tiedossa",
    .nothing = "ei vielä mitään",
    .enrolled = "liitetty",
    .reporting = "raportoi",
    .without_agent = "niistä ilman agenttia",
    .not_shown = "ei näytetä",
    .arrived = "saapui",
    .names_seen = "nimiä nähty",
    .not_known = "ei vielä tiedossa",
    .lab = "Koekäytön lukuja: ne eivät ole nimettömiä.",
    .noise = "Tarkoissa luvuissa on kohinaa, kukin arvottu kerran todellisen ympäriltä. Epsilon",
    .floor = "Pienin näytettävä luku:",
    .foot = "Ei käytöksen tai työsuorituksen arviointiin.",
    .reasons = {"Mitään ei tarjota", "Ei tunneta täällä", "Ei sovi työhön",
                "Vaikea päästä käyttämään", "Ei yhteyttä muihin", "Pyydetään ulkopuolelta",
                "Liian aikaista sanoa", "Liian vähän laitteita"},
    .fixes = {"Tarjotkaa jotain; aloittakaa siitä, minkä henkilöstö valitsi.",
              "Kertokaa siitä; lisätkää se ensimmäisen päivän pakettiin.",
              "Kuunnelkaa, sitten korjatkaa tai vaihtakaa.",
              "Lisenssit, oikeudet, kertakirjautuminen.", "Yhdistäkää työkalut toisiinsa.",
              "Vieraskäytön pelisäännöt, ei lisenssiä.", "Odottakaa lisää jaksoja.",
              "Pieniä ryhmiä ei näytetä."},
    .subjects = {"tietojenkäsittelysopimus", "SOC 2", "ISO 27001", "kertakirjautuminen",
                 "kaksivaiheinen tunnistus", "kouluttaa asiakkaiden tiedoilla",
                 "missä tiedot säilytetään", "tietomurrot"},
    .standings = {"ei vielä arvioitu", "siedetty", "kokeilussa", "tarjottu", "rajoitettu",
                  "ei käytettävissä täällä"},
    .yes = "kyllä",
    .no = "ei",
};

constexpr MonthlyWords kGerman = {
    .code = "de",
    .title = "Was die Arbeit braucht",
    .intro =
        "Was die Belegschaft für ihre Arbeit brauchte und im Angebot nicht fand, nach "
        "veröffentlichten Zahlen. Jede Zahl zählt Geräte, nie Personen.",
    .window = "Zeitraum",
    .none = "In diesem Zeitraum fällt kein Bedarf auf.",
    .needs_head = "Bedarf, für den die Belegschaft selbst Werkzeuge wählte",
    .needs_chart = "Geräte je Bedarf",
    .bars_say =
        "Voll: mindestens so viele Geräte. Hell: bis zu so vielen; die genaue Zahl ist nicht "
        "bekannt.",
    .need = "Bedarf",
    .devices = "Geräte",
    .reason = "Wahrscheinlicher Grund",
    .fix = "Was hilft",
    .chosen = "Von der Belegschaft gewählt",
    .trend = "Geräte im Lauf der Zeit",
    .wins_head = "Schnelle Verbesserungen",
    .effort = "Aufwand (Punkte)",
    .tools_head = "Werkzeuge in Gebrauch",
    .tool = "Werkzeug",
    .standing = "Einstufung",
    .known = "Öffentlich bekannt",
    .nothing = "noch nichts",
    .enrolled = "angemeldet",
    .reporting = "berichten",
    .without_agent = "davon ohne Agenten",
    .not_shown = "nicht gezeigt",
    .arrived = "angekommen",
    .names_seen = "Namen gesehen",
    .not_known = "noch nicht bekannt",
    .lab = "Zahlen eines Labors: Sie sind nicht anonym.",
    .noise = "Genaue Zahlen tragen Rauschen, jede einmal um die wahre herum gezogen. Epsilon",
    .floor = "Kleinste gezeigte Zahl:",
    .foot = "Nicht zur Beurteilung von Verhalten oder Leistung.",
    .reasons = {"Nichts angeboten", "Hier nicht bekannt", "Passt nicht zur Arbeit",
                "Schwer zugänglich", "Nicht verbunden", "Von außen gewünscht",
                "Zu früh für eine Aussage", "Zu wenige Geräte"},
    .fixes = {"Etwas anbieten; mit dem beginnen, was die Belegschaft gewählt hat.",
              "Bekannt machen; ins Paket für den ersten Tag aufnehmen.",
              "Zuhören, dann verbessern oder ersetzen.", "Lizenzen, Rechte, einmalige Anmeldung.",
              "Die beiden Werkzeuge verbinden.", "Eine Gastregelung, keine Lizenz.",
              "Weitere Zeiträume abwarten.", "Kleine Gruppen werden nicht gezeigt."},
    .subjects = {"Auftragsverarbeitung", "SOC 2", "ISO 27001", "einmalige Anmeldung",
                 "zweiter Faktor", "trainiert mit Kundendaten", "Ort der Daten",
                 "Sicherheitsvorfälle"},
    .standings = {"noch nicht geprüft", "geduldet", "in Erprobung", "angeboten", "eingeschränkt",
                  "hier nicht verfügbar"},
    .yes = "ja",
    .no = "nein",
};

}  // namespace

const MonthlyWords& monthly_words(fields::Language language) {
  if (language == fields::Language::kFinnish) return kFinnish;
  return language == fields::Language::kGerman ? kGerman : kEnglish;
}

std::string standing_in(const MonthlyWords& words, const std::string& standing) {
  const auto* const known = std::find(kStandings.begin(), kStandings.end(), standing);
  if (known == kStandings.end()) return standing;
  return words.standings.at(static_cast<std::size_t>(known - kStandings.begin()));
}

}  // namespace desirepath::report
