#include "collector/proof/proof.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "collector/proof/batches.h"
#include "collector/proof/world.h"
#include "desirepath/v1/fact.pb.h"
#include "proto/seal/frame.h"
#include "proto/seal/random.h"

namespace desirepath::proof {
namespace {

constexpr std::uint32_t kOwnFigure = 15;
constexpr std::uint32_t kOwnSignals = 50;
constexpr std::uint32_t kMarkedDevices = 60;
constexpr std::size_t kStretch = 8;
// The end of a nonce and zeros behind it: two random octets are shared by chance, four are not.
constexpr std::size_t kTellingOctets = 4;
// In memory where there is such a place: the spool makes every tick safe on disk.
constexpr const char* kMemoryFolder = "/dev/shm";

class Scratch {
 public:
  Scratch() {
    std::string name =
        (std::filesystem::temp_directory_path() / "desirepath-proof-XXXXXX").string();
    const char* const made = ::mkdtemp(name.data());
    if (made != nullptr) path_ = made;
  }
  ~Scratch() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A frame's plaintext as a device makes it, fields of the fact zeroed: what is left could be a
// mark.
std::string beside_the_fields(const Statement& statement, bool marked) {
  v1::Fact fact;
  const auto nonce = seal::Random().octets<16>();
  fact.set_nonce(nonce.data(), nonce.size());
  if (marked) fact.set_body(absl::StrCat("serial ", 1'000'000 + statement.device));
  const absl::StatusOr<seal::Plain> plain = seal::pad(fact.SerializeAsString());
  return plain.ok() ? std::string(plain->begin(), plain->end()) : std::string();
}

// C1: stretches of eight octets that frames of one device share and no other device has.
std::uint32_t marks(const World& world, bool marked) {
  std::map<std::string, std::pair<std::set<std::uint32_t>, std::uint32_t>> where;
  for (const Statement& statement : world.statements) {
    if (statement.device >= kMarkedDevices || statement.window != 0) continue;
    const std::string octets = beside_the_fields(statement, marked);
    std::set<std::string> once;
    for (std::size_t at = 0; at + kStretch <= octets.size(); ++at) {
      const std::string stretch = octets.substr(at, kStretch);
      const auto zeros = std::count(stretch.begin(), stretch.end(), '\0');
      if (static_cast<std::size_t>(zeros) + kTellingOctets <= kStretch) once.insert(stretch);
    }
    for (const std::string& stretch : once) {
      auto& [devices, frames] = where[stretch];
      devices.insert(statement.device);
      ++frames;
    }
  }
  return static_cast<std::uint32_t>(std::count_if(
      where.begin(), where.end(),
      [](const auto& entry) { return entry.second.first.size() == 1 && entry.second.second > 1; }));
}

Size size_of(const policy::Department& department, const publish::Floors& floors) {
  if (department.devices < floors.department) return Size::kInParent;
  if (department.devices < floors.k) return Size::kOnlyRest;
  if (department.devices < kOwnFigure) return Size::kNeedsOnly;
  return department.devices < kOwnSignals ? Size::kTools : Size::kSignals;
}

}  // namespace

absl::StatusOr<Proof> prove(const publish::Dictionary& dictionary, std::uint64_t seed) {
  const publish::Floors floors = publish::floors_of(dictionary.policy);
  const World world = made_up_world(dictionary, seed);
  if (world.devices.size() < 2 * static_cast<std::size_t>(floors.k)) {
    return absl::FailedPreconditionError(
        absl::StrCat("prove-privacy: ", world.devices.size(),
                     " devices in the signed departments are too few to "
                     "try anything in: with k = ",
                     floors.k, " it takes ", 2 * floors.k));
  }
  const Scratch scratch;
  if (scratch.path().empty()) {
    return absl::UnavailableError("prove-privacy: no scratch folder could be made; set TMPDIR");
  }
  const absl::StatusOr<std::vector<Seen>> seen = delivered(world, floors.k, scratch.path(), seed);
  if (!seen.ok()) return seen.status();
  Proof proof;
  proof.organisation = dictionary.policy.organisation;
  proof.policy = dictionary.policy.number;
  proof.k = floors.k;
  proof.lab = dictionary.policy.lab();
  proof.devices = static_cast<std::uint32_t>(world.devices.size());
  proof.headcount = static_cast<std::uint32_t>(publish::headcount_of(dictionary.policy));
  proof.seed = seed;
  proof.marks = marks(world, false);
  proof.marks_control = marks(world, true);
  proof.followed = followed(world, *seen);
  proof.bundled = followed_when_bundled(world);
  proof.order = order_of(world, *seen);
  proof.small_numbers = small_numbers(world, dictionary);
  for (const policy::Department& department : dictionary.policy.departments) {
    proof.departments.push_back({department.name, department.devices, size_of(department, floors)});
  }
  return proof;
}

}  // namespace desirepath::proof
