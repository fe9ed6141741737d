// Which catalog a device looks under, and when it keeps silent because it lacks the window's.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "agent/device.h"
#include "agent/removed_hosts.h"
#include "desirepath/v1/catalog.pb.h"
#include "proto/catalog/shipped.h"
#include "proto/policy/signature.h"
#include "tests/unit/proto/policy/signed_bundle.h"

namespace desirepath::agent {
namespace {

using policy::SignedBundle;
using ::testing::HasSubstr;

constexpr std::uint32_t kFirstWindow = 2974;  // 2027-W01; the tests begin in the window after it
constexpr std::uint32_t kNewer = 900'000;     // a revision after the shipped one

v1::Catalog shipped_message() {
  v1::Catalog message;
  message.ParseFromArray(catalog::shipped().data(), static_cast<int>(catalog::shipped().size()));
  return message;
}

std::string newer_catalog(std::uint32_t revision, bool with_own_tool = false) {
  v1::Catalog message = shipped_message();
  message.set_revision(revision);
  if (with_own_tool) {
    v1::Tool* tool = message.add_tools();
    tool->set_number(1'000'001);
    tool->set_id("our-board");
    tool->set_name("Our board");
    tool->set_vendor("We");
    tool->set_need("whiteboard");
    tool->add_hosts()->set_suffix("board.acme.example");
    tool->mutable_hosts(0)->set_role(v1::HOST_ROLE_APP);
  }
  return message.SerializeAsString();
}

class DeviceCatalog : public ::testing::Test {
 protected:
  DeviceCatalog() : shipped_(shipped_message().revision()), now_(signed_.now()) {
    signed_.publish(signed_.draft());
    std::string folder = std::string(::testing::TempDir()) + "catalog_XXXXXX";
    folder_ = mkdtemp(folder.data());
    database_ = std::make_unique<store::Database>(
        *store::Database::open(folder_ + "/state.db", seal::Key{7}, {.durable = false}));
    open();
  }
  ~DeviceCatalog() override {
    device_.reset();
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open() {
    device_.reset();
    DeviceOptions options;
    options.department = "sales";
    options.removed_hosts = removed_;
    for (const policy::PublicKey& key : signed_.trust().signers)
      options.signers.append(key.begin(), key.end());
    device_ = *Device::open(*database_, options, seal::Random(seal::Key{1}), moment());
  }
  // Windows from `first` on, each under the revision at its place.
  void keys(std::uint32_t first, const std::vector<std::uint32_t>& revisions) {
    for (const std::uint32_t revision : revisions) {
      policy::SealingKey key{.window = first, .key = {}, .catalog_revision = revision};
      key.key.fill(static_cast<std::uint8_t>(first++));
      policy::append_key(signed_.message, key, signed_.collector);
    }
  }
  [[nodiscard]] Moment moment() const { return {now_, now_ - signed_.now()}; }
  absl::Status accept() {
    device_->tick(moment());
    const absl::Status status = device_->accept_bundle(signed_.message.SerializeAsString());
    device_->tick(moment());
    return status;
  }
  void pass(absl::Duration time) {
    for (const absl::Time end = now_ + time; now_ < end;) {
      now_ = std::min(end, now_ + absl::Hours(1));
      device_->tick(moment());
    }
  }
  void pass_to_next_window() {
    const window::Calendar& calendar = *device_->keeper().calendar();
    pass(calendar.end(calendar.window_at(now_)) + absl::Minutes(30) - now_);
  }
  // Whether the window that ended last told anything but filler.
  bool told_something() {
    const auto ledger = device_->outbox().ledger();
    bool told = false;
    for (const outbox::Frame& frame : ledger->back().frames)
      told = told || frame.fact.kind != v1::FACT_KIND_DUMMY;
    EXPECT_EQ(ledger->back().frames.size(), 128U);
    return told;
  }
  [[nodiscard]] std::uint32_t revision() const { return device_->catalog().revision(); }
  [[nodiscard]] match::Kind kind_of(const char* name) const {
    return device_->matching()->matcher.match(name).kind;
  }

  SignedBundle signed_;
  std::uint32_t shipped_;
  absl::Time now_;
  std::string folder_;
  std::vector<std::string> removed_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<Device> device_;
};

TEST_F(DeviceCatalog, ARevisionBeginsWithTheWindowThatNamesIt) {
  keys(kFirstWindow, {shipped_, shipped_, shipped_, shipped_, kNewer, kNewer});
  policy::write_catalog(signed_.message, newer_catalog(kNewer), signed_.curation);
  ASSERT_TRUE(accept().ok());
  EXPECT_EQ(revision(), shipped_) << "it came early";
  pass_to_next_window();
  pass_to_next_window();
  const std::shared_ptr<const Matching> before = device_->matching();
  EXPECT_EQ(revision(), shipped_);
  EXPECT_TRUE(told_something());
  pass_to_next_window();
  EXPECT_EQ(revision(), kNewer);
  EXPECT_NE(device_->matching(), before) << "whoever holds the old one sees that there is another";
  EXPECT_TRUE(told_something()) << "the last window of the old one";
  pass_to_next_window();
  EXPECT_TRUE(told_something()) << "the first window of the new one";
  open();
  EXPECT_EQ(revision(), kNewer) << "it is kept";
}

TEST_F(DeviceCatalog, ADeviceThatLacksAWindowsRevisionSendsFiller) {
  keys(kFirstWindow, {shipped_, shipped_, 77, shipped_, shipped_, shipped_});
  ASSERT_TRUE(accept().ok());
  pass_to_next_window();
  EXPECT_THAT(device_->catalog_trouble(), HasSubstr("catalog revision 77"));
  pass_to_next_window();
  EXPECT_FALSE(told_something());
  EXPECT_EQ(device_->catalog_trouble(), "");
  pass_to_next_window();
  EXPECT_TRUE(told_something()) << "its own revision again";
}

// Half a window under one catalog and half under another is neither's figure.
TEST_F(DeviceCatalog, AWindowThatWasLookedAtUnderTwoTellsNothing) {
  keys(kFirstWindow, {shipped_, shipped_, kNewer, kNewer, kNewer, kNewer});
  const v1::PolicyBundle without = signed_.message;
  ASSERT_TRUE(accept().ok());
  pass_to_next_window();
  pass(absl::Hours(24 * 3));
  policy::write_catalog(signed_.message, newer_catalog(kNewer), signed_.curation);
  ASSERT_TRUE(accept().ok());
  EXPECT_EQ(revision(), kNewer);
  pass_to_next_window();
  EXPECT_FALSE(told_something());
  pass_to_next_window();
  EXPECT_TRUE(told_something());
}

TEST_F(DeviceCatalog, WindowsGoOnUnderAnEarlierCatalogThatTheBundleCarries) {
  keys(kFirstWindow, {kNewer, kNewer, kNewer, kNewer + 1, kNewer + 1, kNewer + 1});
  policy::write_catalog(signed_.message, newer_catalog(kNewer), signed_.curation);
  *signed_.message.add_earlier_catalogs() = signed_.message.catalog();
  policy::write_catalog(signed_.message, newer_catalog(kNewer + 1), signed_.curation);
  ASSERT_TRUE(accept().ok());
  EXPECT_EQ(revision(), kNewer);
}

TEST_F(DeviceCatalog, AToolThatNobodyWasAskedAboutTakesTheStaffSidesSignature) {
  keys(kFirstWindow, {kNewer, kNewer, kNewer, kNewer, kNewer, kNewer});
  policy::write_catalog(signed_.message, newer_catalog(kNewer, true), signed_.curation);
  ASSERT_TRUE(accept().ok());
  EXPECT_EQ(revision(), shipped_);
  EXPECT_THAT(device_->catalog_trouble(), HasSubstr("asks about Our board"));
  EXPECT_EQ(kind_of("board.acme.example"), match::Kind::kNothing);
  sign_document(*signed_.message.mutable_catalog(), policy::Document::kCatalog, signed_.staff);
  ASSERT_TRUE(accept().ok());
  EXPECT_EQ(revision(), kNewer);
  EXPECT_EQ(kind_of("board.acme.example"), match::Kind::kTool);
}

TEST_F(DeviceCatalog, UnsignedOlderAndDamagedOnesAreRefusedAndTheLastGoodOneStays) {
  keys(kFirstWindow, {kNewer, kNewer, kNewer, kNewer, kNewer, kNewer});
  policy::write_catalog(signed_.message, newer_catalog(kNewer), signed_.curation);
  ASSERT_TRUE(accept().ok());
  const auto refusal = [this](const std::string& catalog, const seal::SigningKey& key) {
    policy::write_catalog(signed_.message, catalog, key);
    const std::string words(accept().message());
    EXPECT_EQ(revision(), kNewer);
    EXPECT_EQ(device_->refused(), words);
    return words;
  };
  EXPECT_THAT(refusal(newer_catalog(kNewer + 1), signed_.staff), HasSubstr("not signed by"));
  EXPECT_THAT(refusal(newer_catalog(kNewer - 1), signed_.curation), HasSubstr("does not follow"));
  EXPECT_THAT(refusal(newer_catalog(kNewer + 1).substr(0, 300'001), signed_.curation),
              HasSubstr("the octets are no packed catalog"));
  v1::Catalog twice = shipped_message();
  twice.set_revision(kNewer + 1);
  *twice.add_tools() = twice.tools(0);
  EXPECT_THAT(refusal(twice.SerializeAsString(), signed_.curation),
              HasSubstr("numbers are never reused"));
  v1::Catalog bare = shipped_message();
  bare.set_revision(kNewer + 1);
  bare.clear_denied();
  EXPECT_THAT(refusal(bare.SerializeAsString(), signed_.curation), HasSubstr("off the deny-list"));
  signed_.message.mutable_catalog()->set_payload(
      newer_catalog(kNewer + 1));  // signature of another
  EXPECT_THAT(std::string(accept().message()), HasSubstr("not signed by"));
  EXPECT_EQ(revision(), kNewer);
}

TEST_F(DeviceCatalog, TheMachinesAdministratorCanOnlyTakeHostsOut) {
  removed_ = *parse_removed_hosts("# ours\nMiro.com\n\n app.asana.com  # a test\n", "list");
  EXPECT_EQ(removed_, (std::vector<std::string>{"miro.com", "app.asana.com"}));
  open();
  EXPECT_EQ(kind_of("acme.miro.com"), match::Kind::kDenied);
  EXPECT_EQ(kind_of("app.asana.com"), match::Kind::kDenied);
  EXPECT_EQ(kind_of("notmiro.com"), match::Kind::kNothing);
  EXPECT_EQ(kind_of("www.figma.com"), match::Kind::kTool);
  DeviceOptions options = device_->options();
  options.removed_hosts = {"figma.com"};
  device_->set_options(options);
  EXPECT_EQ(kind_of("www.figma.com"), match::Kind::kDenied);
  EXPECT_EQ(kind_of("acme.miro.com"), match::Kind::kTool);
  for (const char* bad :
       {"ok.example\n*.star.example", "ok.example\nhttps://x.example", "\n+add"}) {
    EXPECT_THAT(std::string(parse_removed_hosts(bad, "list").status().message()),
                HasSubstr("list:2: no host name; write one a line"));
  }
}

}  // namespace
}  // namespace desirepath::agent
