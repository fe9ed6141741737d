#include "agent/state_folder.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"

namespace desirepath::agent {
namespace {

constexpr mode_t kPassThrough = 0711;

absl::Status make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    return absl::UnavailableError(absl::StrCat(path,
                                               ": cannot make the state folder: ", error.message(),
                                               "; run as its owner, or choose another state_dir"));
  }
  if (chmod(path.c_str(), kPassThrough) != 0) {
    return absl::UnavailableError(absl::StrCat(
        path, ": cannot set the folder's mode: ", std::strerror(errno), "; run as its owner"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<StateFolder> StateFolder::open(const std::string& path,
                                              const std::string& credential) {
  StateFolder folder(path);
  if (absl::Status status = make_state_folder(path); !status.ok()) return status;
  absl::StatusOr<store::StateKey> key = store::find_state_key(path + "/state.key", credential);
  if (!key.ok()) return key.status();
  folder.key_ = *std::move(key);
  absl::Status status = folder.open_database();
  if (absl::IsDataLoss(status)) status = folder.begin_anew();
  if (!status.ok()) return status;
  return folder;
}

absl::Status StateFolder::open_database() {
  absl::StatusOr<store::Database> database = store::Database::open(path_ + "/state.db", key_.key);
  if (!database.ok()) return database.status();
  database_ = std::make_unique<store::Database>(*std::move(database));
  return absl::OkStatus();
}

absl::Status StateFolder::begin_anew() {
  database_.reset();
  const std::string file = path_ + "/state.db";
  const absl::StatusOr<std::string> aside = store::set_aside(file);
  if (!aside.ok()) return aside.status();
  damage_ = absl::StrCat(file, ": damaged; set aside as ", *aside, ", and a fresh one was begun");
  return open_database();
}

absl::Status make_state_folder(const std::string& path) {
  for (const std::string& made : {path, path + "/run"}) {
    if (absl::Status status = make_folder(made); !status.ok()) return status;
  }
  return absl::OkStatus();
}

std::string console_socket(const std::string& state_dir) { return state_dir + "/run/agent.sock"; }

std::string uplink_folder(const std::string& state_dir) { return state_dir + "/uplink"; }

std::string read_gate(const std::string& state_dir) {
  std::ifstream stream(uplink_folder(state_dir) + "/gate", std::ios::binary);
  std::string gate;
  stream >> gate;
  return gate;
}

std::string read_signers(const std::string& state_dir) {
  std::ifstream stream(uplink_folder(state_dir) + "/signers", std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace desirepath::agent
