#include "collector/report/need_names.h"

#include <algorithm>
#include <array>

namespace desirepath::report {
namespace {

struct Names {
  std::string_view id;
  std::string_view finnish;
  std::string_view german;
};

// As the page has them (collector/web/src/words/needs_*.ts); a style test compares the two.
constexpr std::array<Names, 61> kNames = {{
    {"team-chat", "Tiimiviestintä", "Teamchat"},
    {"messaging-personal", "Henkilökohtaiset pikaviestimet", "Private Messenger"},
    {"video-meetings", "Videokokoukset", "Videokonferenzen"},
    {"events-webinars", "Webinaarit, tapahtumat ja kyselyt yleisölle",
     "Webinare, Veranstaltungen und Live-Umfragen"},
    {"telephony-sms", "Puhelut, tekstiviestit ja faksi", "Telefonie, SMS und Fax"},
    {"email", "Sähköposti", "E-Mail"},
    {"calendar-scheduling", "Kalenterit, ajanvaraus ja vuorosuunnittelu",
     "Kalender, Terminbuchung und Schichtplanung"},
    {"documents", "Asiakirjat", "Dokumente"},
    {"spreadsheets", "Taulukkolaskenta", "Tabellenkalkulation"},
    {"presentations", "Esitykset", "Präsentationen"},
    {"note-taking", "Muistiinpanot ja kirjanmerkit", "Notizen und Lesezeichen"},
    {"wiki-knowledge", "Wikit, tietopankit ja intranetit",
     "Wikis, Wissensdatenbanken und Intranets"},
    {"pdf-tools", "PDF- ja tiedostomuunnokset", "PDF und Dateiumwandlung"},
    {"paste-sharing", "Tekstin, koodin ja salaisuuksien jakaminen",
     "Text, Code und Geheimnisse teilen"},
    {"file-sharing", "Tiedostojen säilytys ja jakaminen", "Dateien ablegen und teilen"},
    {"large-file-transfer", "Suurten tiedostojen siirto", "Große Dateien senden"},
    {"cloud-storage-backup", "Varmuuskopiot ja objektitallennus",
     "Datensicherung und Objektspeicher"},
    {"tasks-projects", "Tehtävät ja projektit", "Aufgaben und Projekte"},
    {"time-tracking", "Ajanseuranta", "Zeiterfassung"},
    {"whiteboard", "Valkotaulut ja kaaviot", "Whiteboards und Diagramme"},
    {"forms-surveys", "Lomakkeet, kyselyt ja tutkimus", "Formulare, Umfragen und Forschung"},
    {"e-signature", "Sähköinen allekirjoitus, sopimukset ja juridiikka",
     "E-Signatur, Verträge und Recht"},
    {"automation-integration", "Automaatio ja integraatiot", "Automatisierung und Integration"},
    {"low-code", "Vähäkoodiset ja sovellusten rakentajat", "Low-Code und App-Baukästen"},
    {"databases-tables", "Tietokannat ja taulukot", "Datenbanken und Tabellen"},
    {"analytics-bi", "Analytiikka ja raportointi", "Analyse und Berichte"},
    {"research-reference", "Tutkimus ja lähteet", "Recherche und Quellen"},
    {"crm", "Asiakkuudet ja myynti", "CRM und Vertrieb"},
    {"customer-support", "Asiakastuki", "Kundendienst"},
    {"email-marketing", "Sähköpostimarkkinointi ja viestien lähetys",
     "E-Mail-Marketing und Versand"},
    {"marketing-seo", "Markkinointi, hakukoneet ja mainonta", "Marketing, SEO und Werbung"},
    {"social-media", "Sosiaalinen media", "Soziale Medien"},
    {"url-shortener", "Linkkien lyhentimet ja QR-koodit", "Kurzlinks und QR-Codes"},
    {"website-builder", "Verkkosivustot ja sisällönhallinta", "Websites und Inhaltspflege"},
    {"ecommerce-payments", "Verkkokaupat ja maksut", "Shops und Zahlungen"},
    {"design", "Suunnittelu ja muotoilu", "Gestaltung"},
    {"stock-media", "Kuvapankit", "Bildarchive"},
    {"video-editing", "Videon ja äänen tuotanto", "Video- und Tonproduktion"},
    {"screen-recording", "Ruuduntallennus ja tuote-esittelyt",
     "Bildschirmaufnahmen und Produkttouren"},
    {"code-hosting", "Koodin säilytys ja verkkokehitysympäristöt", "Code-Ablage und Online-IDEs"},
    {"ci-cd", "CI/CD, julkaisu ja testaus", "CI/CD, Auslieferung und Test"},
    {"dev-tools", "Kehittäjän työkalut", "Entwicklungswerkzeuge"},
    {"cloud-hosting", "Pilvi- ja verkkopalvelimet", "Cloud- und Webhosting"},
    {"monitoring", "Valvonta ja häiriöiden hallinta", "Überwachung und Störfälle"},
    {"it-security", "Tietoturva ja tunnistautuminen", "IT-Sicherheit und Identität"},
    {"it-management", "IT- ja laitehallinta", "IT- und Geräteverwaltung"},
    {"password-management", "Salasanojen hallinta", "Passwortverwaltung"},
    {"remote-access", "Etäyhteydet ja yksityisverkot", "Fernzugriff und private Netze"},
    {"vpn-proxy", "VPN, välityspalvelimet ja anonymisointi", "VPN, Proxy und Anonymisierung"},
    {"ai-assistant", "Tekoälyavustajat", "KI-Assistenten"},
    {"ai-writing", "Kirjoittaminen ja oikoluku tekoälyllä", "Schreiben und Korrektur mit KI"},
    {"ai-image", "Kuva, video ja puhe tekoälyllä", "Bild, Video und Stimme mit KI"},
    {"ai-coding", "Koodaus tekoälyllä", "Programmieren mit KI"},
    {"ai-meeting-notes", "Kokousmuistiot tekoälyllä", "Besprechungsnotizen mit KI"},
    {"ai-platform", "Tekoälymallit ja -alustat", "KI-Modelle und -Plattformen"},
    {"translation", "Kääntäminen ja lokalisointi", "Übersetzung und Lokalisierung"},
    {"transcription", "Litterointi", "Transkription"},
    {"hr-payroll", "Henkilöstöhallinto ja palkat", "Personal und Lohn"},
    {"recruiting", "Rekrytointi ja freelancerit", "Personalsuche und Freiberufler"},
    {"learning", "Oppiminen", "Lernen"},
    {"expenses-accounting", "Kirjanpito, kulut, ERP ja hankinta",
     "Buchhaltung, Spesen, ERP und Einkauf"},
}};

}  // namespace

std::string need_name(const std::string& id, const std::string& english, Language language) {
  const auto* const names =
      std::find_if(kNames.begin(), kNames.end(), [&](const Names& each) { return each.id == id; });
  if (language == Language::kEnglish || names == kNames.end()) return english;
  return std::string(language == Language::kFinnish ? names->finnish : names->german);
}

}  // namespace desirepath::report
