#include "collector/policy/key_file.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "collector/policy/atomic_file.h"
#include "proto/seal/encoding.h"

namespace desirepath::policy {
namespace {

constexpr char kSecret[] = "desirepath ed25519 secret key";
constexpr char kPublic[] = "desirepath ed25519 public key";

absl::StatusOr<seal::Key> read_key(const std::filesystem::path& path, const std::string& heading) {
  const absl::StatusOr<std::string> text = read_file(path);
  if (!text.ok()) return text.status();
  const std::vector<std::string> lines = absl::StrSplit(*text, '\n', absl::SkipWhitespace());
  if (lines.size() == 2 && lines[0].rfind(heading, 0) == 0) {
    absl::StatusOr<seal::Key> key = seal::key_from_hex(lines[1]);
    if (key.ok()) return key;
  }
  return absl::InvalidArgumentError(
      absl::StrCat(path.string(), ": not a \"", heading,
                   "\", make one with \"policy keygen --as ROLE --out FILE\""));
}

}  // namespace

absl::StatusOr<seal::SigningKey> make_key_files(const std::filesystem::path& path,
                                                const std::string& role) {
  const seal::SigningKey key = seal::make_signing_key();
  const seal::Key seed = key.seed();
  const std::string secret = absl::StrCat(kSecret, " · ", role, "\n", seal::to_hex(seed), "\n");
  if (absl::Status s = write_new_file(path, secret, 0600); !s.ok()) return s;
  const std::string shown =
      absl::StrCat(kPublic, " · ", role, "\n", seal::to_hex(key.public_key), "\n");
  if (absl::Status s = write_new_file(path.string() + ".pub", shown, 0644); !s.ok()) return s;
  return key;
}

absl::StatusOr<seal::SigningKey> read_key_file(const std::filesystem::path& path) {
  absl::StatusOr<seal::Key> seed = read_key(path, kSecret);
  if (!seed.ok()) return seed.status();
  const seal::SigningKey key = seal::signing_key_from_seed(*seed);
  seal::wipe(*seed);
  return key;
}

absl::StatusOr<PublicKey> read_public_key(const std::string& file_or_hex) {
  if (absl::StatusOr<seal::Key> key = seal::key_from_hex(file_or_hex); key.ok()) return key;
  return read_key(file_or_hex, kPublic);
}

}  // namespace desirepath::policy
