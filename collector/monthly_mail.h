#pragma once

// `MonthlyMail` sends the monthly report, by mail and into a folder, as the settings say.
//
// The messenger gives it a turn each second. Once a month, on its first day or as soon after as
// there are figures, and whenever an admin asks (the setting `monthly.asked` of curation.db, set by
// the page). What failed is tried again after an hour; what was sent, and what went wrong, stands
// in curation.db for the page. A kill between sending and noting it sends once more, with the same
// Message-ID.
//
// Errors of `turn`: those of curation.db; a mail server's trouble is noted, not returned. Threads:
// one at a time.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/curation/curation_database.h"
#include "collector/link/mail.h"
#include "collector/settings.h"
#include "proto/fields/field_register.h"

namespace desirepath::collector {

struct MailPlan {
  std::optional<link::MailServer> server;  // none: only into the folder
  std::string from;
  std::vector<std::string> to;
  std::string folder;
  fields::Language language = fields::Language::kEnglish;
};

class MonthlyMail {
 public:
  MonthlyMail(Settings settings, std::optional<MailPlan> plan, curation::CurationDatabase curation)
      : settings_(std::move(settings)), plan_(std::move(plan)), curation_(std::move(curation)) {}

  absl::Status turn(absl::Time now);

 private:
  struct Report {
    std::string organisation;
    std::string window;
    std::string pdf;
  };

  absl::StatusOr<bool> is_due(const std::string& month);
  absl::StatusOr<Report> report() const;
  absl::Status send(const std::string& month, absl::Time now, std::string& window) const;
  absl::Status note(const std::string& month, const std::string& window, absl::Time now);

  const Settings settings_;
  const std::optional<MailPlan> plan_;
  curation::CurationDatabase curation_;
  absl::Time next_ = absl::InfinitePast();
  std::string asked_;
};

}  // namespace desirepath::collector
