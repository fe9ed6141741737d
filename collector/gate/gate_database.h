#pragma once

// `GateDatabase` is gate.db: join tokens, enrolled devices, revocations and the quota of each
// device and window.
//
// The gate's enrolment and its admission thread have a connection each; `desirepath-collector
// token` opens a third one from another process. A device is 16 octets of its certificate's subject
// hash. No table holds the time of a frame or a connection: a device has the day its certificate
// ends, the site of its join token, the version of its program and a number of frames for each open
// window. What of that may be said, and how coarsely, is `fleet.h`'s.
//
// Errors: those of store::Database; kNotFound and kFailedPrecondition as each function says.
// Threads: one at a time.

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "collector/store/database.h"
#include "proto/pki/certificate.h"
#include "proto/pki/join_token.h"

namespace desirepath::gate {

struct TokenRow {
  std::string id;  // eight hex digits: how `token list` and `token revoke` name it
  std::int64_t uses_left = 0;
  std::int64_t used = 0;
  absl::Time expires;
  std::string gateway;  // its label; empty: for devices
  std::string site;     // of the devices that join with it; empty: none is told
};

// What a join token says of whoever joins with it.
struct Joining {
  std::string gateway;
  std::string site;
};

struct DeviceRow {
  pki::DeviceId id{};
  absl::Time certificate_ends;  // to the day
  bool revoked = false;
  std::string gateway;  // its label; empty: a device
  std::string site;     // empty: its token told none
  std::string version;  // of its program, as it told last; empty: never yet
};

using QuotaKey = std::pair<std::uint32_t, pki::DeviceId>;  // window, device

// Of gate.db, for its copies.
const store::Schema& gate_schema();

class GateDatabase {
 public:
  static absl::StatusOr<GateDatabase> open(const std::string& path);

  absl::Status add_token(const pki::JoinToken& token, std::int64_t uses, absl::Time expires,
                         const Joining& joining = {});
  absl::StatusOr<std::vector<TokenRow>> tokens();
  // kNotFound: no token of that id.
  absl::Status revoke_token(const std::string& id);
  // Takes one use, and gives what the token says. kNotFound: never existed or revoked ·
  // kFailedPrecondition: expired · kResourceExhausted: used up.
  absl::StatusOr<Joining> use_token(const pki::Digest& lookup, absl::Time now);

  // A renewal leaves gateway and site as they are.
  absl::Status note_device(const pki::DeviceId& device, absl::Time certificate_ends,
                           const Joining& joining = {});
  // Nothing is written while the version stays the same, or of a device that is not known here.
  absl::Status note_version(const pki::DeviceId& device, const std::string& version);
  // The device showed the hash of a bundle it has verified. Written once, of devices known here.
  absl::Status note_holder(const pki::DeviceId& device);
  // Devices, gateways apart, that hold a policy and whose certificate has not ended.
  absl::StatusOr<std::int64_t> holders(absl::Time now);
  // The label it joined under; empty for devices.
  absl::StatusOr<std::string> gateway_of(const pki::DeviceId& device);
  // Takes effect at the device's next call. One that was never enrolled here (its certificate comes
  // from a PKI of the organisation's) is refused likewise.
  absl::Status revoke_device(const pki::DeviceId& device);
  // By the day their certificate ends; those that ended too.
  absl::StatusOr<std::vector<DeviceRow>> devices();
  absl::StatusOr<bool> is_revoked(const pki::DeviceId& device);
  // Devices whose certificate has not ended.
  absl::StatusOr<std::int64_t> enrolled(absl::Time now);

  absl::StatusOr<std::map<QuotaKey, std::uint32_t>> quotas();
  // Devices that brought a frame of the window.
  absl::StatusOr<std::set<pki::DeviceId>> seen(std::uint32_t window);
  absl::Status set_quotas(const std::map<QuotaKey, std::uint32_t>& changed);
  absl::Status forget_quotas(std::uint32_t window);

  // One number by name over all time: what was refused or wiped.
  absl::Status add_to_counter(const std::string& name, std::int64_t more);
  absl::StatusOr<std::int64_t> counter(const std::string& name);

 private:
  explicit GateDatabase(store::Database database) : database_(std::move(database)) {}
  store::Database database_;
};

}  // namespace desirepath::gate
