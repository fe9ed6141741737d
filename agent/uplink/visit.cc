#include "agent/uplink/visit.h"

#include <absl/strings/str_cat.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agent/outbox/uplink_pipe.h"
#include "agent/uplink/enrol.h"
#include "agent/uplink/key_log.h"
#include "agent/uplink/session.h"
#include "proto/pki/certificate.h"

namespace desirepath::uplink {
namespace {

absl::StatusOr<Credentials> valid_credentials(const std::filesystem::path& state_dir,
                                              absl::Time now) {
  absl::StatusOr<Credentials> credentials = load_credentials(state_dir);
  if (!credentials.ok() || credentials->token.empty()) return credentials;
  const absl::StatusOr<pki::Certificate> certificate =
      pki::parse_certificate(credentials->certificate_pem);
  if (!certificate.ok() || certificate->not_after > now) return credentials;
  // After a long leave: enrol again as whoever comes with the token.
  absl::StatusOr<Credentials> fresh = enrol(credentials->gate, credentials->token);
  if (!fresh.ok()) {
    return absl::Status(fresh.status().code(), absl::StrCat("certificate: expired, and ",
                                                            std::string(fresh.status().message())));
  }
  if (absl::Status status = store_credentials(*fresh, state_dir); !status.ok()) return status;
  return fresh;
}

absl::StatusOr<std::unique_ptr<Session>> open_session(const std::filesystem::path& state_dir,
                                                      absl::Time now,
                                                      const std::string& tls_key_log) {
  absl::StatusOr<Credentials> credentials = valid_credentials(state_dir, now);
  if (!credentials.ok()) return credentials.status();
  absl::StatusOr<std::unique_ptr<Session>> session =
      Session::open(*std::move(credentials), now, {.tls_key_log = tls_key_log});
  if (!session.ok()) return session;
  // A renewal that fails is tried again at the next session; a third of the certificate's life is
  // left.
  if (const absl::StatusOr<bool> renewed = (*session)->renew_if_due(now);
      renewed.ok() && *renewed) {
    if (absl::Status status = store_credentials((*session)->credentials(), state_dir);
        !status.ok()) {
      return status;
    }
  }
  return session;
}

// An empty bundle says: yours is current.
absl::Status fetch_policy(int pipe, Session& session, const std::string& known_hash) {
  absl::StatusOr<PolicyAnswer> answer = session.fetch_policy(known_hash);
  if (!answer.ok()) return answer.status();
  return outbox::write_message(pipe, outbox::BundleMessage{std::move(answer->bundle)});
}

absl::Status submit(int pipe, Session& session, const std::vector<Frame>& frames) {
  if (frames.empty()) return absl::OkStatus();
  absl::Status told;
  const absl::Status sent = session.submit(frames, [&](std::uint32_t count, std::int64_t hour) {
    if (told.ok()) told = outbox::write_message(pipe, outbox::AcceptedMessage{count, hour});
  });
  return sent.ok() ? told : sent;
}

// What the agent wants, in the order it says it, up to its End or the end of the pipe.
absl::Status serve_order(int pipe, const std::filesystem::path& state_dir, absl::Time now,
                         const std::string& tls_key_log) {
  absl::StatusOr<std::unique_ptr<Session>> session = open_session(state_dir, now, tls_key_log);
  if (!session.ok()) return session.status();
  std::vector<Frame> frames;
  outbox::PipeReader reader;
  while (true) {
    absl::StatusOr<std::optional<outbox::PipeMessage>> message = outbox::read_message(pipe, reader);
    if (!message.ok()) return message.status();
    if (!*message || std::holds_alternative<outbox::EndMessage>(**message)) break;
    if (const auto* frame = std::get_if<outbox::FrameMessage>(&**message)) {
      if (frames.size() == kMaxFrames) {
        return absl::InvalidArgumentError(
            absl::StrCat("uplink pipe: more than ", kMaxFrames, " frames in one session"));
      }
      frames.push_back({frame->window, frame->sealed});
    } else if (const auto* fetch = std::get_if<outbox::FetchPolicyMessage>(&**message)) {
      if (absl::Status status = fetch_policy(pipe, **session, fetch->known_hash); !status.ok()) {
        return status;
      }
    } else {
      return absl::InvalidArgumentError("uplink pipe: a message of the wrong direction");
    }
  }
  return submit(pipe, **session, frames);
}

}  // namespace

absl::Status visit(int pipe, const std::filesystem::path& state_dir, absl::Time now,
                   const std::string& tls_key_log) {
  absl::Status status = serve_order(pipe, state_dir, now, session_key_log(tls_key_log));
  keep_key_log(tls_key_log);  // before the agent hears that the visit is over
  if (!status.ok()) {
    // If the agent is gone there is nobody to tell.
    outbox::write_message(pipe, outbox::FailedMessage{std::string(status.message())}).IgnoreError();
    return status;
  }
  return outbox::write_message(pipe, outbox::DoneMessage{});
}

}  // namespace desirepath::uplink
