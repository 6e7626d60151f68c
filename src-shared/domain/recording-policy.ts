/** What a workspace has decided about recording its calls. The shipped one records nothing. */
export type RecordingPolicy = {
  readonly enabled: boolean;
  /** The mandates whose calls may be recorded; null: all of them. */
  readonly mandateIds: readonly string[] | null;
  /** Days from the end of the call to the destruction of its recording. */
  readonly retentionDays: number;
  /** May operators listen to their own calls? Leaders listen to those of their teams. */
  readonly operatorsListen: boolean;
  /** What the operator reads out before anything is recorded. */
  readonly question: { readonly it: string; readonly en: string };
};

export const RETENTION_DAYS = { min: 1, max: 3650 } as const;

/**
 * Off until a leader switches it on: the trade takes the called person's explicit consent, given for that call, as what
 * makes a recording lawful. The question says so, and that a refusal changes nothing.
 */
export const RECORDING_OFF: RecordingPolicy = {
  enabled: false,
  mandateIds: null,
  retentionDays: 90,
  operatorsListen: false,
  question: {
    it: 'Vorremmo registrare questa telefonata per documentare ciò che ci diciamo. È d’accordo? Può dire di no: la telefonata continua lo stesso, senza registrazione.',
    en: 'We would like to record this call to document what we say. Do you agree? You may say no: the call goes on all the same, without a recording.',
  },
};

/** May a call about a case of this mandate be recorded, once the called person has consented? */
export const mayRecord = (policy: RecordingPolicy, mandateId: string): boolean =>
  policy.enabled && (policy.mandateIds === null || policy.mandateIds.includes(mandateId));

/** The days a recording is kept: as promised when it was made, or fewer where the workspace now keeps less. */
export const daysKept = (promised: number, policy: Pick<RecordingPolicy, 'retentionDays'>): number =>
  Math.min(promised, policy.retentionDays);

const DAY_MS = 86_400_000;

/** Has a recording that ended then outlived its days? Both are UTC instants. */
export const isOutlived = (endedAt: string, days: number, now: string): boolean =>
  Date.parse(endedAt) + days * DAY_MS <= Date.parse(now);

/**
 * Who may listen: the leader to whom the case belongs; the operator who made the call where the policy lets him. Nobody
 * else: administrators and auditors reach no debtor's voice.
 */
export const mayListen = (
  policy: RecordingPolicy,
  who: { readonly role: string; readonly ownTeam: boolean; readonly ownCall: boolean },
): boolean => (who.role === 'leader' ? who.ownTeam : who.role === 'operator' && who.ownCall && policy.operatorsListen);
