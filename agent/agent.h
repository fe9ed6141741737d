#pragma once

// `Agent` is the resident program: it owns the stages in path order and moves them by one
// io_context.
//
// The command `run` makes one and calls run(). The capture thread fills a queue; everything else,
// timers, console, signals and the uplink's pipe, happens on the calling thread, one thing at a
// time.
//
// After the start nothing ends it but a signal: an interface that goes, a gate that is away, a full
// disk are counted and said in `status`. Idle it wakes once a minute.
//
// Errors: open() kInvalidArgument, kUnavailable with the mend. Threads: the one that calls run().

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/capture/packet_source.h"
#include "agent/capture_loop.h"
#include "agent/console/server.h"
#include "agent/desk.h"
#include "agent/device.h"
#include "agent/gateway/census.h"
#include "agent/settings.h"
#include "agent/state_folder.h"
#include "agent/uplink_child.h"
#include "agent/use_queue.h"

namespace desirepath::agent {

class Agent {
 public:
  struct Options {
    Settings settings;
    Environment environment;
    // Reads the settings anew, for SIGHUP.
    std::function<absl::StatusOr<Settings>()> read_again;
    bool lacks_right = false;  // to capture: it says so, and does all the rest
  };

  // `source` must outlive the agent.
  static absl::StatusOr<std::unique_ptr<Agent>> open(Options options,
                                                     capture::PacketSource& source);

  // Returns after SIGTERM or SIGINT, with everything written.
  void run();

 private:
  Agent(Options options, capture::PacketSource& source, StateFolder folder,
        std::unique_ptr<Device> device);

  absl::Status open_console();
  void expect_signals();
  void schedule_tick();
  void tick();
  void note_accounts();
  void collect();      // what the capture thread left
  void end_capture();  // and collects the last
  void follow_networks();
  void steer_capture();  // starts or ends it as the policy says
  void begin_session();
  void send_frames();
  void hear(UplinkMessage message);
  void follow(const std::string& bundle);
  void note_accepted();
  void end_session(const std::string& words, bool failed);
  void reload();
  void write_metrics();
  void mind_memory();
  void stop();

  Options options_;
  capture::PacketSource& source_;
  boost::asio::io_context context_;
  StateFolder folder_;
  std::unique_ptr<Device> device_;
  UseQueue queue_;
  std::unique_ptr<gateway::Census> census_;  // a gateway's, while it counts
  std::unique_ptr<CaptureLoop> capture_;     // after the census: it uses it
  std::uint64_t told_flows_ = 0;             // what the diary was told of the capture's flows
  std::uint64_t told_named_ = 0;
  boost::asio::steady_timer timer_;
  boost::asio::signal_set signals_;
  std::unique_ptr<UplinkChild> uplink_;
  std::vector<outbox::Outgoing> session_;
  std::size_t at_gate_ = 0;  // of the session's frames, those a gateway has not written down yet
  SessionNote last_session_;
  std::vector<std::uint32_t> accounts_;  // with a session at this machine, a minute ago at most
  absl::Time next_accounts_ = absl::InfinitePast();
  std::string metrics_;                                   // as the file has them
  std::chrono::steady_clock::time_point next_beginning_;  // of the capture, for memory's sake
  absl::Time metrics_written_ = absl::InfinitePast();
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<console::Server> console_;
};

}  // namespace desirepath::agent
