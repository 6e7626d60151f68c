import { MoreHorizontal } from 'lucide-react';
import type { ContactPoint } from '../../../src-shared/contract/entities.ts';
import type { CallPermission } from '../../../src-shared/domain/contact-rules.ts';
import { formatPhone } from '../../../src-shared/domain/phone.ts';
import { useFormat } from '../../app/format.ts';
import { useKeys } from '../../app/keys/keys.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuAction } from '../../ui/menu.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Hint } from '../../ui/tooltip.tsx';
import { useSay } from '../say.ts';
import { contactFacts } from './contact-words.ts';

export type ContactLineProps = {
  readonly point: ContactPoint;
  /** 1–9: the digit that calls it after the call key; 0 where it has none. */
  readonly digit: number;
  readonly permission: CallPermission | null;
  readonly onCall: () => void;
  readonly onWrite: () => void;
  readonly now: string;
  readonly zone: string;
  readonly isCalling: boolean;
  readonly onEnd: () => void;
  readonly actions: readonly MenuAction[];
};

const Rate = ({ point }: { readonly point: ContactPoint }) => {
  const say = useSay();
  const format = useFormat();
  if (point.kind !== 'phone') return <span />;
  if (point.status !== 'ok') return <Tag tone="bad">{say('card.contact.no')}</Tag>;
  // What never answered is said in words.
  if (point.answers === 0) return <span />;
  const rate = point.answers / point.attempts;
  return (
    <Hint text={say('card.contact.rate', { answers: format.number(point.answers), count: point.attempts })}>
      <Tag tone={rate >= 0.5 ? 'good' : 'plain'}>{format.percent(Math.round(rate * 100) / 100)}</Tag>
    </Hint>
  );
};

/** An address that does not fit on its line goes on after its @, not in the middle of a word. */
const Mail = ({ value }: { readonly value: string }) => {
  const at = value.indexOf('@') + 1;
  return (
    <b>
      {value.slice(0, at)}
      <wbr />
      {value.slice(at)}
    </b>
  );
};

/** One way to reach the person. */
export const ContactLine = (props: ContactLineProps) => {
  const { point, digit, permission, onCall, onWrite, isCalling, onEnd, actions, now, zone } = props;
  const say = useSay();
  const format = useFormat();
  const { cap, awaitingDigit } = useKeys();
  const value = point.kind === 'phone' && point.value.startsWith('+') ? formatPhone(point.value) : point.value;
  const callKey = cap('call');
  const stopped =
    point.status === 'blocked' ||
    point.status === 'wrong-person' ||
    point.status === 'dead' ||
    point.status === 'invalid';
  return (
    <li className="contact" data-kind={point.kind}>
      {point.kind === 'phone' ? (
        isCalling ? (
          <Button size="s" variant="danger" kbd={cap('hangUp')} onPress={onEnd}>
            {say('call.endShort')}
            <span className="visually-hidden">{` ${value}`}</span>
          </Button>
        ) : (
          <Button
            size="s"
            variant={awaitingDigit && digit > 0 && permission?.allowed === true ? 'primary' : 'default'}
            isDisabled={permission?.allowed !== true}
            kbd={digit > 0 && !stopped && callKey !== undefined ? `${callKey} ${digit}` : undefined}
            onPress={onCall}
          >
            {say(stopped ? 'card.contact.blocked' : 'card.contact.call')}
            <span className="visually-hidden">{` ${value}`}</span>
          </Button>
        )
      ) : point.kind === 'email' ? (
        <Button size="s" isDisabled={stopped} onPress={onWrite}>
          {say('card.contact.write')}
          <span className="visually-hidden">{` ${value}`}</span>
        </Button>
      ) : (
        <span className="contact-kind small muted">{say('card.contact.kind.address')}</span>
      )}
      <div className="contact-words">
        {point.kind === 'email' ? <Mail value={value} /> : <b className="num">{value}</b>}
        <div className="xs muted">{contactFacts(point, say, format, now, zone)}</div>
      </div>
      <Rate point={point} />
      <Menu
        label={say('card.contact.menu', { value })}
        trigger={<IconButton size="s" label={say('card.contact.menu', { value })} icon={<MoreHorizontal />} />}
        groups={[{ id: 'contact', actions }]}
      />
    </li>
  );
};
