// Every page there is, with a role that opens it: what axe, the longer words and the photographs go
// through. A page that is missing here is missing in all of them; a test compares it with the routes.

export const everyPage = [
  { name: "needs", state: "weekly", path: "/", role: "curator" },
  { name: "need", state: "weekly", path: "/needs/tasks-projects", role: "curator" },
  { name: "need-pairs", state: "weekly", path: "/needs/crm", role: "viewer" },
  { name: "need-lost", state: "weekly", path: "/needs/nowhere", role: "curator" },
  { name: "tools", state: "weekly", path: "/tools", role: "curator" },
  { name: "tool", state: "weekly", path: "/tools/trello", role: "curator" },
  { name: "rules", state: "weekly", path: "/rules", role: "auditor" },
  { name: "answers", state: "weekly", path: "/answers", role: "curator" },
  { name: "settings", state: "weekly", path: "/settings", role: "admin" },
  { name: "fleet", state: "weekly", path: "/fleet", role: "admin" },
  { name: "privacy", state: "weekly", path: "/privacy", role: "staff-rep" },
  { name: "audit", state: "weekly", path: "/audit", role: "auditor" },
  { name: "account", state: "weekly", path: "/account", role: "viewer" },
  { name: "sign-in", state: "weekly", path: "/", role: null },
  { name: "start", state: "fresh", path: "/start", role: "curator" },
  { name: "not-yours", state: "weekly", path: "/tools", role: "admin" },
  { name: "lab", state: "lab", path: "/", role: "curator" },
  // The six states of a fresh installation, as the home page tells them.
  { name: "state-1-fresh", state: "fresh", path: "/", role: "curator" },
  { name: "state-2-waiting", state: "first", path: "/", role: "curator" },
  { name: "state-3-unanswered", state: "unanswered", path: "/", role: "curator" },
  { name: "state-4-quiet", state: "quiet", path: "/", role: "curator" },
  { name: "state-5-early", state: "early", path: "/", role: "curator" },
  { name: "state-6-weekly", state: "weekly", path: "/", role: "viewer" },
];
