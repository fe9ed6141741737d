#pragma once

// `Census` is what a gateway's capture thread and its diary's thread share: which devices are
// there, each by a number of this run.
//
// The capture thread notes each packet (whose hardware address it bears), asks whose a flow is, and
// says what was seen of it; `Agent` takes that away at each tick and asks for the device behind a
// number. The page on the network asks what an address stands for. Addresses stay in here.
//
// Another gate's end in a flow means that its device has an agent and counts itself.
//
// Limits: kMostDevices numbers; devices beyond get none and count nowhere, which `dropped` says;
// Neighbours'. Threads: internally locked.

#include <absl/base/thread_annotations.h>
#include <absl/container/flat_hash_map.h>
#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agent/capture/packet.h"
#include "agent/gateway/device_key.h"
#include "agent/gateway/device_keys.h"
#include "agent/gateway/neighbours.h"
#include "agent/sight/endpoint.h"
#include "agent/sight/flow_record.h"
#include "proto/policy/observed_network.h"
#include "proto/seal/octets.h"

namespace desirepath::gateway {

// Where agents bring their frames: a name or an address, and the port.
struct GateEnd {
  std::string host;
  std::uint16_t port = 0;
};

// "gate.example:7443", "[2001:db8::1]:7443"; a port of 0 if the text is neither.
GateEnd parse_gate(const std::string& text);

class Census {
 public:
  static constexpr std::size_t kMostDevices = 1U << 14;

  // `refused`: what this machine's administrator takes out of the networks.
  Census(const seal::Key& secret, std::vector<policy::ObservedNetwork> networks,
         std::vector<policy::AddressRange> refused, GateEnd gate)
      : networks_(std::move(networks)),
        refused_(std::move(refused)),
        gate_(std::move(gate)),
        keys_(secret, networks_, neighbours_) {}
  Census(const Census&) = delete;
  Census& operator=(const Census&) = delete;

  [[nodiscard]] const std::vector<policy::ObservedNetwork>& networks() const { return networks_; }

  // Each packet, before the observer sees it.
  void note(const capture::Packet& packet);
  // The number of the device at this address; 0: not counted. `uses`: it is there and does
  // something that counts; a question alone is a printer's, too.
  std::uint32_t see(const sight::Address& client, bool uses);
  void note_flow(const sight::FlowRecord& flow);

  // What the address stands for, by what was seen until now.
  [[nodiscard]] Recognition of(const policy::AddressOctets& address) const;

  // Who was there since the last call, by number.
  struct Seen {
    std::uint32_t number = 0;
    Presence presence;
  };
  std::vector<Seen> take();
  [[nodiscard]] std::optional<ObservedDevice> device(std::uint32_t number) const;
  [[nodiscard]] std::uint64_t dropped() const;

 private:
  struct Entry {
    Presence presence;
    bool there = false;
  };

  Entry* entry_of(const policy::AddressOctets& client, std::uint32_t* number)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  [[nodiscard]] Recognition recognise(const policy::AddressOctets& address) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  [[nodiscard]] bool is_gate(const sight::FlowRecord& flow) const;

  const std::vector<policy::ObservedNetwork> networks_;
  const std::vector<policy::AddressRange> refused_;
  const GateEnd gate_;
  mutable absl::Mutex mutex_;
  Neighbours neighbours_ ABSL_GUARDED_BY(mutex_){networks_};
  const DeviceKeys keys_;
  absl::flat_hash_map<DeviceKey, std::uint32_t> numbers_ ABSL_GUARDED_BY(mutex_);
  std::vector<Entry> entries_ ABSL_GUARDED_BY(mutex_);  // number - 1
  std::uint64_t dropped_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace desirepath::gateway
