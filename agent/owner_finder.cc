#include "agent/owner_finder.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>

#include "absl/strings/str_cat.h"

namespace desirepath::agent {
namespace {

constexpr char kLogins[] = "/run/systemd/sessions/";

std::string read_login(std::string_view login) {
  if (login.empty()) return "";
  std::ifstream stream(absl::StrCat(kLogins, std::string(login)));
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

// Who is the client may be known better at the end than when the name was found.
OwnerFinder::Key OwnerFinder::key_of(const sight::Endpoint& one, const sight::Endpoint& other,
                                     sight::Transport transport) {
  return {std::min(one, other), std::max(one, other), transport};
}

bool OwnerFinder::may_ask(capture::Time now) {
  if (now - second_ >= std::chrono::seconds{1} || now < second_) {
    second_ = now;
    asked_ = 0;
  }
  return asked_++ < kMostAsked;
}

ProgramClass OwnerFinder::class_of(const sight::Sighting& sighting) {
  if (!groups_.has_tree() || !may_ask(sighting.time)) return ProgramClass::kUnknown;
  const std::optional<std::uint64_t> group = sockets_.group_of(
      {sighting.client.address.octets, sighting.server.address.octets, sighting.client.port,
       sighting.server.port, sighting.transport == sight::Transport::kUdp});
  return group ? class_of(*group) : ProgramClass::kUnknown;
}

// Ids are not used again while the machine runs, so what was found once holds.
ProgramClass OwnerFinder::class_of(std::uint64_t group) {
  if (const auto known = classes_.find(group); known != classes_.end()) return known->second;
  const std::string path = groups_.path_of(group);
  const ProgramClass found = class_of_group(path, read_login(login_of_group(path)));
  if (classes_.size() >= kMostGroups) classes_.clear();
  classes_.emplace(group, found);
  return found;
}

void OwnerFinder::note(const sight::Sighting& sighting) {
  if (sighting.source == sight::Source::kDns || flows_.size() >= kMostFlows) return;
  const Key key = key_of(sighting.client, sighting.server, sighting.transport);
  const auto [place, is_new] = flows_.try_emplace(key, ProgramClass::kUnknown);
  if (is_new || place->second == ProgramClass::kUnknown) place->second = class_of(sighting);
}

ProgramClass OwnerFinder::take(const sight::FlowRecord& flow) {
  const auto found = flows_.find(key_of(flow.client, flow.server, flow.transport));
  if (found == flows_.end()) return ProgramClass::kUnknown;
  const ProgramClass program = found->second;
  flows_.erase(found);
  return program;
}

std::string OwnerFinder::trouble() const {
  if (!groups_.has_tree()) {
    return "no control groups of version 2 (/sys/fs/cgroup); boot with systemd's unified hierarchy";
  }
  return sockets_.trouble();
}

}  // namespace desirepath::agent
