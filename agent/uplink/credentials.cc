#include "agent/uplink/credentials.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/strip.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include "proto/pki/certificate.h"

namespace desirepath::uplink {
namespace {

constexpr char kFolder[] = "uplink";

constexpr char kAside[] = ".new";

absl::Status disk_error(const std::filesystem::path& path) {
  return absl::UnavailableError(
      absl::StrCat(path.string(), ": ", std::strerror(errno), ": check the disk and the mode"));
}

// Writes PATH.new, safely on disk.
absl::Status write_aside(const std::filesystem::path& path, const std::string& content) {
  const std::string aside = path.string() + kAside;
  const int descriptor = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return disk_error(path);
  const bool written =
      ::write(descriptor, content.data(), content.size()) == static_cast<ssize_t>(content.size()) &&
      ::fsync(descriptor) == 0;
  const absl::Status status = written ? absl::OkStatus() : disk_error(path);
  ::close(descriptor);
  return status;
}

absl::Status put_in_place(const std::filesystem::path& path) {
  const std::string aside = path.string() + kAside;
  return ::rename(aside.c_str(), path.c_str()) == 0 ? absl::OkStatus() : disk_error(path);
}

absl::StatusOr<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return absl::NotFoundError(
        absl::StrCat(path.string(), ": cannot be read: run 'desirepath-agent enroll'"));
  }
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

}  // namespace

absl::StatusOr<Credentials> load_credentials(const std::filesystem::path& state_dir) {
  const std::filesystem::path folder = state_dir / kFolder;
  Credentials credentials;
  const std::pair<std::string*, const char*> files[] = {
      {&credentials.gate, "gate"},
      {&credentials.key_pem, "device.key"},
      {&credentials.certificate_pem, "device.pem"},
      {&credentials.authorities_pem, "ca.pem"},
  };
  for (const auto& [content, name] : files) {
    absl::StatusOr<std::string> read = read_file(folder / name);
    if (!read.ok()) return read.status();
    *content = *std::move(read);
  }
  if (!pki::belongs(credentials.key_pem, credentials.certificate_pem)) {
    // A crash between the two renames of a renewal.
    absl::StatusOr<std::string> next = read_file((folder / "device.key").string() + kAside);
    if (!next.ok() || !pki::belongs(*next, credentials.certificate_pem)) {
      return absl::FailedPreconditionError(
          absl::StrCat((folder / "device.key").string(),
                       ": does not belong to device.pem: run 'desirepath-agent enroll'"));
    }
    credentials.key_pem = *std::move(next);
  }
  credentials.gate = std::string(absl::StripAsciiWhitespace(credentials.gate));
  // Certificates from elsewhere come without a token and perhaps without signers.
  if (absl::StatusOr<std::string> read = read_file(folder / "signers"); read.ok()) {
    credentials.signers = *std::move(read);
  }
  if (absl::StatusOr<std::string> read = read_file(folder / "token"); read.ok()) {
    credentials.token = std::string(absl::StripAsciiWhitespace(*read));
  }
  return credentials;
}

absl::Status store_credentials(const Credentials& credentials,
                               const std::filesystem::path& state_dir) {
  const std::filesystem::path folder = state_dir / kFolder;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return absl::UnavailableError(
        absl::StrCat(folder.string(), ": ", error.message(), ": check the owner and the mode"));
  }
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  const std::pair<const std::string*, const char*> files[] = {
      {&credentials.signers, "signers"},
      {&credentials.token, "token"},
      {&credentials.gate, "gate"},
      {&credentials.authorities_pem, "ca.pem"},
      {&credentials.certificate_pem, "device.pem"},
      {&credentials.key_pem, "device.key"},
  };
  for (const auto& [content, name] : files) {
    if (absl::Status status = write_aside(folder / name, *content); !status.ok()) return status;
  }
  for (const auto& [content, name] : files) {
    if (absl::Status status = put_in_place(folder / name); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace desirepath::uplink
