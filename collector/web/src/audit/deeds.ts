// What the entries of the audit chain are called; a language has a sentence for each.

export const deeds = [
  "sign-in", "sign-in-by-link", "sign-in-slowed", "sign-out", "password-changed", "link-made",
  "token-made", "token-taken-back", "person-added", "person-role", "person-removed", "person-password",
  "own-tools-added", "own-tool-dropped", "departments-imported", "standings-imported",
  "standing-decided", "card-changed", "note-added", "promise-made", "read-users", "read-audit", "audit-exported",
  "join-token-made", "join-token-revoked", "policy-published", "policy-signature-brought", "policy-withdrawn", "policy-retired", "catalog-published",
  "position-taken",
  "tools-offered", "staff-told",
  "second-factor-set-up", "second-factor-reset", "second-factor-required", "recovery-code-used",
  "person-limited", "filter-kept", "filter-dropped", "device-revoked", "answer-given", "answer-taken-back", "retired", "notice-sent", "notice-withdrawn", "authority-rotated", "authority-finished",
  "rule-drafted", "rule-approved", "rule-withdrawn", "handover-confirmed", "read-handovers", "pilot-begun", "pilot-decided", "audit-pack-made",
  "sign-in-by-service", "person-added-by-service", "person-role-by-service", "turned-away-by-service",
  "event-sent-again", "channels-tested", "monthly-report-asked", "calendar-link-made", "calendar-link-taken-back",
] as const;

export type Deed = (typeof deeds)[number];
