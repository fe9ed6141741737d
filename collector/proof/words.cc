#include "collector/proof/words.h"

#include <algorithm>
#include <array>

namespace desirepath::proof {
namespace {

struct Entry {
  std::string_view key;
  std::array<std::string_view, 3> words;
};

constexpr Entry kWords[] = {
    {"title",
     {"Can anybody be recognised? An attack on our own promise",
      "Voiko kenetkään tunnistaa? Hyökkäys omaa lupaustamme vastaan",
      "Lässt sich jemand erkennen? Ein Angriff auf unser eigenes Versprechen"}},
    {"for",
     {"For {organisation}: the departments and headcounts of signed policy {policy}, k = {k}.",
      "Organisaatiolle {organisation}: allekirjoitetun käytännön {policy} osastot ja laitemäärät, "
      "k = {k}.",
      "Für {organisation}: Abteilungen und Gerätezahlen der signierten Richtlinie {policy}, k = "
      "{k}."}},
    {"how",
     {"A made-up fleet of {devices} devices in these departments told two weeks of made-up use. No "
      "use data of anybody went into it. The attacker had all that whoever runs the collector "
      "could see: every batch of the gate in its order, every frame opened. Each attack stands "
      "beside chance and, where the protection can be taken away, beside the same attack without "
      "it. Seed {seed}: run it again and compare.",
      "Keksitty {devices} laitteen joukko näissä osastoissa kertoi kahden viikon keksitystä "
      "käytöstä. Kenenkään oikeita käyttötietoja ei ollut mukana. Hyökkääjällä oli kaikki, mitä "
      "kerääjän ylläpitäjä voisi nähdä: portin jokainen erä järjestyksessään, jokainen kehys "
      "avattuna. Kunkin hyökkäyksen vieressä on sattuman tulos ja, missä suojan voi poistaa, sama "
      "hyökkäys ilman sitä. Siemen {seed}: aja uudelleen ja vertaa.",
      "Eine erfundene Flotte von {devices} Geräten in diesen Abteilungen meldete zwei Wochen "
      "erfundener Nutzung. Nutzungsdaten von niemandem gingen ein. Der Angreifer hatte alles, was "
      "der Betreiber des Sammlers sehen könnte: jeden Stapel des Tors in seiner Reihenfolge, jeden "
      "Rahmen geöffnet. Neben jedem Angriff steht der Zufall und, wo sich der Schutz wegnehmen "
      "lässt, derselbe Angriff ohne ihn. Startwert {seed}: wiederholen und vergleichen."}},
    {"kept",
     {"All promises tried here were kept.", "Kaikki tässä koetellut lupaukset pitivät.",
      "Alle hier geprüften Versprechen wurden gehalten."}},
    {"broken",
     {"At least one promise was NOT kept. Do not roll out before it is understood.",
      "Ainakin yksi lupaus EI pitänyt. Älä ota käyttöön ennen kuin syy on selvä.",
      "Mindestens ein Versprechen wurde NICHT gehalten. Nicht ausrollen, bevor das verstanden "
      "ist."}},
    {"lab",
     {"This is a lab's policy: its figures are not anonymous.",
      "Tämä on koekäytön käytäntö: sen luvut eivät ole nimettömiä.",
      "Dies ist die Richtlinie eines Labors: ihre Zahlen sind nicht anonym."}},
    {"promise", {"Promise", "Lupaus", "Versprechen"}},
    {"yes", {"kept", "piti", "gehalten"}},
    {"no", {"NOT KEPT", "EI PITÄNYT", "NICHT GEHALTEN"}},
    {"tried", {"Tried: ", "Kokeiltiin: ", "Versucht: "}},
    {"found", {"Found: ", "Löytyi: ", "Gefunden: "}},
    {"c4",
     {"Nobody can follow a device from one week to the next.",
      "Kukaan ei voi seurata laitetta viikosta toiseen.",
      "Niemand kann einem Gerät von einer Woche zur nächsten folgen."}},
    {"c4.tried",
     {"each device's tools were put together by their place in the collector's batches, then "
      "matched to the week after, rare tools weighing more.",
      "kunkin laitteen työkalut koottiin niiden paikan mukaan kerääjän erissä ja sovitettiin "
      "seuraavaan viikkoon, harvinaiset painottaen.",
      "die Werkzeuge jedes Geräts wurden nach ihrem Platz in den Stapeln zusammengesetzt und der "
      "nächsten Woche zugeordnet, seltene mit mehr Gewicht."}},
    {"c4.found",
     {"{tried} devices tried.", "{tried} laitetta kokeiltiin.", "{tried} Geräte versucht."}},
    {"c4.with",
     {"found again: {share} %", "löytyi uudelleen: {share} %", "wiedergefunden: {share} %"}},
    {"c4.chance",
     {"by chance: {share} % (± {sigma})", "sattumalta: {share} % (± {sigma})",
      "durch Zufall: {share} % (± {sigma})"}},
    {"c4.control",
     {"without the protection, one message per device: {share} %",
      "ilman suojaa, yksi viesti laitetta kohti: {share} %",
      "ohne den Schutz, eine Nachricht je Gerät: {share} %"}},
    {"c5",
     {"The order in which frames come says nothing.", "Kehysten saapumisjärjestys ei kerro mitään.",
      "Die Reihenfolge der Rahmen sagt nichts."}},
    {"c5.tried",
     {"order of arrival at the gate against order in its batches; how many devices share a batch.",
      "saapumisjärjestystä porttiin verrattiin järjestykseen erissä; montako laitetta erässä on.",
      "Reihenfolge der Ankunft am Tor gegen die in seinen Stapeln; wie viele Geräte sich einen "
      "Stapel teilen."}},
    {"c5.found",
     {"correlation {rho} (chance ± {sigma}, without shuffling 1); the smallest batch holds frames "
      "of {fewest} devices, k = {k}.",
      "korrelaatio {rho} (sattuma ± {sigma}, ilman sekoitusta 1); pienimmässä erässä on {fewest} "
      "laitteen kehyksiä, k = {k}.",
      "Korrelation {rho} (Zufall ± {sigma}, ohne Mischen 1); der kleinste Stapel enthält Rahmen "
      "von {fewest} Geräten, k = {k}."}},
    {"c1",
     {"No frame carries a mark of the device it came from.",
      "Missään kehyksessä ei ole merkkiä laitteesta, josta se tuli.",
      "Kein Rahmen trägt ein Kennzeichen des Geräts, von dem er kam."}},
    {"c1.tried",
     {"every eight octets beside the named fields of the frames: do two of one device share what "
      "no other has?",
      "jokainen kahdeksan tavun jono nimettyjen kenttien ulkopuolella: onko saman laitteen "
      "kahdessa kehyksessä jotakin, mitä muilla ei ole?",
      "je acht Oktette außerhalb der benannten Felder: teilen zwei Rahmen eines Geräts etwas, das "
      "kein anderes hat?"}},
    {"c1.found",
     {"{marks} such strings; with a serial number added to each frame: {control}.",
      "{marks} tällaista jonoa; kun kehyksiin lisättiin sarjanumero: {control}.",
      "{marks} solche Folgen; mit hinzugefügter Seriennummer: {control}."}},
    {"c8",
     {"No number below {k} is published, and none can be worked out.",
      "Lukua alle {k} ei julkaista, eikä sellaista voi laskea.",
      "Keine Zahl unter {k} wird veröffentlicht, und keine lässt sich errechnen."}},
    {"c8.tried",
     {"all exact numbers of a tool were subtracted from one another; then {left} devices were left "
      "out one at a time and the tables compared.",
      "työkalun kaikki tarkat luvut vähennettiin toisistaan; sitten {left} laitetta jätettiin pois "
      "yksi kerrallaan ja tauluja verrattiin.",
      "alle genauen Zahlen eines Werkzeugs wurden voneinander abgezogen; dann {left} Geräte "
      "einzeln weggelassen und die Tabellen verglichen."}},
    {"c8.found",
     {"{small} small numbers in {blocks} published ones and {differences} differences; without the "
      "gate {naive} would have stood there. One device changes a number by {step} at most. {shown} "
      "tools have figures, {hidden} are too rare and stay in their needs.",
      "{small} pientä lukua {blocks} julkaistussa ja {differences} erotuksessa; ilman porttia "
      "niitä olisi ollut {naive}. Yksi laite muuttaa lukua enintään {step}. {shown} työkalulla on "
      "lukuja, {hidden} on liian harvinaisia ja näkyy vain tarpeissa.",
      "{small} kleine Zahlen in {blocks} veröffentlichten und {differences} Differenzen; ohne das "
      "Tor hätten dort {naive} gestanden. Ein Gerät ändert eine Zahl um höchstens {step}. {shown} "
      "Werkzeuge haben Zahlen, {hidden} sind zu selten und bleiben in ihren Bedarfen."}},
    {"sizes",
     {"Your departments, and what the promise means there",
      "Osastosi ja mitä lupaus niissä merkitsee",
      "Ihre Abteilungen, und was das Versprechen dort bedeutet"}},
    {"sizes.none",
     {"The policy names no departments: everything is counted for the organisation as a whole.",
      "Käytännössä ei ole osastoja: kaikki lasketaan koko organisaatiolle.",
      "Die Richtlinie nennt keine Abteilungen: alles wird für die ganze Organisation gezählt."}},
    {"department", {"Department", "Osasto", "Abteilung"}},
    {"devices", {"Devices", "Laitteita", "Geräte"}},
    {"means", {"What can be seen of it", "Mitä siitä voi nähdä", "Was von ihr zu sehen ist"}},
    {"size.0",
     {"does not exist in the data: its devices report as the department above",
      "ei ole aineistossa: laitteet raportoivat ylempään osastoon",
      "gibt es in den Daten nicht: ihre Geräte melden als übergeordnete Abteilung"}},
    {"size.1",
     {"WARNING: too small for figures of its own; always in \"other departments\"",
      "VAROITUS: liian pieni omille luvuille; aina kohdassa ”muut osastot”",
      "WARNUNG: zu klein für eigene Zahlen; immer in „andere Abteilungen“"}},
    {"size.2",
     {"WARNING: small; a figure of its own would say something of nearly everybody in it, so "
      "mostly in \"other departments\"",
      "VAROITUS: pieni; oma luku kertoisi jotakin lähes kaikista, joten useimmiten kohdassa ”muut "
      "osastot”",
      "WARNUNG: klein; eine eigene Zahl sagte etwas über fast alle darin, daher meist in „andere "
      "Abteilungen“"}},
    {"size.3",
     {"tools that enough of its devices use have a figure",
      "työkaluilla, joita riittävän moni käyttää, on luku",
      "Werkzeuge, die genug ihrer Geräte nutzen, haben eine Zahl"}},
    {"size.4",
     {"the same, and what stands out against the organisation",
      "sama, ja mikä poikkeaa muusta organisaatiosta",
      "dasselbe, und was gegenüber der Organisation auffällt"}},
    {"remains",
     {"What remains possible, and for whom", "Mikä jää mahdolliseksi, ja kenelle",
      "Was möglich bleibt, und für wen"}},
    {"remains.1",
     {"Whoever runs gate and collector together and changes their software can link a device from "
      "that day on, not the past. Run them apart, by two people.",
      "Joka ylläpitää sekä porttia että kerääjää ja muuttaa ohjelmistoa, voi yhdistää laitteen "
      "siitä päivästä eteenpäin, ei taaksepäin. Pitäkää ne erillään, kahden ihmisen hallussa.",
      "Wer Tor und Sammler zugleich betreibt und ihre Software ändert, kann ein Gerät ab diesem "
      "Tag verknüpfen, nicht rückwirkend. Betreiben Sie sie getrennt, durch zwei Personen."}},
    {"remains.2",
     {"Whoever is root on a device sees what its user does. This program adds nothing to that and "
      "takes nothing away.",
      "Laitteen pääkäyttäjä näkee, mitä sen käyttäjä tekee. Tämä ohjelma ei lisää siihen mitään "
      "eikä poista mitään.",
      "Wer auf einem Gerät root ist, sieht, was sein Nutzer tut. Dieses Programm fügt dem nichts "
      "hinzu und nimmt nichts weg."}},
    {"remains.3",
     {"Who knows colleagues' holidays and arrivals can guess from how a block of k or more changes "
      "over weeks. Blocks are therefore never small, and nothing is published twice.",
      "Joka tuntee työkavereiden lomat ja tulot, voi arvailla siitä, miten vähintään k:n ryhmä "
      "muuttuu viikkojen kuluessa. Siksi ryhmät eivät ole koskaan pieniä eikä mitään julkaista "
      "kahdesti.",
      "Wer Urlaube und Eintritte von Kollegen kennt, kann aus der Änderung eines Blocks von k oder "
      "mehr über Wochen raten. Blöcke sind darum nie klein, und nichts wird zweimal "
      "veröffentlicht."}},
    {"remains.4",
     {"A statement about a group is a statement about its members: that ten or more in a "
      "department use a tool is published.",
      "Lausuma ryhmästä on lausuma sen jäsenistä: se, että vähintään kymmenen osastolla käyttää "
      "työkalua, julkaistaan.",
      "Eine Aussage über eine Gruppe ist eine über ihre Mitglieder: dass zehn oder mehr einer "
      "Abteilung ein Werkzeug nutzen, wird veröffentlicht."}},
    {"remains.5",
     {"An operator who enrols made-up devices to surround one real device is seen by the count: "
      "more reports than devices in a department is an alarm to both signers.",
      "Ylläpitäjä, joka lisää keksittyjä laitteita yhden oikean ympärille, paljastuu luvusta: "
      "osaston laitteita useammasta raportista tulee hälytys molemmille allekirjoittajille.",
      "Ein Betreiber, der erfundene Geräte um ein echtes anmeldet, fällt an der Zahl auf: mehr "
      "Meldungen als Geräte einer Abteilung ist ein Alarm an beide Unterzeichner."}},
    {"remains.6",
     {"Not tried here, since it needs real agents: times and sizes on the network, exchanged "
      "machines, the ledger's completeness. The product's own tests try them on every change "
      "(tests/prove-privacy).",
      "Ei kokeiltu tässä, koska siihen tarvitaan oikeat agentit: ajat ja koot verkossa, vaihdetut "
      "koneet, kirjanpidon täydellisyys. Tuotteen omat testit kokeilevat ne joka muutoksessa "
      "(tests/prove-privacy).",
      "Hier nicht versucht, weil es echte Agenten braucht: Zeiten und Größen im Netz, getauschte "
      "Rechner, Vollständigkeit des Kontobuchs. Die Tests des Produkts versuchen sie bei jeder "
      "Änderung (tests/prove-privacy)."}},
    {"foot",
     {"Desirepath · prove-privacy · policy {policy} · not for judging conduct or performance",
      "Desirepath · prove-privacy · käytäntö {policy} · ei käytöksen tai työsuorituksen "
      "arviointiin",
      "Desirepath · prove-privacy · Richtlinie {policy} · nicht zur Beurteilung von Verhalten oder "
      "Leistung"}},
};

}  // namespace

std::string_view say(Language language, std::string_view key) {
  const auto* const found = std::find_if(std::begin(kWords), std::end(kWords),
                                         [key](const Entry& entry) { return entry.key == key; });
  return found == std::end(kWords) ? key : found->words[static_cast<std::size_t>(language)];
}

}  // namespace desirepath::proof
