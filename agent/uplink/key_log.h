#pragma once

// The TLS secrets of one visit, for the machine's owner who wants to read what the uplink says.
//
// gRPC writes them to a file of its own, which it empties at every start and in which no record
// ends with a line end. `visit` gives it a file beside the one asked for, and appends from there
// when the connection is closed: the log then holds every visit, in the lines Wireshark reads
// ("NSS Key Log Format": label, client random, secret).
//
// Errors: none are told; a log that cannot be written is no reason to keep frames back.

#include <filesystem>
#include <string>
#include <string_view>

namespace desirepath::uplink {

// Where gRPC writes while a visit runs; empty when no log is wanted.
std::filesystem::path session_key_log(const std::filesystem::path& key_log);
// Appends what the visit left there to `key_log` (mode 0600), and removes it.
void keep_key_log(const std::filesystem::path& key_log);

// `records` with a line end after each; what is no whole record is left out.
std::string key_log_lines(std::string_view records);

}  // namespace desirepath::uplink
