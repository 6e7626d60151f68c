/** The first schema. Portable SQL: TEXT, INTEGER, no SQLite-only types; JSON is text that only this program reads. */
export const id = 1;
export const name = 'initial';

export const sql = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE teams (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE users (
  id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, team_id TEXT,
  lang TEXT NOT NULL DEFAULT 'it', password TEXT NOT NULL, password_changed_at TEXT NOT NULL,
  created_at TEXT NOT NULL, disabled_at TEXT
);
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, device_id TEXT, created_at TEXT NOT NULL, expires_at TEXT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE TABLE devices (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, credential_hash TEXT NOT NULL UNIQUE, registered_by TEXT NOT NULL,
  created_at TEXT NOT NULL, revoked_at TEXT, last_seq INTEGER NOT NULL DEFAULT 0, last_seen_at TEXT
) WITHOUT ROWID;
CREATE TABLE recovery_keys (
  device_id TEXT NOT NULL, user_id TEXT NOT NULL, epk TEXT NOT NULL, box TEXT NOT NULL, saved_at TEXT NOT NULL,
  PRIMARY KEY (device_id, user_id)
);

CREATE TABLE creditors (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, code TEXT NOT NULL, checks TEXT NOT NULL DEFAULT '{}',
  conventions TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL
);
CREATE TABLE mandates (
  id TEXT PRIMARY KEY, creditor_id TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL, status TEXT NOT NULL, terms TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL, closed_at TEXT
);
CREATE INDEX mandates_creditor ON mandates (creditor_id);
CREATE TABLE layouts (
  id TEXT PRIMARY KEY, creditor_id TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
  fingerprint TEXT NOT NULL, spec TEXT NOT NULL, comment TEXT NOT NULL, created_by TEXT NOT NULL, created_at TEXT NOT NULL
);
CREATE INDEX layouts_creditor ON layouts (creditor_id, name, version);
CREATE INDEX layouts_fingerprint ON layouts (fingerprint);
CREATE TABLE batches (
  id TEXT PRIMARY KEY, creditor_id TEXT NOT NULL, mandate_id TEXT NOT NULL, name TEXT NOT NULL, file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL, layout_id TEXT, status TEXT NOT NULL, report TEXT NOT NULL DEFAULT '{}', created_by TEXT NOT NULL,
  created_at TEXT NOT NULL, loaded_at TEXT, undone_at TEXT
);
CREATE INDEX batches_sha ON batches (creditor_id, sha256);
CREATE INDEX batches_mandate ON batches (mandate_id);
CREATE TABLE batch_additions (
  batch_id TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (batch_id, entity, id)
) WITHOUT ROWID;

CREATE TABLE parties (
  id TEXT PRIMARY KEY, creditor_id TEXT NOT NULL, batch_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  tax_code TEXT NOT NULL, vat_number TEXT NOT NULL, birth_date TEXT, birth_place TEXT NOT NULL, iban TEXT NOT NULL,
  zone TEXT NOT NULL, person_link TEXT NOT NULL, flags TEXT NOT NULL DEFAULT '{}', recent TEXT NOT NULL DEFAULT '{}',
  postal_code TEXT NOT NULL DEFAULT '', province TEXT NOT NULL DEFAULT ''
);
CREATE INDEX parties_batch ON parties (batch_id);
CREATE TABLE person_links (
  creditor_id TEXT NOT NULL, person_link TEXT NOT NULL, party_id TEXT NOT NULL, PRIMARY KEY (creditor_id, person_link)
) WITHOUT ROWID;
CREATE TABLE contact_points (
  id TEXT NOT NULL, party_id TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, label TEXT NOT NULL,
  status TEXT NOT NULL, status_reason TEXT NOT NULL, source TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  answers INTEGER NOT NULL DEFAULT 0, last_at TEXT, PRIMARY KEY (party_id, id)
) WITHOUT ROWID;

CREATE TABLE cases (
  id TEXT PRIMARY KEY, case_number TEXT NOT NULL, creditor_id TEXT NOT NULL, mandate_id TEXT NOT NULL,
  batch_id TEXT NOT NULL, party_id TEXT NOT NULL, product TEXT NOT NULL, placed_on TEXT NOT NULL, ends_on TEXT NOT NULL,
  oldest_due_on TEXT, principal INTEGER NOT NULL, interest INTEGER NOT NULL, fees INTEGER NOT NULL, other INTEGER NOT NULL,
  total INTEGER NOT NULL, paid INTEGER NOT NULL DEFAULT 0, blocked TEXT, warnings TEXT NOT NULL DEFAULT '[]',
  custom TEXT NOT NULL DEFAULT '[]', assigned_to TEXT, state TEXT NOT NULL,
  next_kind TEXT NOT NULL, next_at TEXT, lattice TEXT, last_outcome TEXT, worked INTEGER NOT NULL DEFAULT 0,
  closed_class TEXT
);
CREATE INDEX cases_number ON cases (creditor_id, case_number);
CREATE INDEX cases_batch ON cases (batch_id);
CREATE INDEX cases_party ON cases (party_id);
CREATE INDEX cases_assigned ON cases (assigned_to, batch_id, closed_class) WHERE assigned_to IS NOT NULL;
CREATE INDEX cases_mandate ON cases (mandate_id);
CREATE INDEX cases_claimed ON cases (lattice) WHERE lattice = 'paid';
CREATE INDEX cases_waiting ON cases (batch_id, assigned_to, closed_class, blocked)
  WHERE assigned_to IS NULL AND closed_class IS NULL AND blocked IS NULL;
CREATE INDEX cases_blocked ON cases (batch_id) WHERE blocked IS NOT NULL AND closed_class IS NULL;
CREATE INDEX cases_stopped ON cases (next_at, batch_id, assigned_to) WHERE next_kind IN ('back-office', 'leader');
CREATE INDEX cases_callbacks ON cases (next_at, assigned_to, batch_id) WHERE next_kind = 'callback';
CREATE TABLE gone_cases (case_id TEXT PRIMARY KEY, case_number TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE case_parties (
  case_id TEXT NOT NULL, party_id TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (case_id, party_id, role)
) WITHOUT ROWID;
CREATE INDEX case_parties_party ON case_parties (party_id);
CREATE TABLE positions (
  case_id TEXT NOT NULL, no INTEGER NOT NULL, contract TEXT NOT NULL, product TEXT NOT NULL, due_on TEXT,
  principal INTEGER NOT NULL, interest INTEGER NOT NULL, fees INTEGER NOT NULL, other INTEGER NOT NULL,
  total INTEGER NOT NULL, paid INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (case_id, no)
) WITHOUT ROWID;
CREATE TABLE search_tokens (
  token TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (token, case_id)
) WITHOUT ROWID;

CREATE TABLE case_keys (case_id TEXT PRIMARY KEY, salt TEXT NOT NULL);
CREATE TABLE fold_contexts (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE case_events (
  seq INTEGER PRIMARY KEY, case_id TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, user_id TEXT NOT NULL,
  input TEXT NOT NULL, input_hash TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE INDEX case_events_case ON case_events (case_id, seq);
CREATE TABLE fold_bases (entity TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (entity, id));
CREATE TABLE oplog (
  seq INTEGER PRIMARY KEY, op_id TEXT NOT NULL UNIQUE, device_id TEXT NOT NULL, dev_seq INTEGER NOT NULL,
  operator_id TEXT NOT NULL, kind TEXT NOT NULL, case_id TEXT NOT NULL, party_id TEXT NOT NULL, occurred_at TEXT NOT NULL,
  received_at TEXT NOT NULL, head TEXT NOT NULL, body TEXT NOT NULL, body_hash TEXT NOT NULL, disposition TEXT NOT NULL,
  code TEXT, decided_by TEXT, decided_at TEXT, context_id INTEGER, hash TEXT NOT NULL
);
CREATE UNIQUE INDEX oplog_device ON oplog (device_id, dev_seq);
CREATE INDEX oplog_undecided ON oplog (disposition, decided_at) WHERE disposition <> 'applied';
CREATE TABLE activities (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, user_id TEXT NOT NULL,
  code TEXT, text TEXT NOT NULL, params TEXT NOT NULL, disposition TEXT NOT NULL
);
CREATE INDEX activities_case ON activities (case_id, seq);
CREATE INDEX activities_code ON activities (code) WHERE kind = 'outcome';
CREATE INDEX activities_counted ON activities (seq)
  WHERE kind IN ('call', 'outcome', 'note', 'rescheduled', 'payment', 'payment-reversal');
CREATE TABLE promises (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL, amount INTEGER NOT NULL, due_on TEXT NOT NULL, method TEXT NOT NULL,
  check_on TEXT NOT NULL, made_at TEXT NOT NULL, status TEXT NOT NULL
);
CREATE INDEX promises_case ON promises (case_id);
CREATE INDEX promises_due ON promises (status, check_on);
CREATE TABLE payments (
  id TEXT PRIMARY KEY, creditor_id TEXT NOT NULL, case_id TEXT NOT NULL, amount INTEGER NOT NULL, paid_on TEXT NOT NULL,
  channel TEXT NOT NULL, reference TEXT NOT NULL, file_id TEXT, recorded_by TEXT NOT NULL, recorded_at TEXT NOT NULL,
  reversed_on TEXT, reversed_by TEXT, reversed_at TEXT, reversed_seq INTEGER, reversal_reason TEXT, seq INTEGER NOT NULL
);
CREATE UNIQUE INDEX payments_reference ON payments (creditor_id, upper(replace(reference, ' ', '')));
CREATE INDEX payments_case ON payments (case_id);
CREATE INDEX payments_paid ON payments (paid_on);
CREATE TABLE payment_files (
  id TEXT PRIMARY KEY, creditor_id TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL, status TEXT NOT NULL,
  posted INTEGER NOT NULL, amount INTEGER NOT NULL, refused INTEGER NOT NULL, repeated INTEGER NOT NULL,
  created_by TEXT NOT NULL, created_at TEXT NOT NULL
);
CREATE INDEX payment_files_sha ON payment_files (creditor_id, sha256);

CREATE TABLE heads (
  scope TEXT PRIMARY KEY, seq INTEGER NOT NULL, pruned_to INTEGER NOT NULL DEFAULT 0,
  entries INTEGER NOT NULL DEFAULT 0, kept INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE feed (
  scope TEXT NOT NULL, seq INTEGER NOT NULL, entity TEXT NOT NULL, entity_id TEXT NOT NULL, present INTEGER NOT NULL,
  PRIMARY KEY (scope, seq)
) WITHOUT ROWID;

CREATE TABLE outcomes (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE settings (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE return_files (
  id TEXT PRIMARY KEY, mandate_id TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BLOB NOT NULL,
  totals TEXT NOT NULL, created_by TEXT NOT NULL, created_at TEXT NOT NULL
);
CREATE INDEX return_files_mandate ON return_files (mandate_id);

CREATE TABLE tally_hours (
  day TEXT NOT NULL, hour INTEGER NOT NULL, team_id TEXT NOT NULL, mandate_id TEXT NOT NULL,
  attempts INTEGER NOT NULL, contacts INTEGER NOT NULL, right_party INTEGER NOT NULL, promises INTEGER NOT NULL,
  promised INTEGER NOT NULL, PRIMARY KEY (day, hour, team_id, mandate_id)
) WITHOUT ROWID;
CREATE TABLE tally_calls (call_id TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX tally_calls_day ON tally_calls (day);
CREATE TABLE tally_worked (
  team_id TEXT NOT NULL, case_id TEXT NOT NULL, mandate_id TEXT NOT NULL, last_day TEXT NOT NULL,
  PRIMARY KEY (team_id, case_id)
) WITHOUT ROWID;
CREATE INDEX tally_worked_day ON tally_worked (last_day, team_id, mandate_id);
CREATE TABLE tally_cases (
  case_id TEXT PRIMARY KEY, batch_id TEXT NOT NULL, worked INTEGER NOT NULL, reached INTEGER NOT NULL,
  promised INTEGER NOT NULL, paying INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE tally_batches (
  batch_id TEXT PRIMARY KEY, mandate_id TEXT NOT NULL, cases INTEGER NOT NULL, entrusted INTEGER NOT NULL,
  worked INTEGER NOT NULL DEFAULT 0, reached INTEGER NOT NULL DEFAULT 0, promised INTEGER NOT NULL DEFAULT 0,
  paying INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE tally_collected (
  batch_id TEXT NOT NULL, paid_on TEXT NOT NULL, amount INTEGER NOT NULL, payments INTEGER NOT NULL,
  PRIMARY KEY (batch_id, paid_on)
) WITHOUT ROWID;
CREATE INDEX tally_collected_day ON tally_collected (paid_on);
CREATE TABLE tally_payments (payment_id TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, user_id TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
  case_id TEXT, detail TEXT NOT NULL, detail_hash TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE INDEX audit_case ON audit (case_id);
CREATE INDEX audit_user ON audit (user_id, at);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_at ON audit (at);
`;
