import { HardDrive } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-catalogue.ts';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import type { CaseView, Draft, WorkstationStore } from '../../offline/api.ts';
import { useApp } from '../../app/context.tsx';
import { useErrorWords } from '../../app/error-words.ts';
import { useKeyHandlers, useKeys } from '../../app/keys/keys.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import type { Call } from '../call-store.ts';
import { personOf, type Phone } from '../card/people.ts';
import { useInstant } from '../clock.ts';
import { EndedCall } from '../phone/ended-call.tsx';
import { PhonePanel } from '../phone/phone-panel.tsx';
import { useSay } from '../say.ts';
import { NextCall } from '../shift/next-call.tsx';
import { CallPanel } from './call-panel.tsx';
import { isBlank, type DraftPatch } from './draft.ts';
import { OtherOutcomes } from './other-outcomes.tsx';
import { OutcomeFields } from './outcome-fields.tsx';
import { IdentityCheck } from './identity-check.tsx';
import { buildOutcome, identityProblem, isMasked, suggestedFields, type Problems } from './outcome-form.ts';
import { OutcomePerson } from './outcome-person.tsx';
import { useFirstField } from './use-first-field.ts';
import { NextStep } from './next-step.tsx';
import { OutcomeGrid } from './outcome-grid.tsx';
import { SaveState, type LastSaved } from './save-state.tsx';
import './outcome.css';

export type OutcomePaneProps = {
  readonly store: WorkstationStore;
  readonly view: CaseView;
  readonly draft: Draft;
  readonly draftSaved: boolean;
  readonly draftError: unknown;
  readonly outcomes: readonly OutcomeDefinition[];
  readonly ruleSet: ContactRuleSet;
  readonly call: Call | null;
  readonly last: LastSaved | null;
  readonly onChange: (patch: DraftPatch) => void;
  readonly onVerified: (verified: Draft['verified']) => void;
  readonly onEndCall: () => void;
  readonly onCall: (phone: Phone) => void;
  /** The number that could not be called, by the system's program. */
  readonly onHandOver: () => void;
  readonly onSave: (body: OperationBody<'outcome'>) => Promise<void>;
  readonly onSuspend: () => void;
};

/** The right column: the call, the outcome, and saving it. */
export const OutcomePane = (props: OutcomePaneProps) => {
  const {
    store,
    view,
    draft,
    outcomes,
    ruleSet,
    call,
    last,
    onChange,
    onVerified,
    onEndCall,
    onCall,
    onHandOver,
    onSave,
    onSuspend,
  } = props;
  const say = useSay();
  const words = useErrorWords();
  const { cap } = useKeys();
  const now = useInstant('minute');
  const { call: calls, shift } = useApp();
  const lastEnd = calls((state) => state.lastEnd);
  const nextMode = shift((state) => state.choice.nextMode);
  const noteRef = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLDivElement>(null);
  const [others, setOthers] = useState(false);
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const choices = outcomes.filter(({ active, operatorMayChoose }) => active && operatorMayChoose);
  const definition = choices.find(({ code }) => code === draft.code) ?? null;
  // A call that came in stands in the draft a moment after it was answered: what counts is that it goes on.
  const talked =
    call?.caseId === view.case.id && draft.callStartedAt === null ? { ...draft, callStartedAt: call.startedAt } : draft;
  const built = buildOutcome(definition, talked, { view, now, ruleSet });
  const problems: Problems = tried && !built.ok ? built.problems : {};
  const identity = definition === null ? null : identityProblem(definition, draft);
  const person = personOf(view, draft);
  const toFirstField = useFirstField(form, others);
  const { verified } = draft;
  const wasVerified = useRef(verified);
  const chosenCode = definition?.code ?? null;
  useEffect(() => {
    const justNow = wasVerified.current !== verified && verified === 'verified';
    wasVerified.current = verified;
    // Verified for the outcome that waits for it: on with its first field.
    if (justNow && chosenCode !== null) toFirstField();
  }, [verified, chosenCode, toFirstField]);

  const choose = (code: string): void => {
    const chosen = choices.find((outcome) => outcome.code === code);
    if (chosen === undefined) return;
    setTried(false);
    onChange({ code, fields: suggestedFields(chosen, draft, { view, now, ruleSet }) });
    toFirstField();
  };
  const save = async (): Promise<void> => {
    if (saving) return;
    setTried(true);
    // What is checked is the present, not the last minute's beat of the clock.
    const fresh = buildOutcome(definition, talked, { view, now: new Date().toISOString(), ruleSet });
    if (!fresh.ok) {
      toFirstField(fresh.problems.verified === undefined ? '[data-invalid]' : '.outcome-identity');
      return;
    }
    setSaving(true);
    setError(null);
    try {
      await onSave(fresh.body);
    } catch (cause) {
      setError(cause);
      setSaving(false);
    }
  };
  const saveNow = useRef(save);
  useEffect(() => {
    saveNow.current = save;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (document.querySelector('.ui-overlay') !== null) return;
      event.preventDefault();
      // Not also the press of a button that has the focus.
      event.stopPropagation();
      void saveNow.current();
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
  useKeyHandlers({
    digit: (digit) => {
      if (digit === '0') setOthers(true);
      else {
        const chosen = choices.find(({ key }) => key === digit);
        if (chosen) choose(chosen.code);
      }
    },
    note: () => noteRef.current?.focus(),
    suspend: onSuspend,
  });
  const general = problems.code;
  return (
    <section className="outcome" aria-label={say('outcome.title')}>
      {call === null ? (
        nextMode && draft.callOpId === null && draft.code === null ? (
          <NextCall view={view} ruleSet={ruleSet} onCall={onCall} />
        ) : null
      ) : call.phoneId === null ? (
        <CallPanel call={call} onEnd={onEndCall} />
      ) : (
        <PhonePanel call={call} />
      )}
      <div className="outcome-body" ref={form}>
        <h2>{say(draft.callOpId === null ? 'outcome.heading' : 'outcome.headingCall')}</h2>
        {lastEnd?.caseId === view.case.id ? (
          <EndedCall
            last={lastEnd}
            outcomes={choices}
            chosen={draft.code}
            onChoose={choose}
            onHandOver={call === null && draft.contactPointId !== null ? onHandOver : null}
          />
        ) : null}
        <OutcomeGrid outcomes={choices} chosen={definition} onChoose={choose} onOthers={() => setOthers(true)} />
        <OutcomePerson view={view} draft={draft} isDisabled={call !== null} onChange={onChange} />
        {identity === null ? null : (
          <IdentityCheck
            problem={identity}
            name={person.party.name}
            tried={problems.verified !== undefined}
            onVerified={() => onVerified('verified')}
          />
        )}
        {definition === null || (identity !== null && isMasked(view, draft)) ? (
          <TextArea
            label={say('outcome.field.note')}
            value={draft.note}
            onChange={(note) => onChange({ note })}
            maxLength={4000}
            areaRef={noteRef}
          />
        ) : (
          <OutcomeFields
            definition={definition}
            view={view}
            draft={draft}
            problems={problems}
            now={now}
            onChange={onChange}
            noteRef={noteRef}
          />
        )}
        {definition === null || !built.ok ? null : (
          <NextStep
            definition={definition}
            body={built.body}
            now={now}
            zone={view.party.zone}
            graceDays={view.mandate?.promiseGraceDays ?? 3}
            ruleSet={ruleSet}
          />
        )}
      </div>
      <div className="outcome-foot">
        {general === undefined ? null : <Notice tone="warn" live title={say(`outcome.problem.${general}`)} />}
        {error === null ? null : <Notice tone="bad" live title={words(error)} />}
        {props.draftError === null ? null : <Notice tone="bad" live title={say('outcome.draftNotSaved')} />}
        {isBlank(draft) ? (
          last === null ? null : (
            <SaveState store={store} last={last} />
          )
        ) : (
          <p className="save-state small">
            <HardDrive aria-hidden="true" />
            <span className="clip">{say(props.draftSaved ? 'outcome.draftSaved' : 'outcome.draftSaving')}</span>
          </p>
        )}
        <div className="outcome-save">
          <Button size="l" kbd={cap('suspend')} isDisabled={call !== null} onPress={onSuspend}>
            {say('outcome.suspend')}
          </Button>
          <Button
            variant="primary"
            size="l"
            kbd="Ctrl ⏎"
            isPending={saving}
            onPress={() => void save()}
            className="grow"
          >
            {say('outcome.save')}
          </Button>
        </div>
      </div>
      <OtherOutcomes isOpen={others} onClose={() => setOthers(false)} outcomes={choices} onChoose={choose} />
    </section>
  );
};
