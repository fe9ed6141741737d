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
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "collector/api/provider.h"
#include "collector/workplace/event_watch.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"
#include "collector/workplace/service_desk.h"
#include "collector/workplace/sign_in_desk.h"

namespace desirepath::workplace {

struct ChannelAbout {
  std::string name;    // "webhook", "syslog", "file"
  std::string target;  // an address or a file, without secrets
  std::string format;
};

// Where the monthly report goes.
struct MailAbout {
  std::string server;  // empty: only the folder
  std::vector<std::string> to;
  std::string folder;
};

// The organisation's other servers that the settings name; none by default.
struct Outside {
  std::optional<oidc::ServiceSettings> sign_in = {};
  std::vector<ChannelAbout> channels = {};  // that events go to
  std::optional<MailAbout> mail = {};
};

class Workplace {
 public:
  static absl::StatusOr<std::unique_ptr<Workplace>> open(const store::Paths& paths,
                                                         Clock clock = absl::Now,
                                                         Outside outside = {});

  // Fills in who may do what, and the operations; `provider.needs` is there before.
  void fill(api::Provider& provider);

  // Sees what happens here and puts it into the queue; the workplace and `provider` must outlive
  // it.
  std::unique_ptr<EventWatch> event_watch(const api::Provider& provider, EventWatch::Alarm alarm);

 private:
  Workplace(store::Paths paths, Clock clock, curation::CurationDatabase curation, Outside outside);
  api::Installed installed();

  const store::Paths paths_;
  const Clock clock_;
  curation::CurationDatabase curation_;
  const Office office_{curation_, paths_, clock_};
  SignedGround ground_{paths_};
  api::Installed installed_;
  std::filesystem::file_time_type installed_stamp_;
  SignInDesk sign_in_;
  std::optional<ServiceDesk> service_;
  const std::vector<ChannelAbout> channels_;
  const std::optional<MailAbout> mail_;
};

}  // namespace desirepath::workplace
