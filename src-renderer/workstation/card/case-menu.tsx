import { CalendarClock, MoreHorizontal, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import type { ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import type { CaseView } from '../../offline/api.ts';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { RescheduleDialog } from '../agenda/reschedule-dialog.tsx';
import { useInstant } from '../clock.ts';
import { useSay } from '../say.ts';

export type CaseMenuProps = {
  readonly view: CaseView;
  readonly ruleSet: ContactRuleSet;
  readonly onReschedule: (body: OperationBody<'reschedule'>) => void;
  readonly onFlag: (flag: OperationBody<'flag'>['flag']) => void;
};

/** What can be done with a case besides an outcome. */
export const CaseMenu = ({ view, ruleSet, onReschedule, onFlag }: CaseMenuProps) => {
  const say = useSay();
  const now = useInstant('minute');
  const [open, setOpen] = useState<'reschedule' | 'consent' | null>(null);
  const close = (): void => setOpen(null);
  const { next, closed } = view.case.state;
  return (
    <>
      <Menu
        label={say('card.menu')}
        trigger={<IconButton size="s" label={say('card.menu')} icon={<MoreHorizontal />} />}
        groups={[
          {
            id: 'case',
            actions: [
              {
                id: 'reschedule',
                label: say('card.reschedule'),
                icon: <CalendarClock />,
                isDisabled: closed !== null,
                onAction: () => setOpen('reschedule'),
              },
              {
                id: 'consent',
                label: say('card.consent.action'),
                icon: <ShieldOff />,
                isDisabled: Boolean(view.party.state.flags.consentWithdrawn),
                onAction: () => setOpen('consent'),
              },
            ],
          },
        ]}
      />
      {open === 'reschedule' ? (
        <RescheduleDialog
          row={{ name: view.party.name, at: next.at ?? now, zone: view.party.zone }}
          ruleSet={ruleSet}
          onClose={close}
          onSave={(body) => {
            close();
            onReschedule(body);
          }}
        />
      ) : null}
      <ConfirmDialog
        title={say('card.consent.title')}
        isOpen={open === 'consent'}
        onClose={close}
        consequence={say('card.consent.consequence', { count: view.case.siblings.length + 1 })}
        confirmLabel={say('card.consent.go')}
        onConfirm={() => {
          close();
          onFlag('consentWithdrawn');
        }}
      />
    </>
  );
};
