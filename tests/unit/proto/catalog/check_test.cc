#include "proto/catalog/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "proto/catalog/shipped.h"

namespace desirepath::catalog {
namespace {

using testing::HasSubstr;

const PublicSuffixes& suffixes() {
  static const PublicSuffixes kList = *PublicSuffixes::latest();
  return kList;
}

const Catalog& the_shipped() {
  static const Catalog kCatalog = *Catalog::unpack(shipped());
  return kCatalog;
}

std::vector<Fault> faults_of(std::vector<TextCatalog> files, const Catalog* shipped_catalog,
                             const NumbersLock* lock = nullptr) {
  return check({.files = files, .shipped = shipped_catalog, .lock = lock, .suffixes = &suffixes()});
}

// The faults of a small whole catalog with `changed` in place of `original`, as "line: what".
std::vector<std::string> planted(const std::string& original, const std::string& changed) {
  std::string text =
      "revision: 1\n"  // 1
      "needs { number: 1 id: \"documents\" name: \"Documents\" group: \"content\" definition: "
      "\"Write\" }\n"                                                                         // 2
      "vendors { name: \"Acme\" suffixes: \"acme.example\" }\n"                               // 3
      "infrastructure { suffix: \"cdn.example\" kind: \"cdn\" }\n"                            // 4
      "denied { suffix: \"clinic.example\" subject: \"health\" }\n"                           // 5
      "tools {\n"                                                                             // 6
      "  number: 1\n"                                                                         // 7
      "  id: \"quip\"\n"                                                                      // 8
      "  name: \"Quip\"\n"                                                                    // 9
      "  vendor: \"Salesforce\"\n"                                                            // 10
      "  need: \"documents\"\n"                                                               // 11
      "  hosts { suffix: \"quip.com\" role: HOST_ROLE_APP }\n"                                // 12
      "}\n"                                                                                   // 13
      "tools { number: 2 id: \"coda\" name: \"Coda\" vendor: \"Coda\" need: \"documents\"\n"  // 14
      "  hosts { suffix: \"coda.io\" role: HOST_ROLE_APP } }\n"                               // 15
      "label_rules { label: \"help\" role: HOST_ROLE_MARKETING }\n";                          // 16
  const std::size_t at = text.find(original);
  EXPECT_NE(at, std::string::npos) << original;
  text.replace(at, original.size(), changed);
  std::vector<TextCatalog> files;
  files.push_back(*TextCatalog::parse("a", text));
  std::vector<std::string> found;
  for (const Fault& fault : faults_of(std::move(files), nullptr)) {
    found.push_back(std::to_string(fault.line) + ": " + fault.what);
  }
  return found;
}

struct Planted {
  const char* original;
  const char* changed;
  const char* found;  // line and words of the one fault expected
};

constexpr Planted kPlanted[] = {
    {"id: \"quip\"", "id: \"Quip Docs\"", "8: tool 'Quip Docs': its id is not like-this"},
    {"number: 2 id: \"coda\"", "number: 1 id: \"coda\"",
     "14: tool 'coda' has the number 1 of 'quip'"},
    {"number: 2 id: \"coda\"", "number: 2 id: \"quip\"", "14: tool 'quip' stands in a:6 already"},
    {"  number: 1\n", "  number: 0\n", "7: tool 'quip' has no number; give it"},
    {"need: \"documents\"\n  hosts", "need: \"telepathy\"\n  hosts",
     "11: tool 'quip' names the need 'telepathy'"},
    {"coda.io", "quip.com", "15: host 'quip.com' stands in a:12 already, under 'quip'"},
    {"coda.io", "cdn.example", "15: host 'cdn.example' stands in a:4 already, under 'cdn'"},
    {"coda.io", "acme.example", "15: host 'acme.example' stands in a:3 already, under 'Acme'"},
    {"coda.io", "github.io", "15: host 'github.io' is a public suffix"},
    {"coda.io", "app.clinic.example",
     "15: host 'app.clinic.example' of tool 'coda' is private life (health"},
    {"coda.io", "app.*.coda.io", "15: host 'app.*.coda.io' has a star"},
    {"coda.io", "https://coda.io", "15: host 'https://coda.io' is a web address"},
    {"coda.io", "coda.io:443", "15: host 'coda.io:443' has a port"},
    {"coda.io", "Coda.io", "15: host 'Coda.io' has capitals"},
    {"coda.io", "coda.io.", "15: host 'coda.io.' begins or ends with a dot"},
    {"coda.io", "bücher.example", "15: host 'bücher.example' is not in its xn-- form"},
    {"coda.io", "coda", "15: host 'coda' is a single label"},
    {"coda.io", "10.0.0.1", "15: host '10.0.0.1' is no host name"},
    {"role: HOST_ROLE_APP } }", "} }", "15: host 'coda.io' has no role"},
    {"role: HOST_ROLE_APP } }", "role: HOST_ROLE_APP exact: true left_label: \"*-my\" } }",
     "15: host 'coda.io' has the left label"},
    {"vendor: \"Coda\"", "vendor: \"Coda\" hq_country: \"Finland\"",
     "14: tool 'coda': 'Finland' is no country"},
    {"vendor: \"Coda\"", "vendor: \"Coda\" other_needs: \"sleep\"",
     "14: tool 'coda' names the other need 'sleep'"},
    {"vendor: \"Coda\"", "vendor: \"Coda\" neighbours: \"nobody\"",
     "14: tool 'coda' names the neighbour 'nobody'"},
    {"vendor: \"Coda\"",
     "vendor: \"Coda\" risk { source: \"coda.io\" date: \"soon\" soc2: ANSWER_YES }",
     "14: tool 'coda': risk facts without date"},
    {"vendor: \"Coda\"", "vendor: \"Coda\" risk { date: \"2025\" soc2: ANSWER_YES }",
     "14: tool 'coda': risk facts without source"},
    {"vendor: \"Coda\"", "vendor: \"Coda\" risk { source: \"coda.io\" date: \"2025\" }",
     "14: tool 'coda': risk facts that say nothing"},
    {"vendor: \"Coda\"",
     "vendor: \"Coda\" risk { source: \"a\" date: \"2025\" mfa: ANSWER_NO } risk { source: \"b\" "
     "date: \"2024\" mfa: ANSWER_YES }",
     "14: tool 'coda': risk facts answer mfa twice"},
    {"name: \"Acme\"", "name: \"Acme\" parent: \"Acme\"", "3: vendor 'Acme' owns itself"},
    {"subject: \"health\"", "subject: \"hobbies\"",
     "5: denied 'clinic.example' has the subject 'hobbies'"},
    {"label: \"help\" role: HOST_ROLE_MARKETING", "label: \"help\" role: HOST_ROLE_CDN",
     "16: label rule 'help' is no label with the role"},
    {"label: \"help\"", "label: \"help.me\"", "16: label rule 'help.me' is no label with the role"},
    {"HOST_ROLE_MARKETING }\n",
     "HOST_ROLE_MARKETING }\nlabel_rules { label: \"help\" role: HOST_ROLE_APP }\n",
     "17: label rule 'help' stands twice"},
    {"role: HOST_ROLE_APP } }", "role: HOST_ROLE_APP evidence: 7 } }",
     "15: host 'coda.io' has an evidence that is none of HostEvidence"},
    {"kind: \"cdn\"", "kind: \"\"", "4: infrastructure 'cdn.example' has no kind"},
    {"  hosts { suffix: \"quip.com\" role: HOST_ROLE_APP }\n", "\n", "8: tool 'quip' has no host"},
};

TEST(Check, FindsEachPlantedFaultAtItsLine) {
  EXPECT_THAT(planted("Coda", "Coda"), testing::IsEmpty());
  for (const Planted& fault : kPlanted) {
    const std::vector<std::string> found = planted(fault.original, fault.changed);
    ASSERT_EQ(found.size(), 1U) << fault.found << testing::PrintToString(found);
    EXPECT_THAT(found[0], testing::StartsWith(fault.found));
    EXPECT_TRUE(found[0].find(';') != std::string::npos ||
                found[0].find("no host is") != std::string::npos)
        << "no mend: " << found[0];
  }
}

TEST(Check, AHostOfThreeHundredOctetsIsOneFault) {
  const std::string host = std::string(296, 'a') + ".com";
  EXPECT_THAT(planted("coda.io", host), testing::ElementsAre(HasSubstr("longer than 253 octets")));
}

TEST(Check, VendorsMayNotOwnEachOtherInACircle) {
  const std::vector<std::string> found =
      planted("vendors { name: \"Acme\"",
              "vendors { name: \"B\" parent: \"Acme\" } vendors { name: \"Acme\" parent: \"B\"");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], HasSubstr("owns itself by way of its parents"));
}

TEST(Check, TheRevisionStandsInOneFile) {
  std::vector<TextCatalog> files;
  files.push_back(*TextCatalog::parse("a", "revision: 1\n"));
  files.push_back(*TextCatalog::parse("b", "\nrevision: 1\n"));
  const std::vector<Fault> found = faults_of(std::move(files), nullptr);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].file + ":" + std::to_string(found[0].line), "b:2");
  EXPECT_THAT(found[0].what, HasSubstr("`revision` stands in a already"));
}

TEST(Check, AnAdditionIsCheckedAmongTheShippedCatalog) {
  const auto fault_of = [](const std::string& text) {
    std::vector<TextCatalog> files;
    files.push_back(*TextCatalog::parse("a", text));
    const std::vector<Fault> found = faults_of(std::move(files), &the_shipped());
    return found.empty() ? std::string() : found[0].what;
  };
  const std::string head =
      "tools { number: 900001 id: \"our-wiki\" name: \"W\" vendor: \"We\" need: "
      "\"wiki-knowledge\" ";
  EXPECT_EQ(fault_of(head + "hosts { suffix: \"wiki.acme.example\" role: HOST_ROLE_APP } }"), "");
  EXPECT_THAT(fault_of(head + "hosts { suffix: \"app.slack.com\" role: HOST_ROLE_APP } }"),
              HasSubstr("in the shipped catalog already, under 'slack'"));
  EXPECT_THAT(fault_of(head + "hosts { suffix: \"x.omakanta.fi\" role: HOST_ROLE_APP } }"),
              HasSubstr("private life"));
  EXPECT_THAT(
      fault_of(
          "tools { number: 1 id: \"our-wiki\" name: \"W\" vendor: \"We\" need: \"wiki-knowledge\" "
          "hosts { suffix: \"wiki.acme.example\" role: HOST_ROLE_APP } }"),
      HasSubstr("has the number 1 of '0bin'"));
  EXPECT_THAT(
      fault_of(
          "tools { number: 900001 id: \"slack\" name: \"Slack\" vendor: \"S\" need: \"team-chat\" "
          "hosts { suffix: \"slack.com\" role: HOST_ROLE_APP } }"),
      HasSubstr("its permanent one is"));
}

// The shipped files as a whole, with their lock: what CI runs.
TEST(Check, TheShippedCatalogIsSound) {
  const std::filesystem::path folder(DESIREPATH_SOURCE_DIR "/proto/catalog");
  std::vector<TextCatalog> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".textproto") continue;
    auto file = TextCatalog::read(entry.path().string());
    ASSERT_TRUE(file.ok()) << file.status();
    files.push_back(*std::move(file));
  }
  const auto text = read_whole((folder / "numbers.lock").string(), kMaximumTextBytes);
  const auto lock = NumbersLock::parse("numbers.lock", *text);
  ASSERT_TRUE(lock.ok()) << lock.status();
  for (const Fault& fault : faults_of(std::move(files), nullptr, &*lock)) {
    ADD_FAILURE() << fault.file << ":" << fault.line << ": " << fault.what;
  }
}

TEST(NumbersLock, NamesTheLineThatIsWrong) {
  const auto refusal = [](std::string_view text) {
    return std::string(NumbersLock::parse("lock", text).status().message());
  };
  EXPECT_EQ(NumbersLock::parse("lock", "# x\nneed 1 documents\ntool 1 quip\n")->tools.at("quip"),
            1U);
  EXPECT_THAT(refusal("tool 1 a\ntool 1 b\n"), HasSubstr("lock:2: the number 1 is given already"));
  EXPECT_THAT(refusal("tool 1 a\ntool 2 a\n"), HasSubstr("lock:2: 'a' has a number already"));
  EXPECT_THAT(refusal("tool one a\n"), HasSubstr("lock:1: no permanent number"));
  EXPECT_THAT(refusal("tool 1 a b\n"), HasSubstr("lock:1: no permanent number"));
  EXPECT_EQ(next_free({{"a", 4}, {"b", 9}}), 10U);
}

}  // namespace
}  // namespace desirepath::catalog
