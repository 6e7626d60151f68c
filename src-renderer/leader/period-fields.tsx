import { DateField } from '../ui/date-field.tsx';

type Period = { readonly from: string | null; readonly to: string | null };

/** From a day to a day, either left open; neither passes the other. */
export const PeriodFields = ({
  period: { from, to },
  labels,
  onChange,
}: {
  readonly period: Period;
  readonly labels: { readonly from: string; readonly to: string };
  readonly onChange: (change: Partial<Period>) => void;
}) => (
  <>
    <DateField label={labels.from} value={from} onChange={(day) => onChange({ from: day })} max={to ?? undefined} />
    <DateField label={labels.to} value={to} onChange={(day) => onChange({ to: day })} min={from ?? undefined} />
  </>
);
