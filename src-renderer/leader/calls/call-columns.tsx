import { Play } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { outcomeRoutes } from '../../../src-shared/contract/outcomes.ts';
import type { CallRow, RecordingRow } from '../../../src-shared/contract/recording.ts';
import { formatPhone } from '../../../src-shared/domain/phone.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { inWords, type Column } from '../../ui/data-table/column.ts';
import { Tag } from '../../ui/tag.tsx';
import { useSay } from '../../workstation/say.ts';

export type ListenTo = (call: CallRow, recording: RecordingRow) => void;

const seconds = ({ durationMs }: RecordingRow): number => Math.round(durationMs / 1000);

/** The columns of the calls; a recording is opened from its own cell. */
export const useCallColumns = (onListen: ListenTo): readonly Column<CallRow>[] => {
  const { t } = useTranslation('recording');
  const say = useSay();
  const format = useFormat();
  const { data } = useRead(outcomeRoutes.readOutcomes, {});
  return useMemo(() => {
    const labels = new Map(data?.outcomes.map(({ code, label }) => [code, label[format.lang]]));
    // A cause of a newer coordinator has no words here and is shown as it is written.
    const cause = (row: CallRow): string =>
      row.cause === null ? '' : say(`phone.end.${row.cause}`, { defaultValue: row.cause });
    const number = (row: CallRow): string =>
      `${formatPhone(row.number)}${row.direction === 'in' ? ` · ${t('calls.in')}` : ''}`;
    return [
      {
        id: 'at',
        header: t('calls.at'),
        cell: (row) => format.moment(row.startedAt),
        text: (row) => row.startedAt,
        width: 118,
      },
      {
        id: 'case',
        header: t('calls.case'),
        cell: (row) => <b className="clip">{row.caseNumber}</b>,
        text: (row) => row.caseNumber,
        width: 122,
        isRowHeader: true,
      },
      { id: 'debtor', header: t('calls.debtor'), ...inWords((row: CallRow) => row.debtor), width: 134, grow: 2 },
      { id: 'number', header: t('calls.number'), ...inWords(number), width: 152 },
      { id: 'operator', header: t('calls.operator'), ...inWords((row: CallRow) => row.operator), width: 112, grow: 1 },
      {
        id: 'duration',
        header: t('calls.duration'),
        cell: (row) => format.clock(row.durationS),
        text: (row) => row.durationS,
        align: 'end',
        width: 76,
      },
      {
        id: 'outcome',
        header: t('calls.outcome'),
        ...inWords((row: CallRow) => (row.outcome === null ? '' : (labels.get(row.outcome) ?? row.outcome))),
        width: 112,
        grow: 1,
      },
      { id: 'end', header: t('calls.end'), ...inWords(cause), width: 142, grow: 1 },
      {
        id: 'quality',
        header: t('calls.quality'),
        cell: (row) => (
          <span className="calls-quality">
            {row.silentS === 0 ? null : <Tag tone="warn">{t('calls.silent', { time: format.clock(row.silentS) })}</Tag>}
            <span>{row.mos === null ? '' : format.number(Math.round(row.mos * 10) / 10)}</span>
          </span>
        ),
        text: (row) => row.mos,
        align: 'end',
        width: 140,
      },
      {
        id: 'recording',
        header: t('calls.recording'),
        cell: (row) => <Recordings row={row} onListen={onListen} />,
        text: (row) => row.recordings.filter(({ status }) => status !== 'deleted').length,
        width: 126,
      },
    ];
  }, [t, say, format, data, onListen]);
};

const Recordings = ({ row, onListen }: { readonly row: CallRow; readonly onListen: ListenTo }) => {
  const { t } = useTranslation('recording');
  const format = useFormat();
  if (row.recordings.length === 0) {
    return row.consent === null ? null : (
      <Tag tone={row.consent === 'refused' ? 'warn' : 'plain'}>{t(`calls.consent.${row.consent}`)}</Tag>
    );
  }
  return (
    <span className="calls-recordings">
      {row.recordings.map((recording) => {
        const time = format.clock(seconds(recording));
        if (recording.status === 'open') return <Tag key={recording.id}>{t('calls.open')}</Tag>;
        if (recording.status === 'deleted') return <Tag key={recording.id}>{t('calls.deleted')}</Tag>;
        return (
          <Button
            key={recording.id}
            size="s"
            icon={<Play aria-hidden="true" />}
            aria-label={t('calls.listenTo', { case: row.caseNumber, time })}
            onPress={() => onListen(row, recording)}
          >
            {time}
          </Button>
        );
      })}
    </span>
  );
};
