#pragma once

// `UplinkChild` is one session with the gate, made by the program desirepath-uplink: it has the
// network, we have not.
//
// `Agent` starts one at the times of the schedule, hands it sealed frames and takes what it
// reports. The two talk over a socket pair that is the child's descriptor 3 (outbox/uplink_pipe.h).
//
// Limits: kLongestSession, then the child is ended. Errors: start() kNotFound or kUnavailable with
// the mend; what goes wrong later is the message FailedMessage. Threads: the io_context's one
// thread.

#include <sys/types.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/outbox/uplink_pipe.h"

namespace desirepath::agent {

using UplinkMessage = outbox::PipeMessage;

class UplinkChild {
 public:
  static constexpr std::chrono::seconds kLongestSession{120};

  // `take` is called for each message, and last for DoneMessage or FailedMessage; the child may be
  // destroyed after that.
  using Take = std::function<void(UplinkMessage)>;
  static absl::StatusOr<std::unique_ptr<UplinkChild>> start(boost::asio::io_context& context,
                                                            const std::vector<std::string>& command,
                                                            const std::vector<UplinkMessage>& say,
                                                            Take take);
  // Says more; what was said before goes first.
  void say(const std::vector<UplinkMessage>& messages);
  // Ends the child if it still runs.
  ~UplinkChild();
  UplinkChild(const UplinkChild&) = delete;
  UplinkChild& operator=(const UplinkChild&) = delete;

 private:
  UplinkChild(boost::asio::io_context& context, int socket, pid_t process, Take take);
  void write();
  void read();
  void finish(UplinkMessage last);

  boost::asio::local::stream_protocol::socket socket_;
  boost::asio::steady_timer timer_;
  pid_t process_;
  Take take_;
  bool finished_ = false;
  std::string waiting_;  // to be written after `written_`
  std::string written_;  // being written; empty: nothing is
  outbox::PipeReader reader_;
  std::array<char, 16 * 1024> buffer_{};
};

// Where the uplink program is: as set, else beside the agent (a build folder or /usr/libexec).
std::string uplink_program(const std::string& set);

}  // namespace desirepath::agent
