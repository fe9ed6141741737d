#pragma once

// `Workplace` is what people do on the page beside looking: sign in, and each in his role decide,
// administer, audit.
//
// `Collector` opens one and hands it to the API's provider; the desks (a file each) do the work on
// curation.db and, through collector/policy, on what is signed for the devices. It must outlive the
// server.
//
// Errors of open: those of store::Database. Threads: as api/provider.h; it keeps its own
// connection.

#include <filesystem>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "collector/api/provider.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"
#include "collector/workplace/sign_in_desk.h"

namespace desirepath::workplace {

class Workplace {
 public:
  static absl::StatusOr<std::unique_ptr<Workplace>> open(const store::Paths& paths,
                                                         Clock clock = absl::Now);

  // Fills in who may do what, and the operations; `provider.needs` is there before.
  void fill(api::Provider& provider);

 private:
  Workplace(store::Paths paths, Clock clock, curation::CurationDatabase curation);
  api::Installed installed();

  const store::Paths paths_;
  const Clock clock_;
  curation::CurationDatabase curation_;
  const Office office_{curation_, paths_, clock_};
  SignedGround ground_{paths_};
  api::Installed installed_;
  std::filesystem::file_time_type installed_stamp_;
  SignInDesk sign_in_;
};

}  // namespace desirepath::workplace
