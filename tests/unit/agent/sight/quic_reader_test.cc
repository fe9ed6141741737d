#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/agent/sight/quic_sealer.h"
#include "tests/unit/agent/sight/recorder.h"

namespace desirepath::sight {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Host kClient{1, 50000};
constexpr Host kServer{2, 443};

const Octets kHello = wire::hello_for("video.example");

Octets part(std::size_t from, std::size_t to) {
  return crypto_frame(from, {kHello.begin() + static_cast<std::ptrdiff_t>(from),
                             kHello.begin() + static_cast<std::ptrdiff_t>(to)});
}

TEST(QuicReader, NamesAFlowOfEveryVersion) {
  struct Version {
    wire::QuicDialect dialect;
    std::uint32_t number;
  };
  for (const Version& version :
       {Version{wire::QuicDialect::kVersion1, 1}, Version{wire::QuicDialect::kVersion2, 0x6b3343cf},
        Version{wire::QuicDialect::kDraft29, 0xff00001d},
        Version{wire::QuicDialect::kDraft23, 0xfaceb002},
        Version{wire::QuicDialect::kDraft22, 0xff000016}}) {
    InitialSpec spec;
    spec.dialect = version.dialect;
    spec.version = version.number;
    Scene scene;
    scene.packet(udp(kClient, {2, 4433}, seal_initial(spec, part(0, kHello.size()))));
    ASSERT_THAT(scene.recorder.names(), ElementsAre("video.example")) << spec.version;
    EXPECT_EQ(scene.recorder.sightings[0].source, Source::kQuic);
  }
}

TEST(QuicReader, PutsShuffledAndOverlappingFramesOfManyDatagramsTogether) {
  Scene scene;
  InitialSpec spec;
  spec.number = 1;
  const Octets second = part(40, kHello.size()) + Octets{1} + Octets(9) + part(10, 20);
  scene.packet(udp(kClient, kServer, seal_initial(spec, second)));
  EXPECT_THAT(scene.recorder.names(), IsEmpty());
  spec.number = 0;
  scene.packet(udp(kClient, kServer, seal_initial(spec, part(15, 45) + part(0, 12))));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("video.example"));
}

TEST(QuicReader, ReadsInitialsCoalescedWithOthers) {
  Scene scene;
  InitialSpec spec;
  const Octets zero_rtt = Octets{0xd0} + u32(1) + Octets{8} + spec.id + Octets{0, 20} + Octets(20);
  const Octets datagram = zero_rtt + seal_initial(spec, part(0, 30)) +
                          seal_initial(spec, part(30, kHello.size())) + Octets(40);
  scene.packet(udp(kClient, kServer, datagram));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("video.example"));
}

TEST(QuicReader, FollowsARetry) {
  Scene scene;
  InitialSpec spec;
  scene.packet(udp(kClient, kServer, seal_initial(spec, part(0, 30))));
  scene.packet(
      udp(kServer, kClient, Octets{0xf0} + u32(1) + Octets{0, 4, 9, 9, 9, 9} + Octets(40)));
  spec.id = spec.key_id = {9, 9, 9, 9};
  spec.token = {7, 7, 7};
  scene.packet(udp(kClient, kServer, seal_initial(spec, part(0, 30))));
  scene.packet(udp(kClient, kServer, seal_initial(spec, part(30, kHello.size()))));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("video.example"));
}

TEST(QuicReader, KeepsTheKeysWhenTheServerChoosesAnId) {
  Scene scene;
  InitialSpec spec;
  scene.packet(udp(kClient, kServer, seal_initial(spec, part(0, 30))));
  spec.id = {5, 5, 5, 5, 5};
  scene.packet(udp(kClient, kServer, seal_initial(spec, part(30, kHello.size()))));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("video.example"));
  EXPECT_EQ(scene.observer().counts().undecryptable, 0U);
}

TEST(QuicReader, FollowsTheServerToVersion2) {
  Scene scene;
  InitialSpec spec;
  scene.packet(udp(kClient, kServer, seal_initial(spec, part(0, 30))));
  spec.dialect = wire::QuicDialect::kVersion2;
  spec.version = 0x6b3343cf;
  spec.id = {5, 5, 5, 5, 5};
  scene.packet(udp(kClient, kServer, seal_initial(spec, part(30, kHello.size()))));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("video.example"));
}

TEST(QuicReader, SecondConnectionBetweenTheSameEndsIsRead) {
  Scene scene;
  InitialSpec spec;
  scene.packet(udp(kClient, kServer, seal_initial(spec, part(0, kHello.size()))));
  spec.id = spec.key_id = {8, 8, 8, 8};
  const Octets other = wire::hello_for("other.example");
  scene.packet(udp(kClient, kServer, seal_initial(spec, crypto_frame(0, other))));
  EXPECT_THAT(scene.recorder.names(), ElementsAre("video.example", "other.example"));
}

TEST(QuicReader, ForgedInitialsAreCountedAndGivenUp) {
  Scene scene;
  Octets forged = seal_initial({}, part(0, kHello.size()));
  forged.back() ^= 1;
  for (int i = 0; i < 100; ++i) scene.packet(udp(kClient, kServer, forged));
  EXPECT_THAT(scene.recorder.names(), IsEmpty());
  EXPECT_EQ(scene.observer().counts().undecryptable, QuicReader::kMostFailures);
}

TEST(QuicReader, CutDatagramIsMalformed) {
  Scene scene;
  Octets cut = seal_initial({}, part(0, kHello.size()));
  cut.pop_back();
  scene.packet(udp(kClient, kServer, cut));
  EXPECT_EQ(scene.observer().counts().bad_quic, 1U);
}

}  // namespace
}  // namespace desirepath::sight
