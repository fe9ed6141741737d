#include "collector/report/audit_questions.h"

#include <string_view>

#include "absl/strings/str_cat.h"

namespace desirepath::report {
namespace {

using Words = std::array<std::string_view, 3>;  // by fields::Language

struct Answer {
  Said said;
  Words question;
  Words answer;
};

constexpr std::array<Answer, kQuestions> kEntries = {{
    {Said::kGroup,
     {"Which tools do staff use that nobody offers?",
      "Mitä työkaluja henkilöstö käyttää, joita "
      "kukaan ei tarjoa?",
      "Welche Werkzeuge nutzt die Belegschaft, die niemand anbietet?"},
     {"Every tool on {k} devices or more in a window is in this pack and on the page.",
      "Jokainen työkalu, joka oli jaksossa {k} laitteella tai useammalla, on tässä paketissa ja "
      "sivulla.",
      "Jedes Werkzeug auf {k} Geräten oder mehr steht in diesem Paket und auf der Seite."}},
    {Said::kGroup,
     {"On how many devices is a tool in use?", "Monellako laitteella työkalua käytetään?",
      "Auf wie vielen Geräten wird ein Werkzeug genutzt?"},
     {"From {k} on as a figure; below it only that it is fewer than {k}.",
      "Luku {k} laitteesta alkaen; sen alla vain, että niitä on alle {k}.",
      "Ab {k} als Zahl; darunter nur, dass es weniger als {k} sind."}},
    {Said::kElsewhere,
     {"Is a certain tool used by anybody at all?",
      "Käyttääkö joku jotakin tiettyä työkalua "
      "lainkaan?",
      "Nutzt überhaupt jemand ein bestimmtes Werkzeug?"},
     {"Below {k} it cannot be told from nobody. With a legal basis: the organisation's own name "
      "server and proxy logs, by \"tools handover\" of auditor and staff side.",
      "Alle {k} ei eroa nollasta. Oikeusperusteella: organisaation omat nimipalvelu- ja "
      "välityspalvelinlokit, tarkastajan ja henkilöstön puolen luovutuksella \"tools handover\".",
      "Unter {k} ist es nicht von niemandem zu unterscheiden. Mit Rechtsgrundlage: eigene "
      "Nameserver- und Proxy-Protokolle, durch \"tools handover\" von Revision und "
      "Personalvertretung."}},
    {Said::kElsewhere,
     {"Who uses a tool?", "Kuka käyttää työkalua?", "Wer nutzt ein Werkzeug?"},
     {"Nobody here can know: no fact carries a device or a person. With a legal basis: the own "
      "logs, as above.",
      "Kukaan ei voi täältä tietää: mikään väite ei kanna laitetta eikä henkilöä. "
      "Oikeusperusteella: omat lokit, kuten yllä.",
      "Niemand kann es hier wissen: keine Aussage trägt ein Gerät oder eine Person. Mit "
      "Rechtsgrundlage: eigene Protokolle, wie oben."}},
    {Said::kElsewhere,
     {"Did a certain colleague use a tool?", "Käyttikö tietty työtoveri työkalua?",
      "Hat ein bestimmter Kollege ein Werkzeug genutzt?"},
     {"Not here, by construction. The colleague's own device shows its ledger to that colleague "
      "alone.",
      "Ei täällä, jo rakenteensa vuoksi. Työtoverin oma laite näyttää kirjanpitonsa vain hänelle "
      "itselleen.",
      "Nicht hier, durch die Bauart. Das eigene Gerät zeigt sein Kontobuch nur dem Kollegen "
      "selbst."}},
    {Said::kGroup,
     {"In which departments?", "Missä osastoissa?", "In welchen Abteilungen?"},
     {"Each department with {k} devices on the tool, the others together; one below "
      "{department} devices does not exist in the data.",
      "Jokainen osasto, jossa työkalu on {k} laitteella, muut yhdessä; alle {department} laitteen "
      "osastoa ei tiedoissa ole.",
      "Jede Abteilung mit {k} Geräten auf dem Werkzeug, die anderen zusammen; eine unter "
      "{department} Geräten gibt es in den Daten nicht."}},
    {Said::kGroup,
     {"How much goes up to a tool?", "Kuinka paljon työkaluun lähetetään?",
      "Wie viel wird zu einem Werkzeug hochgeladen?"},
     {"In four classes, for the organisation alone, and only where the policy asks it: here it "
      "{asked}.",
      "Neljässä luokassa, vain koko organisaatiosta ja vain, jos käytäntö kysyy: täällä se "
      "{asked}.",
      "In vier Klassen, nur für die Organisation und nur, wo die Richtlinie fragt: hier {asked} "
      "sie."}},
    {Said::kElsewhere,
     {"What was uploaded?", "Mitä lähetettiin?", "Was wurde hochgeladen?"},
     {"No content, no document name and no address is ever read into a fact. A data loss "
      "prevention system, where one is agreed.",
      "Mitään sisältöä, asiakirjan nimeä tai osoitetta ei koskaan lueta väitteeseen. "
      "Tietovuotojen estojärjestelmä, jos sellaisesta on sovittu.",
      "Kein Inhalt, kein Dokumentname, keine Adresse gelangt je in eine Aussage. Ein System gegen "
      "Datenabfluss, wo eines vereinbart ist."}},
    {Said::kElsewhere,
     {"Is a rule kept?", "Noudatetaanko sääntöä?", "Wird eine Regel eingehalten?"},
     {"A rule acts and counts nobody. Whoever runs the name server or proxy sees what its block "
      "list refuses; the tool's figure shows whether it fell below {k}.",
      "Sääntö toimii eikä laske ketään. Nimipalvelun tai välityspalvelimen ylläpitäjä näkee, mitä "
      "estolista torjuu; työkalun luku näyttää, laskiko se alle {k}.",
      "Eine Regel wirkt und zählt niemanden. Wer Nameserver oder Proxy betreibt, sieht, was die "
      "Sperrliste abweist; die Zahl des Werkzeugs zeigt, ob sie unter {k} fiel."}},
    {Said::kAnswered,
     {"A vendor was breached: who must change a password?",
      "Toimittajalta on vuotanut tietoja: "
      "kenen on vaihdettava salasana?",
      "Ein Anbieter wurde gehackt: wer muss das Passwort "
      "ändern?"},
     {"Those concerned are told by their own devices with a care notice; who they are nobody needs "
      "to know. {notices} notices and rules are in this pack.",
      "Heidän omat laitteensa kertovat asianosaisille huolenpidon ilmoituksella; kenenkään ei "
      "tarvitse tietää, keitä he ovat. Tässä paketissa on {notices} ilmoitusta ja sääntöä.",
      "Die Betroffenen erfahren es von ihrem Gerät durch einen Fürsorgehinweis; wer sie sind, muss "
      "niemand wissen. In diesem Paket sind {notices} Hinweise und Regeln."}},
    {Said::kAnswered,
     {"Who decided what, who approved it, and until when?",
      "Kuka päätti mitä, kuka hyväksyi ja "
      "mihin asti?",
      "Wer entschied was, wer stimmte zu, und bis wann?"},
     {"All of it is in this pack: {decisions} decisions on tools, {notices} notices and rules.",
      "Kaikki on tässä paketissa: {decisions} päätöstä työkaluista, {notices} ilmoitusta ja "
      "sääntöä.",
      "Alles steht in diesem Paket: {decisions} Entscheidungen über Werkzeuge, {notices} Hinweise "
      "und Regeln."}},
    {Said::kAnswered,
     {"Can the records have been changed afterwards?", "Onko merkintöjä voitu muuttaa jälkeenpäin?",
      "Können die Aufzeichnungen nachträglich geändert worden sein?"},
     {"Each entry of the audit chain holds the hash of the one before; compare its head here with "
      "one noted elsewhere. Published figures are written once.",
      "Tarkastusketjun jokainen merkintä sisältää edellisen tiivisteen; vertaa sen päätä tässä "
      "muualle kirjattuun. Julkaistut luvut kirjoitetaan kerran.",
      "Jeder Eintrag der Protokollkette trägt die Prüfsumme des vorigen; ihr Ende hier ist mit "
      "einem anderswo notierten zu vergleichen. Veröffentlichte Zahlen werden einmal "
      "geschrieben."}},
}};

constexpr Words kAsked = {"does", "kysyy", "fragt"};
constexpr Words kNotAsked = {"does not", "ei kysy", "fragt nicht"};

}  // namespace

std::array<AuditQuestion, kQuestions> audit_questions(const AuditPack& pack,
                                                      fields::Language language) {
  const auto in = static_cast<std::size_t>(language);
  const std::string k = absl::StrCat(pack.k);
  const std::string department = absl::StrCat(pack.department_floor);
  const std::string notices = absl::StrCat(pack.rules.size());
  const std::string decisions = absl::StrCat(pack.decisions.size());
  std::array<AuditQuestion, kQuestions> questions;
  for (std::size_t n = 0; n < questions.size(); ++n) {
    const Answer& entry = kEntries[n];
    questions[n] = {entry.said, std::string(entry.question[in]),
                    fields::filled(entry.answer[in],
                                   {{"k", k},
                                    {"department", department},
                                    {"notices", notices},
                                    {"decisions", decisions},
                                    {"asked", pack.uploads_asked ? kAsked[in] : kNotAsked[in]}})};
  }
  return questions;
}

}  // namespace desirepath::report
