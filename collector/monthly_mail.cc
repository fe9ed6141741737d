#include "collector/monthly_mail.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "collector/command/figures.h"
#include "collector/monthly_letter.h"
#include "collector/needs/analyse.h"
#include "collector/needs/side_reports.h"
#include "collector/policy/atomic_file.h"
#include "collector/report/monthly_pdf.h"

namespace desirepath::collector {
namespace {

constexpr absl::Duration kTryAgain = absl::Hours(1);
constexpr const char* kMonth = "monthly.sent";
constexpr const char* kAsked = "monthly.asked";
constexpr const char* kDone = "monthly.done";    // the asked one that was sent
constexpr const char* kAt = "monthly.sent_at";   // unix seconds
constexpr const char* kFault = "monthly.fault";  // what went wrong last; empty: nothing

}  // namespace

// The first turn of an installation takes its month as sent: a report waits for a whole month.
absl::StatusOr<bool> MonthlyMail::is_due(const std::string& month) {
  const auto asked = curation_.setting(kAsked);
  if (!asked.ok()) return asked.status();
  const auto done = curation_.setting(kDone);
  if (!done.ok()) return done.status();
  const std::string wish = asked->value_or("");
  const bool wished = wish != done->value_or("");
  if (wished && wish != asked_) next_ = absl::InfinitePast();  // a person does not wait
  asked_ = wish;
  if (wished) return true;
  const auto sent = curation_.setting(kMonth);
  if (!sent.ok()) return sent.status();
  if (sent->has_value()) return **sent != month;
  if (absl::Status s = curation_.set_setting(kMonth, month); !s.ok()) return s;
  return false;
}

absl::StatusOr<MonthlyMail::Report> MonthlyMail::report() const {
  const absl::StatusOr<publish::History> history = command::history_for_reports(settings_, "");
  if (!history.ok()) return history.status();
  const absl::StatusOr<catalog::Catalog> catalog = command::catalog_for_reports(settings_);
  if (!catalog.ok()) return catalog.status();
  report::Monthly monthly{
      needs::analyse_needs(*history, *catalog), needs::analyse_tools(*history, *catalog), {}};
  monthly.wins = needs::quick_wins(monthly.needs, *catalog, {});
  absl::StatusOr<std::string> pdf = report::monthly_pdf(monthly, plan_->language);
  if (!pdf.ok()) return pdf.status();
  return Report{monthly.needs.head.organisation, monthly.needs.head.window_name, *std::move(pdf)};
}

absl::Status MonthlyMail::send(const std::string& month, absl::Time now,
                               std::string& window) const {
  absl::StatusOr<Report> made = report();
  if (!made.ok()) return made.status();
  window = made->window;
  if (!plan_->folder.empty()) {
    const std::filesystem::path file =
        std::filesystem::path(plan_->folder) / absl::StrCat("desirepath-", made->window, ".pdf");
    const absl::Status written = policy::write_file_atomically(file, made->pdf, 0640);
    if (!written.ok()) return written;
  }
  if (!plan_->server) return absl::OkStatus();
  Letter letter{plan_->from, plan_->to,    made->organisation, month,
                asked_,      made->window, plan_->language,    std::move(made->pdf)};
  return link::send_mail(*plan_->server, plan_->from, plan_->to, monthly_letter(letter, now));
}

absl::Status MonthlyMail::note(const std::string& month, const std::string& window,
                               absl::Time now) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(curation_.database());
  if (!transaction.ok()) return transaction.status();
  for (const auto& [name, value] : {std::pair<const char*, std::string>{kMonth, month},
                                    {kDone, asked_},
                                    {kFault, ""},
                                    {kAt, absl::StrCat(absl::ToUnixSeconds(now))},
                                    {"monthly.window", window}}) {
    if (absl::Status s = curation_.set_setting(name, value); !s.ok()) return s;
  }
  return transaction->commit();
}

absl::Status MonthlyMail::turn(absl::Time now) {
  if (!plan_) return absl::OkStatus();
  const std::string month = absl::FormatTime("%Y-%m", now, absl::UTCTimeZone());
  const absl::StatusOr<bool> due = is_due(month);
  if (!due.ok()) return due.status();
  if (!*due || now < next_) return absl::OkStatus();
  std::string window;
  const absl::Status sent = send(month, now, window);
  if (sent.ok()) return note(month, window, now);
  next_ = now + kTryAgain;
  return curation_.set_setting(kFault, std::string(sent.message()));
}

}  // namespace desirepath::collector
