#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "collector/paper/paper.h"
#include "collector/report/audit_pack.h"
#include "collector/report/audit_questions.h"
#include "collector/report/audit_words.h"

namespace desirepath::report {
namespace {

using paper::Paper;

class Setter {
 public:
  Setter(const AuditPack& pack, fields::Language language)
      : pack_(pack), language_(language), page_(say("title"), say("foot")) {}

  absl::StatusOr<std::string> set() {
    head();
    questions();
    bounds();
    controls();
    decisions("rules", pack_.rules);
    decisions("decisions", pack_.decisions);
    evidence();
    return page_.octets();
  }

 private:
  [[nodiscard]] std::string say(std::string_view key) const {
    return std::string(audit_say(language_, key));
  }
  [[nodiscard]] std::string say(std::string_view key, fields::Places places) const {
    return fields::filled(audit_say(language_, key), places);
  }

  void head() {
    page_.title(say("title"));
    if (pack_.lab) page_.strong(say("lab"));
    const std::string windows = absl::StrCat(pack_.windows.size());
    page_.paragraph(say("for", {{"organisation", pack_.organisation},
                                {"from", pack_.from},
                                {"to", pack_.to},
                                {"windows", windows}}));
    page_.paragraph(say("signed"));
  }

  void questions() {
    page_.heading(say("questions"));
    constexpr std::string_view kSaid[] = {"answered", "group", "elsewhere"};
    for (const AuditQuestion& one : audit_questions(pack_, language_)) {
      page_.row({one.question, say(kSaid[static_cast<std::size_t>(one.said)]), one.answer},
                {0.32, 0.13, 0.55}, false);
    }
  }

  void bounds() {
    page_.heading(say("bounds"));
    const std::string k = absl::StrCat(pack_.k);
    page_.paragraph(bounds_mean(pack_, language_));
    const std::vector<double> widths = {0.35, 0.65};
    if (!pack_.tools.empty()) page_.row({say("tool"), say("bound")}, widths, true);
    for (const ToolBound& bound : pack_.tools) {
      page_.row({bound.name, bound_words(bound, pack_, language_)}, widths, false);
    }
    const std::string tools = absl::StrCat(pack_.other_tools);
    const std::string windows = absl::StrCat(pack_.windows.size());
    page_.paragraph(say("bounds.others", {{"tools", tools}, {"k", k}, {"windows", windows}}));
  }

  void control(std::string_view key, const std::string& number) {
    page_.paragraph(say(key, {{"n", number}}));
  }

  void controls() {
    page_.heading(say("controls"));
    control("control.k", absl::StrCat(pack_.k));
    control("control.department", absl::StrCat(pack_.department_floor));
    control("control.frames", absl::StrCat(pack_.frames));
    control("control.hold", absl::StrCat(pack_.hold_hours));
    control(pack_.keep_windows == 0 ? "control.keep.all" : "control.keep",
            absl::StrCat(pack_.keep_windows));
    control(pack_.noise == 0 ? "control.noise.none" : "control.noise", absl::StrCat(pack_.noise));
    control("control.alarms", absl::StrCat(pack_.alarms));
    page_.paragraph(say(pack_.staff_body ? "control.hands" : "control.hands.auditor"));
    page_.heading(say("policies"));
    for (const AuditedPolicy& one : pack_.policies) {
      const std::string number = absl::StrCat(one.number);
      page_.paragraph(
          say("policy",
              {{"number", number}, {"from", one.from}, {"until", one.until}, {"hash", one.hash}}));
    }
  }

  void decisions(std::string_view key, const std::vector<AuditedDecision>& rows) {
    page_.heading(say(key));
    if (rows.empty()) return page_.paragraph(say("none"));
    const std::vector<double> widths = {0.2, 0.14, 0.11, 0.13, 0.16, 0.26};
    page_.row({say("about"), say("what"), say("by"), say("second"), say("period"), say("why")},
              widths, true);
    for (const AuditedDecision& one : rows) {
      page_.row(
          {one.about, one.what, one.by, one.second.empty() ? "-" : one.second,
           absl::StrCat(one.from, ", ", one.until.empty() ? say("open") : one.until), one.why},
          widths, false);
    }
  }

  void evidence() {
    page_.heading(say("proof"));
    page_.strong(say(pack_.proof_kept ? "proof.kept" : "proof.not"));
    for (const std::string& line : pack_.proof) page_.paragraph(line);
    page_.heading(say("chain"));
    page_.paragraph(pack_.chain_trouble.empty()
                        ? say("chain.whole", {{"head", pack_.chain_head}})
                        : say("chain.broken", {{"trouble", pack_.chain_trouble}}));
  }

  const AuditPack& pack_;
  fields::Language language_;
  Paper page_;
};

}  // namespace

absl::StatusOr<std::string> audit_pdf(const AuditPack& pack, fields::Language language) {
  return Setter(pack, language).set();
}

}  // namespace desirepath::report
