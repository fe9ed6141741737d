#pragma once

// `outside_of` makes of the settings what the workplace needs to know of the organisation's other
// servers: secrets are read from their files, addresses and rules checked.
//
// `serve` asks at the start, `serve --check-config` too. Relative files start at the folder of
// collector.toml. Errors: kInvalidArgument names the file, the key and the mend.

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/events/channel.h"
#include "collector/monthly_mail.h"
#include "collector/settings.h"
#include "collector/workplace/workplace.h"

namespace desirepath::collector {

// Where events go, with the secrets; the workplace gets only their names.
absl::StatusOr<std::vector<events::Channel>> channels_of(const Settings& settings);

// Nothing where neither a mail server nor a folder is named.
absl::StatusOr<std::optional<MailPlan>> mail_plan_of(const Settings& settings);

absl::StatusOr<workplace::Outside> outside_of(const Settings& settings);

}  // namespace desirepath::collector
