#include "collector/policy/bundle_edit.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/policy/atomic_file.h"
#include "desirepath/v1/catalog.pb.h"
#include "proto/catalog/shipped.h"

namespace desirepath::policy {
namespace {

absl::StatusOr<v1::PolicyBundle> read_message(const store::Paths& paths) {
  v1::PolicyBundle message;
  const absl::StatusOr<std::string> octets = read_file(paths.bundle());
  if (absl::IsNotFound(octets.status())) return message;
  if (!octets.ok()) return octets.status();
  if (!message.ParseFromString(*octets)) {
    return absl::DataLossError(
        absl::StrCat(paths.bundle().string(), ": damaged, restore it from a backup"));
  }
  return message;
}

}  // namespace

void BundleEdit::Unlock::operator()(const int* descriptor) const {
  ::close(*descriptor);  // and with it the lock
  delete descriptor;
}

absl::StatusOr<BundleEdit> BundleEdit::open(const store::Paths& paths) {
  const std::filesystem::path path = paths.policy() / "bundle.lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return absl::UnavailableError(absl::StrCat(path.string(), ": ", std::strerror(errno),
                                               ", run this as the account that owns the folder"));
  }
  std::unique_ptr<int, Unlock> lock(new int(descriptor));
  while (::flock(descriptor, LOCK_EX) != 0) {
    if (errno != EINTR) {
      return absl::UnavailableError(absl::StrCat(path.string(), ": ", std::strerror(errno)));
    }
  }
  absl::StatusOr<v1::PolicyBundle> message = read_message(paths);
  if (!message.ok()) return message.status();
  return BundleEdit(paths, std::move(lock), *std::move(message));
}

absl::Status BundleEdit::commit(absl::Time now) {
  const absl::StatusOr<Trust> trust = own_trust(paths_);
  if (!trust.ok()) return trust.status();
  // A catalog that is published stays, even if this program's deny-list has grown since.
  Trust lenient = *trust;
  lenient.denied.clear();
  std::optional<Bundle> held;
  if (before_.policies_size() > 0) {
    absl::StatusOr<Bundle> before =
        verify_bundle(before_.SerializeAsString(), lenient, nullptr, now);
    if (!before.ok()) return before.status();
    held = *std::move(before);
  }
  const bool same_catalog = message_.catalog().payload() == before_.catalog().payload();
  const std::string octets = message_.SerializeAsString();
  const absl::StatusOr<Bundle> after = verify_bundle(octets, same_catalog ? lenient : *trust,
                                                     held.has_value() ? &*held : nullptr, now);
  if (!after.ok()) return after.status();
  if (absl::Status s = write_file_atomically(paths_.bundle(), octets, 0600); !s.ok()) return s;
  before_ = message_;
  return absl::OkStatus();
}

absl::StatusOr<Trust> own_trust(const store::Paths& paths) {
  const absl::StatusOr<std::string> octets = read_file(paths.signers());
  if (absl::IsNotFound(octets.status())) {
    return absl::NotFoundError(
        absl::StrCat(paths.signers().string(),
                     ": no policy is published yet; sign the draft and run \"policy publish\""));
  }
  if (!octets.ok()) return octets.status();
  absl::StatusOr<std::vector<PublicKey>> signers = parse_signers(*octets);
  if (!signers.ok()) return signers.status();
  Trust trust{.signers = *std::move(signers), .allow_lab = true, .denied = {}};
  v1::Catalog catalog;
  const std::string_view shipped = catalog::shipped();
  catalog.ParseFromArray(shipped.data(), static_cast<int>(shipped.size()));
  for (const v1::Denied& entry : catalog.denied()) trust.denied.push_back(entry.suffix());
  return trust;
}

absl::StatusOr<Bundle> load_own_bundle(const store::Paths& paths, absl::Time now) {
  absl::StatusOr<Trust> trust = own_trust(paths);
  if (!trust.ok()) return trust.status();
  trust->denied.clear();  // as in commit
  const absl::StatusOr<std::string> octets = read_file(paths.bundle());
  if (absl::IsNotFound(octets.status())) {
    return absl::NotFoundError(absl::StrCat(
        paths.bundle().string(), ": no policy is published yet, run \"policy publish\""));
  }
  if (!octets.ok()) return octets.status();
  return verify_bundle(*octets, *trust, nullptr, now);
}

}  // namespace desirepath::policy
