#include "collector/report/audit_words.h"

#include <algorithm>
#include <array>

namespace desirepath::report {
namespace {

struct Entry {
  std::string_view key;
  std::array<std::string_view, 3> words;
};

constexpr Entry kWords[] = {
    {"title", {"Audit pack", "Tarkastuspaketti", "Prüfpaket"}},
    {"for",
     {"{organisation}, windows {from} to {to}: {windows} published windows.",
      "{organisation}, jaksot {from} – {to}: {windows} julkaistua jaksoa.",
      "{organisation}, Zeiträume {from} bis {to}: {windows} veröffentlichte Zeiträume."}},
    {"signed",
     {"Signed in a file of its own with the curation key that the policy names; check it with "
      "\"report audit-check\".",
      "Allekirjoitettu omassa tiedostossaan kuratointiavaimella, jonka käytäntö nimeää; tarkista: "
      "\"report audit-check\".",
      "In einer eigenen Datei mit dem Kuratierungsschlüssel signiert, den die Richtlinie nennt; zu "
      "prüfen mit \"report audit-check\"."}},
    {"lab",
     {"Lab: these figures are not anonymous.", "Koekäyttö: nämä luvut eivät ole nimettömiä.",
      "Labor: diese Zahlen sind nicht anonym."}},
    {"bounds", {"Tools and bounds", "Työkalut ja rajat", "Werkzeuge und Grenzen"}},
    {"bounds.mean",
     {"Figures count devices that report, never persons. No figure means fewer than {k} devices; "
      "of a tool that nobody offers, it can also mean all devices but fewer than {complement}.",
      "Luvut laskevat raportoivia laitteita, eivät koskaan henkilöitä. Luvun puuttuminen "
      "tarkoittaa "
      "alle {k} laitetta; työkalulla, jota kukaan ei tarjoa, myös kaikkia laitteita alle "
      "{complement} poikkeuksin.",
      "Zahlen zählen meldende Geräte, nie Personen. Keine Zahl heißt weniger als {k} Geräte; bei "
      "einem Werkzeug, das niemand anbietet, auch alle Geräte bis auf weniger als {complement}."}},
    {"bound.none",
     {"fewer than {k} devices in each of {windows} windows",
      "alle {k} laitetta kussakin {windows} jaksosta",
      "weniger als {k} Geräte in jedem von {windows} Zeiträumen"}},
    {"bound.all",
     {"{devices} devices in each of {windows} windows",
      "{devices} laitetta kussakin {windows} jaksosta",
      "{devices} Geräte in jedem von {windows} Zeiträumen"}},
    {"bound.some",
     {"{devices} devices in {shown} windows, fewer than {k} in each of the other {windows}",
      "{devices} laitetta {shown} jaksossa, alle {k} kussakin muussa {windows} jaksossa",
      "{devices} Geräte in {shown} Zeiträumen, weniger als {k} in jedem der anderen {windows}"}},
    {"bounds.others",
     {"Each of the {tools} other tools of the catalog: fewer than {k} devices in each of {windows} "
      "windows.",
      "Kukin luettelon {tools} muusta työkalusta: alle {k} laitetta kussakin {windows} jaksosta.",
      "Jedes der {tools} anderen Werkzeuge des Katalogs: weniger als {k} Geräte in jedem von "
      "{windows} Zeiträumen."}},
    {"tool", {"Tool", "Työkalu", "Werkzeug"}},
    {"bound", {"Devices", "Laitteet", "Geräte"}},
    {"controls", {"Controls", "Kontrollit", "Kontrollen"}},
    {"control.k",
     {"Smallest figure: {n} devices", "Pienin luku: {n} laitetta", "Kleinste Zahl: {n} Geräte"}},
    {"control.department",
     {"Smallest department: {n} devices; a smaller one reports as the one above it",
      "Pienin osasto: {n} laitetta; pienempi raportoi ylempänään",
      "Kleinste Abteilung: {n} Geräte; eine kleinere meldet als die darüber"}},
    {"control.frames",
     {"Messages of a device: {n} in every window, whatever it was used for",
      "Laitteen viestit: {n} joka jaksossa, käytettiin sitä mihin tahansa",
      "Nachrichten eines Geräts: {n} in jedem Zeitraum, wozu es auch diente"}},
    {"control.hold",
     {"Time for a veto at the device: {n} hours", "Aika kieltää laitteella: {n} tuntia",
      "Zeit für ein Veto am Gerät: {n} Stunden"}},
    {"control.keep.all",
     {"Published windows are kept: all", "Julkaistut jaksot säilytetään: kaikki",
      "Veröffentlichte Zeiträume werden behalten: alle"}},
    {"control.keep",
     {"Published windows are kept: {n}", "Julkaistuja jaksoja säilytetään: {n}",
      "Veröffentlichte Zeiträume werden behalten: {n}"}},
    {"control.noise",
     {"Noise on exact figures: discrete Laplace, epsilon {n}",
      "Kohina tarkoissa luvuissa: diskreetti Laplace, epsilon {n}",
      "Rauschen auf genauen Zahlen: diskretes Laplace, Epsilon {n}"}},
    {"control.noise.none",
     {"Noise on exact figures: none", "Kohina tarkoissa luvuissa: ei ole",
      "Rauschen auf genauen Zahlen: keines"}},
    {"control.alarms",
     {"Departments with more reports than devices: {n}",
      "Osastoja, joista tuli enemmän raportteja kuin on laitteita: {n}",
      "Abteilungen mit mehr Meldungen als Geräten: {n}"}},
    {"control.hands",
     {"What is asked changes only when admin and staff side both have signed",
      "Kysymykset muuttuvat vain, kun ylläpito ja henkilöstö ovat molemmat allekirjoittaneet",
      "Was gefragt wird, ändert sich nur mit den Unterschriften von Verwaltung und Belegschaft"}},
    {"control.hands.auditor",
     {"There is no staff body: admin and auditor sign, and every device says so",
      "Henkilöstöllä ei ole edustusta: ylläpito ja tarkastaja allekirjoittavat, ja jokainen laite "
      "kertoo sen",
      "Es gibt keine Personalvertretung: Verwaltung und Revision signieren, und jedes Gerät sagt "
      "es"}},
    {"policies", {"Policies in force", "Voimassa olleet käytännöt", "Geltende Richtlinien"}},
    {"policy",
     {"Policy {number}, signed by both hands, {from} to {until}, hash {hash}",
      "Käytäntö {number}, molempien allekirjoittama, {from} – {until}, tiiviste {hash}",
      "Richtlinie {number}, von beiden signiert, {from} bis {until}, Prüfsumme {hash}"}},
    {"rules", {"Rules and notices", "Säännöt ja ilmoitukset", "Regeln und Hinweise"}},
    {"decisions", {"Decisions on tools", "Päätökset työkaluista", "Entscheidungen über Werkzeuge"}},
    {"none", {"None.", "Ei yhtään.", "Keine."}},
    {"about", {"About", "Koskee", "Über"}},
    {"what", {"What", "Mitä", "Was"}},
    {"by", {"By", "Kuka", "Wer"}},
    {"second", {"Second person", "Toinen hyväksyjä", "Zweite Person"}},
    {"period", {"From, until", "Mistä, mihin", "Von, bis"}},
    {"why", {"Why", "Miksi", "Warum"}},
    {"open", {"until changed", "kunnes muutetaan", "bis zur Änderung"}},
    {"proof",
     {"The attack on our own promise", "Hyökkäys omaa lupausta vastaan",
      "Der Angriff auf das eigene Versprechen"}},
    {"proof.kept", {"Kept.", "Piti.", "Gehalten."}},
    {"proof.not",
     {"Not kept, or not tried.", "Ei pitänyt, tai ei kokeiltu.",
      "Nicht gehalten, oder nicht versucht."}},
    {"chain", {"Audit chain", "Tarkastusketju", "Protokollkette"}},
    {"chain.whole",
     {"Whole; its head: {head}", "Ehjä; sen pää: {head}", "Unversehrt; ihr Ende: {head}"}},
    {"chain.broken", {"BROKEN: {trouble}", "RIKKI: {trouble}", "BESCHÄDIGT: {trouble}"}},
    {"questions",
     {"Twelve usual questions", "Kaksitoista tavallista kysymystä", "Zwölf übliche Fragen"}},
    {"answered", {"answered", "vastattu", "beantwortet"}},
    {"group", {"as a group", "ryhmänä", "als Gruppe"}},
    {"elsewhere", {"not here", "ei täällä", "nicht hier"}},
    {"foot",
     {"Desirepath · audit pack · not for judging conduct or performance",
      "Desirepath · tarkastuspaketti · ei käytöksen tai työsuorituksen arviointiin",
      "Desirepath · Prüfpaket · nicht zur Beurteilung von Verhalten oder Leistung"}},
};

}  // namespace

std::string_view audit_say(fields::Language language, std::string_view key) {
  const auto* const found = std::find_if(std::begin(kWords), std::end(kWords),
                                         [key](const Entry& entry) { return entry.key == key; });
  return found == std::end(kWords) ? key : found->words[static_cast<std::size_t>(language)];
}

}  // namespace desirepath::report
