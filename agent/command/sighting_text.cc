#include "agent/command/sighting_text.h"

namespace desirepath::command {
namespace {

constexpr std::size_t kNameColumn = 44;
constexpr std::size_t kToolColumn = 24;
constexpr std::size_t kSourceColumn = 12;

void append_or_null(std::string& line, std::string_view value) {
  if (value.empty()) {
    line.append("null");
  } else {
    append_json_string(line, value);
  }
}

void append_ends(std::string& line, const sight::Endpoint& client, const sight::Endpoint& server,
                 sight::Transport transport) {
  line.append("\"client\":\"");
  append_endpoint(line, client);
  line.append("\",\"server\":\"");
  append_endpoint(line, server);
  line.append("\",\"transport\":\"");
  line.append(word(transport));
  line.push_back('"');
}

void append_column(std::string& line, std::string_view value, std::size_t width) {
  line.append(value.empty() ? "-" : value);
  const std::size_t used = value.empty() ? 1 : value.size();
  line.append(used < width ? width - used : 0, ' ');
  line.push_back(' ');
}

}  // namespace

std::string_view word(sight::Source source) {
  switch (source) {
    case sight::Source::kTls:
      return "tls";
    case sight::Source::kQuic:
      return "quic";
    case sight::Source::kDns:
      return "dns";
    case sight::Source::kHttp:
      return "http";
  }
  return "";
}

std::string_view word(sight::NameSource source) {
  switch (source) {
    case sight::NameSource::kNone:
      return "none";
    case sight::NameSource::kCertificate:
      return "certificate";
    case sight::NameSource::kDnsAnswer:
      return "dns-answer";
    case sight::NameSource::kHttp:
      return "http";
    case sight::NameSource::kQuic:
      return "quic";
    case sight::NameSource::kTls:
      return "tls";
  }
  return "";
}

std::string_view word(sight::Accuracy accuracy) {
  switch (accuracy) {
    case sight::Accuracy::kCounted:
      return "counted";
    case sight::Accuracy::kExact:
      return "exact";
    case sight::Accuracy::kKernel:
      return "kernel";
    case sight::Accuracy::kEstimated:
      return "estimated";
    case sight::Accuracy::kPartial:
      return "partial";
    case sight::Accuracy::kDoubtful:
      return "doubtful";
  }
  return "";
}

std::string_view word(sight::Transport transport) {
  return transport == sight::Transport::kTcp ? "tcp" : "udp";
}

void append_json(std::string& line, const sight::Sighting& sighting, const Label& label,
                 TimeText& times) {
  line.append("{\"time\":\"");
  times.append(line, sighting.time);
  line.append("\",\"source\":\"");
  line.append(word(sighting.source));
  line.append("\",\"name\":");
  append_json_string(line, sighting.name.view());
  line.push_back(',');
  append_ends(line, sighting.client, sighting.server, sighting.transport);
  line.append(",\"alpn\":[");
  bool first = true;
  sighting.alpn.for_each([&](std::string_view protocol) {
    if (!first) line.push_back(',');
    first = false;
    append_json_string(line, protocol);
  });
  line.append(sighting.offers_ech ? "],\"ech\":true,\"tool\":" : "],\"ech\":false,\"tool\":");
  append_or_null(line, label.tool);
  line.append(",\"need\":");
  append_or_null(line, label.need);
  line.append(",\"role\":");
  append_or_null(line, label.role);
  line.push_back('}');
}

void append_json(std::string& line, const sight::FlowRecord& flow, const Label& label,
                 TimeText& times) {
  line.append("{\"flow\":{");
  append_ends(line, flow.client, flow.server, flow.transport);
  line.append("},\"first\":\"");
  times.append(line, flow.first);
  line.append("\",\"last\":\"");
  times.append(line, flow.last);
  line.append("\",\"bytes_up\":");
  append_number(line, flow.bytes_up);
  line.append(",\"bytes_down\":");
  append_number(line, flow.bytes_down);
  line.append(",\"packets\":");
  append_number(line, flow.packets);
  line.append(",\"name\":");
  append_or_null(line, flow.name.view());
  line.append(",\"name_source\":\"");
  line.append(word(flow.name_source));
  line.append("\",\"tool\":");
  append_or_null(line, label.tool);
  line.push_back('}');
}

std::string_view row_heading() {
  return "TIME                        SOURCE       NAME                                         "
         "TOOL                     NEED                     CLIENT -> SERVER";
}

void append_row(std::string& line, const sight::Sighting& sighting, const Label& label,
                TimeText& times) {
  times.append(line, sighting.time);
  line.push_back(' ');
  append_column(line, word(sighting.source), kSourceColumn);
  append_column(line, sighting.name.view(), kNameColumn);
  append_column(line, label.tool, kToolColumn);
  append_column(line, label.need, kToolColumn);
  append_endpoint(line, sighting.client);
  line.append(" -> ");
  append_endpoint(line, sighting.server);
}

void append_row(std::string& line, const sight::FlowRecord& flow, const Label& label,
                TimeText& times) {
  times.append(line, flow.first);
  line.append(" flow-");
  append_column(line, word(flow.transport), kSourceColumn - 5);
  append_column(line, flow.name.view(), kNameColumn);
  append_column(line, label.tool, kToolColumn);
  append_column(line, label.need, kToolColumn);
  append_endpoint(line, flow.client);
  line.append(" -> ");
  append_endpoint(line, flow.server);
  line.append(" up ");
  append_number(line, flow.bytes_up);
  line.append(" down ");
  append_number(line, flow.bytes_down);
  line.append(" packets ");
  append_number(line, flow.packets);
}

}  // namespace desirepath::command
