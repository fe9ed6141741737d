#include "tests/integration/delivery/installation.h"

#include <absl/strings/str_cat.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>

#include "agent/uplink/enrol.h"
#include "collector/gate/served_bundle.h"
#include "collector/gate/token_desk.h"
#include "collector/store/window_database.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/pki/installation.h"
#include "proto/seal/frame.h"

namespace desirepath::delivery {
namespace {

void write(const std::filesystem::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

std::string bundle(std::uint32_t k, const std::vector<std::uint32_t>& windows) {
  v1::PolicyBundle bundle;
  v1::Policy policy;
  policy.set_number(kPolicyNumber);
  policy.set_k(k);
  policy.mutable_lab()->set_window_seconds(60);
  policy.set_admin_key(std::string(32, 'a'));
  policy.add_staff_keys(std::string(32, 's'));
  bundle.add_policies()->set_payload(policy.SerializeAsString());
  for (const std::uint32_t window : windows) {
    v1::KeyLogEntry entry;
    entry.set_window(window);
    bundle.add_key_log()->set_payload(entry.SerializeAsString());
  }
  return bundle.SerializeAsString();
}

}  // namespace

Installation::Installation(std::uint32_t k, std::vector<std::uint32_t> windows)
    : key_(seal::generate_sealing_key()) {
  std::string pattern = (std::filesystem::temp_directory_path() / "delivery-XXXXXX").string();
  dir_ = ::mkdtemp(pattern.data());
  const std::vector<pki::File> files = *pki::make_installation({}, absl::Now());
  for (const pki::File& file : files) write(file.name, file.content);
  write("bundle.pb", bundle(k, windows));
  store::Database keys = *store::open_keys_database(dir_ / "keys.db");
  for (const std::uint32_t window : windows) {
    store::Statement row =
        *keys.prepare("INSERT INTO sealing_key(window, public, secret) VALUES (?, ?, ?)");
    row.bind(1, std::int64_t{window});
    row.bind(2, std::span<const std::uint8_t>(key_.public_key));
    row.bind(3, std::span<const std::uint8_t>(key_.secret_key));
    EXPECT_TRUE(row.run().ok());
  }
}

Installation::~Installation() {
  if (!owner_) return;
  std::error_code error;
  std::filesystem::remove_all(dir_, error);
}

void Installation::write(const std::string& name, const std::string& content) const {
  delivery::write(path(name), content);
}

gate::Options Installation::gate_options() const {
  gate::Options options;
  options.certificate = path("gate.pem");
  options.key = path("gate.key");
  options.authorities = path("ca.pem");
  options.authority_key = path("ca.key");
  options.database = path("gate.db");
  options.spool = path("spool");
  options.bundle = path("bundle.pb");
  options.tick = absl::Milliseconds(20);
  return options;
}

intake::Options Installation::intake_options() const {
  return {path("window.db"), path("keys.db")};
}

intake::Rules Installation::rules() {
  intake::Rules rules;
  rules.policies = {kPolicyNumber};
  rules.kinds = {v1::FACT_KIND_HEARTBEAT, v1::FACT_KIND_TOOL_WEEK};
  rules.departments = {kDepartment};
  rules.tools = {kTool};
  return rules;
}

std::string Installation::token(std::int64_t uses, const std::string& gateway) const {
  return *gate::issue_token({path("gate.db"), path("gate.pem"), path("ca.pem"), path("bundle.pb")},
                            uses, absl::Now() + absl::Hours(1), {gateway, ""});
}

void Installation::observe(const std::string& gateway, std::uint32_t devices) const {
  v1::PolicyBundle bundle;
  bundle.ParseFromString(*gate::read_file(path("bundle.pb")));
  v1::Policy policy;
  policy.ParseFromString(bundle.policies(bundle.policies_size() - 1).payload());
  v1::ObservedNetwork& network = *policy.add_observed_without_agent();
  network.set_gateway(gateway);
  network.set_devices(devices);
  bundle.add_policies()->set_payload(policy.SerializeAsString());
  write("bundle.pb", bundle.SerializeAsString());
}

v1::Fact tool_week(std::uint64_t number, std::uint32_t window) {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_TOOL_WEEK);
  fact.set_policy_number(kPolicyNumber);
  fact.set_window(window);
  fact.set_department(kDepartment);
  fact.set_a(kTool);
  fact.set_value(2);
  std::string nonce(16, '\0');
  for (std::size_t i = 0; i < 8; ++i) nonce[i] = static_cast<char>(number >> (8 * i) & 0xff);
  fact.set_nonce(nonce);
  return fact;
}

uplink::Frame Installation::seal(const v1::Fact& fact, std::uint32_t window) const {
  seal::Random random;
  const seal::Plain plain = *seal::pad(fact.SerializeAsString());
  return {window, *seal::seal_frame(plain, key_.public_key, random.octets<32>())};
}

uplink::Frame Installation::frame(std::uint64_t number, std::uint32_t window) const {
  return seal(tool_week(number, window), window);
}

std::vector<uplink::Frame> Installation::frames(std::uint64_t first, std::size_t count,
                                                std::uint32_t window) const {
  std::vector<uplink::Frame> frames;
  for (std::size_t i = 0; i < count; ++i) frames.push_back(frame(first + i, window));
  return frames;
}

std::int64_t Installation::counted(std::uint32_t window) const {
  return number(absl::StrCat("SELECT coalesce(sum(count), 0) FROM cell WHERE window = ", window));
}

std::int64_t Installation::number(const std::string& sql) const {
  absl::StatusOr<store::Database> database = store::open_window_database(path("window.db"));
  if (!database.ok()) return -1;
  return database->integer(sql).value_or(-1);
}

Running::Running(const Installation& installation)
    : Running(installation, installation.gate_options()) {}

Running::Running(const Installation& installation, const gate::Options& options) {
  auto opened = intake::Intake::open(installation.intake_options(), Installation::rules());
  EXPECT_TRUE(opened.ok()) << opened.status();
  intake = *std::move(opened);
  auto started = gate::Server::start(options, *intake);
  EXPECT_TRUE(started.ok()) << started.status();
  gate = *std::move(started);
}

std::string Running::address() const { return absl::StrCat("127.0.0.1:", gate->port()); }

uplink::Credentials enrolled(const Installation& installation, const std::string& gate,
                             const std::string& gateway) {
  auto credentials = uplink::enrol(gate, installation.token(1000, gateway));
  EXPECT_TRUE(credentials.ok()) << credentials.status();
  return credentials.value_or(uplink::Credentials{});
}

}  // namespace desirepath::delivery
