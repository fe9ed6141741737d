#include "agent/store/state_key.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "proto/seal/hash.h"
#include "proto/seal/random.h"

namespace desirepath::store {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

absl::Status system_failure(const std::string& path, const char* doing) {
  return absl::UnavailableError(absl::StrCat(path, ": ", doing, ": ", std::strerror(errno),
                                             ": check the state folder and its owner"));
}

absl::StatusOr<seal::Key> read_key(const std::string& path, bool own_file) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | (own_file ? O_NOFOLLOW : 0)));
  if (file.get() < 0) {
    return errno == ENOENT ? absl::NotFoundError(path) : system_failure(path, "cannot be read");
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return system_failure(path, "cannot be read");
  if (own_file && (status.st_mode & 077) != 0) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": others may read it: chmod 600 ", path));
  }
  std::array<std::uint8_t, 33> octets{};
  const ssize_t count = ::read(file.get(), octets.data(), octets.size());
  seal::Key key{};
  if (count != static_cast<ssize_t>(key.size())) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, ": is not a key of 32 octets: remove it together with state.db to start anew"));
  }
  std::memcpy(key.data(), octets.data(), key.size());
  seal::wipe(octets);
  return key;
}

// Written under another name first: a half-written key would lock the agent out of its own state.
absl::Status write_key(const std::string& path, const seal::Key& key) {
  const std::string draft = path + ".new";
  {
    const Descriptor file(
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.get() < 0) return system_failure(draft, "cannot be made");
    if (::write(file.get(), key.data(), key.size()) != static_cast<ssize_t>(key.size()) ||
        ::fsync(file.get()) != 0) {
      return system_failure(draft, "cannot be written");
    }
  }
  return ::rename(draft.c_str(), path.c_str()) == 0 ? absl::OkStatus()
                                                    : system_failure(path, "cannot be made");
}

}  // namespace

absl::StatusOr<StateKey> find_state_key(const std::string& key_file,
                                        const std::string& credential) {
  if (!credential.empty()) {
    const absl::StatusOr<seal::Key> key = read_key(credential, false);
    if (!key.ok()) return key.status();
    return StateKey{*key, KeySource::kCredential};
  }
  absl::StatusOr<seal::Key> key = read_key(key_file, true);
  if (absl::IsNotFound(key.status())) {
    key.emplace();
    seal::random_bytes(*key);
    if (absl::Status status = write_key(key_file, *key); !status.ok()) return status;
  }
  if (!key.ok()) return key.status();
  return StateKey{*key, KeySource::kKeyFile};
}

}  // namespace desirepath::store
