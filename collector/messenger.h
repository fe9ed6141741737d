#pragma once

// `Messenger` is what the running collector tells other systems by itself: events, and the
// monthly report.
//
// `Collector` owns one beside the page. It has a workplace and a thread of its own, so that nothing
// outside delays an answer of the page. Errors of start: those of the workplace and of outside.h.
// Threads: `start` and the destructor from one, `health` from any.

#include <memory>

#include "absl/status/statusor.h"
#include "collector/events/courier.h"
#include "collector/monthly_mail.h"
#include "collector/page.h"
#include "collector/settings.h"
#include "collector/workplace/workplace.h"

namespace desirepath::collector {

class Messenger {
 public:
  static absl::StatusOr<std::unique_ptr<Messenger>> start(const Settings& settings,
                                                          const api::Provider& figures);

  [[nodiscard]] absl::Status health() const { return courier_->health(); }

 private:
  explicit Messenger(std::unique_ptr<workplace::Workplace> workplace)
      : workplace_(std::move(workplace)) {}

  std::unique_ptr<workplace::Workplace> workplace_;
  api::Provider provider_;
  std::unique_ptr<workplace::EventWatch> watch_;
  std::unique_ptr<MonthlyMail> monthly_;
  std::unique_ptr<events::Courier> courier_;
};

}  // namespace desirepath::collector
