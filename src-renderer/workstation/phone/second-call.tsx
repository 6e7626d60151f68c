import { useApp } from '../../app/context.tsx';
import { isOnLine, type PhoneCall } from '../../telephony/call.ts';
import { useSay } from '../say.ts';
import { CallHead } from './call-head.tsx';
import { useNumberWords } from './number-words.ts';
import { PhoneKeys } from './phone-panel.tsx';

/**
 * Somebody is on the line of whom no card knows and who did not call: whoever was asked for a word, once the call that it
 * was about has ended, or the conference that everybody was handed over to.
 */
export const SecondCall = ({ phoned }: { readonly phoned: PhoneCall }) => {
  const say = useSay();
  const numberWords = useNumberWords();
  const { phone } = useApp();
  const room = phone.view((state) => state.account?.conferenceRoom ?? null);
  const other = phone.view((state) => state.calls.find((one) => one.id !== phoned.id && isOnLine(one)));
  const meets = phoned.number === room;
  return (
    <section className="phone-incoming" aria-label={say('phone.transfer.other')}>
      <CallHead
        phoned={phoned}
        title={meets ? say('phone.transfer.room') : numberWords(phoned.number)}
        about={say(meets ? 'phone.transfer.roomAbout' : 'phone.transfer.aloneAbout')}
      />
      <PhoneKeys phoned={phoned} other={other} />
    </section>
  );
};
