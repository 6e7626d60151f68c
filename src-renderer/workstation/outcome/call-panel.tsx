import { PhoneOff } from 'lucide-react';
import { formatPhone } from '../../../src-shared/domain/phone.ts';
import { useFormat } from '../../app/format.ts';
import { useKeys } from '../../app/keys/keys.tsx';
import { Button } from '../../ui/button.tsx';
import type { Call } from '../call-store.ts';
import { useCallSeconds } from '../call-state.tsx';
import { useSay } from '../say.ts';

/** The call that is going on: number, time, and the key that ends it. */
export const CallPanel = ({ call, onEnd }: { readonly call: Call; readonly onEnd: () => void }) => {
  const say = useSay();
  const format = useFormat();
  const { cap } = useKeys();
  const seconds = useCallSeconds(call.startedAt);
  return (
    <section className="call-live" aria-label={say('call.title')}>
      <div className="call-top">
        <div className="grow">
          <div className="call-number num">{formatPhone(call.number)}</div>
          <div className="small muted clip">{[call.name, call.label].filter((part) => part !== '').join(' · ')}</div>
        </div>
        <div className="call-time" role="timer" aria-label={say('call.duration')}>
          {format.clock(seconds)}
        </div>
      </div>
      <Button
        variant="danger"
        icon={<PhoneOff aria-hidden="true" />}
        kbd={cap('hangUp')}
        onPress={onEnd}
        className="call-end"
      >
        {say('call.end')}
      </Button>
    </section>
  );
};
