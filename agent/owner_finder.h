#pragma once

// `OwnerFinder` tells what class of program opened a connection that has just named itself.
//
// The capture loop asks it for names of tools, `observe --interface --flows` for every name: an
// event of a connection, never a look at the clock or at processes. The kernel is asked for the
// connection's control group, the group's path gives the class (program_class.h), and what a group
// is, is remembered. No right is needed and none is kept for it.
//
// A packet is read up to a second after it was sent; a connection that is over by then is
// kUnknown, and so is one of another machine. That is what one sees of most calls of curl.
//
// Limits: kMostAsked questions in a second of packets, kMostGroups groups and kMostFlows flows
// remembered; beyond these kUnknown. Errors: none; trouble() says why nothing can be told. Threads:
// one at a time.

#include <cstdint>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "agent/capture/control_groups.h"
#include "agent/capture/socket_group.h"
#include "agent/program_class.h"
#include "agent/sight/flow_record.h"
#include "agent/sight/sighting.h"

namespace desirepath::agent {

class OwnerFinder {
 public:
  static constexpr int kMostAsked = 200;
  static constexpr std::size_t kMostGroups = 4096;
  static constexpr std::size_t kMostFlows = 16384;

  // The class of who opened the connection of the sighting.
  ProgramClass class_of(const sight::Sighting& sighting);

  // The same, remembered until the flow of these ends is asked for.
  void note(const sight::Sighting& sighting);
  ProgramClass take(const sight::FlowRecord& flow);

  // One sentence with its mend, or empty.
  [[nodiscard]] std::string trouble() const;

 private:
  struct Key {
    sight::Endpoint lower;
    sight::Endpoint upper;
    sight::Transport transport = sight::Transport::kTcp;

    friend bool operator==(const Key&, const Key&) = default;
    template <typename State>
    friend State AbslHashValue(State state, const Key& key) {
      return State::combine(std::move(state), key.lower.address.octets, key.lower.port,
                            key.upper.address.octets, key.upper.port, key.transport);
    }
  };

  static Key key_of(const sight::Endpoint& one, const sight::Endpoint& other,
                    sight::Transport transport);
  [[nodiscard]] bool may_ask(capture::Time now);
  ProgramClass class_of(std::uint64_t group);

  capture::SocketGroups sockets_;
  capture::ControlGroups groups_;
  absl::flat_hash_map<std::uint64_t, ProgramClass> classes_;  // by group
  absl::flat_hash_map<Key, ProgramClass> flows_;
  capture::Time second_{};  // in which `asked_` questions were asked
  int asked_ = 0;
};

}  // namespace desirepath::agent
