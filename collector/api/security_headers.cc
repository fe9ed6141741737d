#include "collector/api/security_headers.h"

namespace desirepath::api {

void add_security_headers(Response& response, bool secure) {
  auto& fields = response.fields;
  fields["Content-Security-Policy"] =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
      "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
      "frame-ancestors 'none'; require-trusted-types-for 'script'";
  fields["X-Content-Type-Options"] = "nosniff";
  fields["Referrer-Policy"] = "no-referrer";
  fields["Cross-Origin-Opener-Policy"] = "same-origin";
  fields["Cross-Origin-Resource-Policy"] = "same-origin";
  fields["Cross-Origin-Embedder-Policy"] = "require-corp";
  fields["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
  fields["X-Frame-Options"] = "DENY";
  if (secure) fields["Strict-Transport-Security"] = "max-age=31536000";
  fields.try_emplace("Cache-Control", "no-store");
}

}  // namespace desirepath::api
