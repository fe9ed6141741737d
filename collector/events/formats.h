#pragma once

// `in_format` writes an event as other systems read it: OCSF and ECS are one JSON object, CEF is
// one line.
//
// courier.cc calls it just before it delivers. Decisions are OCSF's Entity Management (3004),
// findings its Detection Finding (2004), both informational: nothing here is an incident. The
// event's id is OCSF's metadata.uid, ECS's event.id and CEF's externalId.
//
// Source: OCSF 1.8.0 · ECS 9.4.0 · ArcSight CEF 0, "Character Encoding". Threads: pure functions.

#include <optional>
#include <string>
#include <string_view>

#include "collector/curation/event_queue.h"

namespace desirepath::events {

enum class Format { kOcsf, kEcs, kCef };

// "ocsf", "ecs", "cef".
std::optional<Format> parse_format(std::string_view word);
std::string format_word(Format format);

// `organisation` as the policy names it; empty before there is one.
std::string in_format(Format format, const curation::Event& event, const std::string& organisation);

// RFC 5424: facility log audit, severity informational, `text` as the message.
std::string syslog_message(const curation::Event& event, const std::string& host,
                           std::string_view text);
// RFC 5425: the length in front.
std::string syslog_frame(std::string_view message);

}  // namespace desirepath::events
