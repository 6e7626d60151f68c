import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { PAYMENT_CHANNELS, type PaymentChannel } from '../../../src-shared/contract/payments.ts';

const isChannel = (text: string): text is PaymentChannel => PAYMENT_CHANNELS.some((channel) => channel === text);

/** The channel in words; what a file called otherwise stays as the file said it. */
export const useChannelWords = (): ((channel: string) => string) => {
  const { t } = useTranslation('payments');
  return useCallback((channel) => (isChannel(channel) ? t(`channel.${channel}`) : channel), [t]);
};
