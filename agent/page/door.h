#pragma once

// `Door` decides which HTTP request may see the page of the person at the machine.
//
// The program prints one address with a key that opens once; who opens it first gets a cookie that
// lives as long as the program. Anybody else on the machine can reach the port and gets nothing:
// neither another account, nor a page of the internet that points its own name at 127.0.0.1 (Host
// is compared) or sends a form here (Origin is compared, and the cookie is SameSite=Strict).
//
// Source: RFC 6265bis (cookies), RFC 6454 (origin), privacy.md Decisions 11 (`ledger --open`).
// Threads: one at a time.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace desirepath::page {

// Of a request, what the door looks at; empty where the field is missing.
struct Visitor {
  std::string method;
  std::string target;
  std::string host;
  std::string origin;
  std::string cookie;
};

enum class Entry : std::uint8_t {
  kWelcome,      // may go on
  kFirstVisit,   // the key of the printed address: gets the cookie, and is sent to "/"
  kNotThisHost,  // another name or port: 421
  kForeignPage,  // a request that a page elsewhere made: 403
  kNoKey         // neither key nor cookie: 403
};

class Door {
 public:
  // `key` and `session` are hexadecimal, at least 128 bits each, and different.
  Door(std::uint16_t port, std::string key, std::string session);

  Entry admit(const Visitor& visitor);

  // "http://127.0.0.1:4711/open/<key>"
  [[nodiscard]] std::string address() const;
  // The value of Set-Cookie for kFirstVisit.
  [[nodiscard]] std::string cookie() const;

 private:
  [[nodiscard]] std::string host() const;
  [[nodiscard]] bool has_cookie(std::string_view cookies) const;

  std::uint16_t port_;
  std::string key_;  // empty once it was used
  std::string session_;
};

}  // namespace desirepath::page
