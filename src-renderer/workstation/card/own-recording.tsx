import { Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordingRoutes } from '../../../src-shared/contract/recording.ts';
import { useApp } from '../../app/context.tsx';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { RecordingPlayer } from '../../recordings/recording-player.tsx';
import { Button } from '../../ui/button.tsx';

/** Beside a call of one's own that was recorded, where the workspace lets operators listen; nothing otherwise. */
export const OwnRecording = (props: {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly debtor: string;
  readonly phoneId: string;
}) => {
  const { t } = useTranslation('recording');
  const format = useFormat();
  const [open, setOpen] = useState<string | null>(null);
  const { data, refetch } = useRead(recordingRoutes.ownRecordings, { params: { caseId: props.caseId } });
  const delivered = useApp().recorder.view((state) => state.delivered);
  useEffect(() => {
    if (delivered > 0) void refetch();
  }, [delivered, refetch]);
  const own = data?.recordings.filter(({ phoneId }) => phoneId === props.phoneId) ?? [];
  const played = own.find(({ id }) => id === open);
  return (
    <>
      {own.map(({ id, durationMs }) => {
        const time = format.clock(Math.round(durationMs / 1000));
        return (
          <Button
            key={id}
            size="s"
            variant="quiet"
            icon={<Play aria-hidden="true" />}
            aria-label={t('calls.listenTo', { case: props.caseNumber, time })}
            onPress={() => setOpen(id)}
          >
            {time}
          </Button>
        );
      })}
      {played === undefined ? null : (
        <RecordingPlayer
          played={{ recording: played, caseNumber: props.caseNumber, debtor: props.debtor, operator: '' }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
};
