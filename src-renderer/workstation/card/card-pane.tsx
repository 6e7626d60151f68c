import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import type { ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-catalogue.ts';
import type { CaseView, Draft } from '../../offline/api.ts';
import { Alerts } from './alerts.tsx';
import { CaseMenu } from './case-menu.tsx';
import { ContactPoints } from './contact-points.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { Identity } from './identity.tsx';
import { MorePanel } from './more-panel.tsx';
import { personOf, type Phone } from './people.ts';
import { UnpaidTable } from './unpaid-table.tsx';
import { VerifyBar } from './verify-bar.tsx';
import './card.css';

export type CardPaneProps = {
  readonly view: CaseView;
  readonly draft: Draft;
  readonly masked: boolean;
  readonly ruleSet: ContactRuleSet;
  readonly outcomes: readonly OutcomeDefinition[];
  readonly callingPointId: string | null;
  readonly onVerified: (verified: Draft['verified']) => void;
  readonly onCall: (phone: Phone) => void;
  readonly onEnd: () => void;
  readonly onEdit: (body: OperationBody<'contact-edit'>) => void;
  readonly onNote: (text: string) => Promise<void>;
  readonly onNoteWritten: (text: string) => void;
  readonly onReschedule: (body: OperationBody<'reschedule'>) => void;
  readonly onFlag: (flag: OperationBody<'flag'>['flag']) => void;
};

/** The middle: one debtor, one case. */
export const CardPane = (props: CardPaneProps) => {
  const { view, draft, masked, ruleSet, outcomes, callingPointId } = props;
  const person = personOf(view, draft);
  return (
    <article className="card" aria-label={`${view.party.name}, ${view.case.caseNumber}`}>
      <Identity
        view={view}
        masked={masked}
        menu={<CaseMenu view={view} ruleSet={ruleSet} onReschedule={props.onReschedule} onFlag={props.onFlag} />}
      />
      <VerifyBar
        person={person}
        isDebtor={person.party.id === view.party.id}
        verified={draft.verified}
        onVerified={props.onVerified}
      />
      <Alerts view={view} masked={masked} />
      <UnpaidTable view={view} masked={masked} />
      <div className="card-two">
        <div className="card-left">
          <ContactPoints
            view={view}
            ruleSet={ruleSet}
            callingPointId={callingPointId}
            onCall={props.onCall}
            onEnd={props.onEnd}
            onEdit={props.onEdit}
          />
          <MorePanel view={view} masked={masked} />
        </div>
        <HistoryPanel
          view={view}
          outcomes={outcomes}
          masked={masked}
          written={draft.historyNote}
          onWritten={props.onNoteWritten}
          onNote={props.onNote}
        />
      </div>
    </article>
  );
};
