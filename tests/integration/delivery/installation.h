#pragma once

// A small installation for the delivery tests: keys, certificates, a lab policy, databases, in a
// folder that goes away.
//
// `Installation` makes the files, `start` a real intake and a real gate over them on a free port.

#include <absl/time/time.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "agent/uplink/session.h"
#include "collector/gate/server.h"
#include "collector/intake/intake.h"
#include "desirepath/v1/fact.pb.h"
#include "proto/seal/keys.h"
#include "tests/integration/delivery/eventually.h"

namespace desirepath::delivery {

constexpr std::uint32_t kWindow = 2900;
constexpr std::uint32_t kTool = 7;
constexpr std::uint32_t kDepartment = 3;
constexpr std::uint32_t kPolicyNumber = 1;

class Installation {
 public:
  // `k` goes into the lab policy.
  explicit Installation(std::uint32_t k = 1, std::vector<std::uint32_t> windows = {kWindow});
  // Over the files of another one, which stay: for a second process.
  explicit Installation(std::filesystem::path dir) : dir_(std::move(dir)), owner_(false) {}
  Installation(const Installation&) = delete;
  ~Installation();

  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return dir_ / name; }
  void write(const std::string& name, const std::string& content) const;
  [[nodiscard]] gate::Options gate_options() const;
  [[nodiscard]] intake::Options intake_options() const;
  [[nodiscard]] static intake::Rules rules();
  [[nodiscard]] const seal::SealingKeyPair& key() const { return key_; }
  [[nodiscard]] std::string token(std::int64_t uses = 1000, const std::string& gateway = "") const;
  // From now on the policy lets the gateway of this label count so many devices.
  void observe(const std::string& gateway, std::uint32_t devices) const;

  // A sealed fact: TOOL_WEEK of kTool, with the nonce's first octets set from `number`.
  [[nodiscard]] uplink::Frame frame(std::uint64_t number, std::uint32_t window = kWindow) const;
  [[nodiscard]] uplink::Frame seal(const v1::Fact& fact, std::uint32_t window) const;
  [[nodiscard]] std::vector<uplink::Frame> frames(std::uint64_t first, std::size_t count,
                                                  std::uint32_t window = kWindow) const;

  // Rows of window.db.
  [[nodiscard]] std::int64_t counted(std::uint32_t window = kWindow) const;
  [[nodiscard]] std::int64_t number(const std::string& sql) const;

 private:
  std::filesystem::path dir_;
  bool owner_ = true;
  seal::SealingKeyPair key_;
};

v1::Fact tool_week(std::uint64_t number, std::uint32_t window);

// A running gate and intake.
struct Running {
  std::unique_ptr<intake::Intake> intake;
  std::unique_ptr<gate::Server> gate;

  explicit Running(const Installation& installation);
  Running(const Installation& installation, const gate::Options& options);
  [[nodiscard]] std::string address() const;
};

// A device of its own, enrolled at the running gate.
uplink::Credentials enrolled(const Installation& installation, const std::string& gate,
                             const std::string& gateway = "");

}  // namespace desirepath::delivery
