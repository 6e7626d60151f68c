import type { Generated } from 'kysely';

/** The tables of migrations/, as kysely sees them. Columns are snake_case in SQL and here. */
type Nullable<T> = T | null;

export type Database = {
  meta: { key: string; value: string };
  teams: { id: string; name: string };
  users: {
    id: string;
    login: string;
    name: string;
    role: string;
    team_id: Nullable<string>;
    lang: Generated<string>;
    password: string;
    password_changed_at: string;
    created_at: string;
    disabled_at: Nullable<string>;
  };
  sessions: {
    token_hash: string;
    user_id: string;
    device_id: Nullable<string>;
    created_at: string;
    expires_at: string;
  };
  devices: {
    id: string;
    name: string;
    credential_hash: string;
    registered_by: string;
    created_at: string;
    revoked_at: Nullable<string>;
    last_seq: Generated<number>;
    last_seen_at: Nullable<string>;
  };
  recovery_keys: { device_id: string; user_id: string; epk: string; box: string; saved_at: string };
  creditors: {
    id: string;
    name: string;
    code: string;
    checks: Generated<string>;
    conventions: Generated<string>;
    created_at: string;
  };
  mandates: {
    id: string;
    creditor_id: string;
    code: string;
    title: string;
    starts_on: string;
    ends_on: string;
    status: string;
    terms: Generated<string>;
    created_at: string;
    closed_at: Nullable<string>;
  };
  layouts: {
    id: string;
    creditor_id: string;
    name: string;
    version: number;
    fingerprint: string;
    spec: string;
    comment: string;
    created_by: string;
    created_at: string;
  };
  batches: {
    id: string;
    creditor_id: string;
    mandate_id: string;
    name: string;
    file_name: string;
    sha256: string;
    layout_id: Nullable<string>;
    status: string;
    report: Generated<string>;
    created_by: string;
    created_at: string;
    loaded_at: Nullable<string>;
    undone_at: Nullable<string>;
  };
  /** What a batch gave to parties that were there before it: the parties themselves, and their new contact points. */
  batch_additions: { batch_id: string; entity: string; id: string };
  parties: {
    id: string;
    creditor_id: string;
    batch_id: string;
    kind: string;
    name: string;
    tax_code: string;
    vat_number: string;
    birth_date: Nullable<string>;
    birth_place: string;
    iban: string;
    zone: string;
    person_link: string;
    flags: Generated<string>;
    recent: Generated<string>;
    postal_code: Generated<string>;
    province: Generated<string>;
  };
  /** The one party of a person with a creditor, by the link that intake gave the person. */
  person_links: { creditor_id: string; person_link: string; party_id: string };
  contact_points: {
    id: string;
    party_id: string;
    kind: string;
    value: string;
    label: string;
    status: string;
    status_reason: string;
    source: string;
    attempts: Generated<number>;
    answers: Generated<number>;
    last_at: Nullable<string>;
  };
  cases: {
    id: string;
    case_number: string;
    creditor_id: string;
    mandate_id: string;
    batch_id: string;
    party_id: string;
    product: string;
    placed_on: string;
    ends_on: string;
    oldest_due_on: Nullable<string>;
    principal: number;
    interest: number;
    fees: number;
    other: number;
    total: number;
    paid: Generated<number>;
    blocked: Nullable<string>;
    warnings: Generated<string>;
    custom: Generated<string>;
    assigned_to: Nullable<string>;
    state: string;
    next_kind: string;
    next_at: Nullable<string>;
    lattice: Nullable<string>;
    last_outcome: Nullable<string>;
    worked: Generated<number>;
    closed_class: Nullable<string>;
  };
  /** The refused rows of a loaded placement, in sealed pieces of one file. */
  batch_rejects: { batch_id: string; no: number; box: string };
  /** Cases that were in somebody's queue when their batch was taken back. */
  gone_cases: { case_id: string; case_number: string };
  case_parties: { case_id: string; party_id: string; role: string };
  positions: {
    case_id: string;
    no: number;
    contract: string;
    product: string;
    due_on: Nullable<string>;
    principal: number;
    interest: number;
    fees: number;
    other: number;
    total: number;
    paid: Generated<number>;
  };
  search_tokens: { token: string; case_id: string };
  case_keys: { case_id: string; salt: string };
  /** What the rules were when an operation was folded (outcome catalogue, contact rules): SY-12 folds with the same. */
  fold_contexts: { id: number; hash: string; body: string };
  /** A case's or party's state as it was before its first operation: what the log is folded over (SY-12). */
  fold_bases: { entity: string; id: string; body: string };
  /** What the coordinator itself changed of a case's state (money, calendar, closing, a leader's decision). */
  case_events: {
    seq: number;
    case_id: string;
    kind: string;
    at: string;
    user_id: string;
    input: string;
    input_hash: string;
    hash: string;
  };
  oplog: {
    seq: number;
    op_id: string;
    device_id: string;
    dev_seq: number;
    operator_id: string;
    kind: string;
    case_id: string;
    party_id: string;
    occurred_at: string;
    received_at: string;
    head: string;
    body: string;
    body_hash: string;
    disposition: string;
    code: Nullable<string>;
    decided_by: Nullable<string>;
    decided_at: Nullable<string>;
    context_id: Nullable<number>;
    hash: string;
  };
  activities: {
    id: string;
    case_id: string;
    seq: number;
    at: string;
    kind: string;
    user_id: string;
    code: Nullable<string>;
    text: string;
    params: string;
    disposition: string;
  };
  promises: {
    id: string;
    case_id: string;
    amount: number;
    due_on: string;
    method: string;
    check_on: string;
    made_at: string;
    status: string;
  };
  payments: {
    id: string;
    creditor_id: string;
    case_id: string;
    amount: number;
    paid_on: string;
    channel: string;
    reference: string;
    file_id: Nullable<string>;
    recorded_by: string;
    recorded_at: string;
    reversed_on: Nullable<string>;
    reversed_by: Nullable<string>;
    reversed_at: Nullable<string>;
    reversed_seq: Nullable<number>;
    reversal_reason: Nullable<string>;
    seq: number;
  };
  payment_files: {
    id: string;
    creditor_id: string;
    file_name: string;
    sha256: string;
    status: string;
    posted: number;
    amount: number;
    refused: number;
    repeated: number;
    created_by: string;
    created_at: string;
  };
  /** `entries`: about how many rows `feed` has of the scope; `kept`: how many were left when they were last thinned. */
  heads: {
    scope: string;
    seq: number;
    pruned_to: Generated<number>;
    entries: Generated<number>;
    kept: Generated<number>;
  };
  /** Every change; the last entry of an entity stands. */
  feed: { scope: string; seq: number; entity: string; entity_id: string; present: number };
  outcomes: { id: string; version: number; body: string };
  settings: { id: string; body: string };
  telephony_accounts: {
    user_id: string;
    username: string;
    display_name: string;
    /** The password, sealed. */
    box: string;
    changed_at: string;
  };
  telephony_secrets: { id: string; salt: string };
  return_files: {
    id: string;
    mandate_id: string;
    file_name: string;
    sha256: string;
    bytes: Uint8Array;
    totals: string;
    created_by: string;
    created_at: string;
  };
  tally_hours: {
    day: string;
    hour: number;
    team_id: string;
    mandate_id: string;
    attempts: number;
    contacts: number;
    right_party: number;
    promises: number;
    promised: number;
  };
  tally_calls: { call_id: string; day: string };
  tally_worked: { team_id: string; case_id: string; mandate_id: string; last_day: string };
  tally_cases: { case_id: string; batch_id: string; worked: number; reached: number; promised: number; paying: number };
  tally_batches: {
    batch_id: string;
    mandate_id: string;
    cases: number;
    entrusted: number;
    worked: Generated<number>;
    reached: Generated<number>;
    promised: Generated<number>;
    paying: Generated<number>;
  };
  tally_collected: { batch_id: string; paid_on: string; amount: number; payments: number };
  tally_payments: { payment_id: string };
  recordings: {
    id: string;
    case_id: string;
    phone_id: string;
    consent_op: string;
    operator_id: string;
    epk: string;
    status: string;
    started_at: string;
    heard_at: string;
    ended_at: Nullable<string>;
    pieces: Generated<number>;
    bytes: Generated<number>;
    duration_ms: Generated<number>;
    keep_days: number;
    reason: Nullable<string>;
  };
  recording_keys: { recording_id: string; box: string };
  audit: {
    seq: number;
    at: string;
    user_id: string;
    action: string;
    subject: string;
    case_id: Nullable<string>;
    detail: string;
    detail_hash: string;
    hash: string;
  };
};
