import { isLive } from './call.ts';
import type { Phone } from './phone.ts';

/** A page that is closed or loaded anew takes its call with it: whoever does that by mistake is asked first, by the browser or
 * by the desktop. */
export const askBeforeLeaving = (page: Pick<Window, 'addEventListener'>, phone: Pick<Phone, 'view'>): void => {
  page.addEventListener('beforeunload', (event) => {
    if (phone.view.getState().calls.some(isLive)) event.preventDefault();
  });
};
