#pragma once

// `LiveSource` reads the interfaces that lead to the network, whichever they are at the time.
//
// The daemon's capture thread reads it. Interfaces come and go: it opens what has a default route
// (or the ones it is told), drops what is lost, and looks again after each change of links or
// routes, and each kRetry while one is missing.
//
// One that is to be dropped is read a little longer: the last second before a cable is pulled is
// still in its ring.
//
// Limits: kMostInterfaces. Nothing that happens to the network is an error of read(); it is
// counted, and trouble() says it. Threads: read() one thread; wake() any.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "agent/capture/live_interface.h"
#include "agent/capture/network_watch.h"
#include "agent/capture/packet_source.h"

namespace desirepath::capture {

constexpr std::size_t kMostInterfacesAtOnce = 8;

class LiveSource final : public PacketSource {
 public:
  // `wanted` empty: the interfaces with a default route.
  LiveSource(std::vector<std::string> wanted, const Showing& showing);
  ~LiveSource() override;

  SourceState read(std::chrono::milliseconds patience,
                   absl::FunctionRef<void(const Packet&)> take) override;
  void release() override;
  void show(Depth depth) override;
  void wake() override;
  [[nodiscard]] SourceCounts counts() const override;
  [[nodiscard]] bool shows_all() const override { return showing_.bulk == Bulk::kAll; }
  [[nodiscard]] std::vector<std::string> names() const override;
  [[nodiscard]] std::string trouble() const override { return trouble_; }

  // Hands on what is still in the rings of what was captured until now; takes a second or two.
  void drain(absl::FunctionRef<void(const Packet&)> take);

  // Opens what can be opened now; the status of the first that could not.
  absl::Status open();

 private:
  using Clock = std::chrono::steady_clock;
  struct Open {
    std::unique_ptr<LiveInterface> interface;
    Clock::time_point closes = Clock::time_point::max();  // earlier: it leaves, and that is its end

    [[nodiscard]] bool leaves() const { return closes != Clock::time_point::max(); }
  };

  [[nodiscard]] int wait(std::chrono::milliseconds patience);
  [[nodiscard]] bool reads(const std::string& name) const;
  void leave(Open& one);
  void close_left();
  void close_one(std::size_t index);

  std::vector<std::string> wanted_;
  Showing showing_;
  Depth depth_ = Depth::kFull;
  NetworkWatch watch_;
  int wake_file_;
  bool released_ = true;  // nothing is to be open until the next read()
  bool missing_ = true;   // something that is wanted is not open
  std::vector<Open> interfaces_;
  std::vector<bool> ready_;  // by interface, after wait()
  SourceCounts counts_;
  std::string trouble_;
};

}  // namespace desirepath::capture
