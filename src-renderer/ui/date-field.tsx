import { parseDate, parseTime, type CalendarDate, type Time } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
  TimeField as AriaTimeField,
} from 'react-aria-components';
import { FieldFoot, FieldLabel, type FieldWords } from './field-parts.tsx';
import { classes, present } from './present.ts';
import './field.css';

export type DateFieldProps = FieldWords & {
  /** A civil date 'YYYY-MM-DD', or null while it is empty or unfinished. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  readonly className?: string;
};

const civil = (text: string | null | undefined): CalendarDate | undefined => {
  if (text === null || text === undefined || text === '') return undefined;
  try {
    return parseDate(text);
  } catch {
    return undefined;
  }
};

const Segments = () => (
  <DateInput className="ui-date-input">
    {(segment) => <DateSegment segment={segment} className="ui-date-segment" />}
  </DateInput>
);

/** A day of the calendar, typed part by part or picked. */
export const DateField = (props: DateFieldProps) => {
  const { label, labelHidden, help, error, value, onChange, min, max, isDisabled, autoFocus, className } = props;
  return (
    <DatePicker<CalendarDate>
      {...present({ minValue: civil(min), maxValue: civil(max), isDisabled, autoFocus })}
      value={civil(value) ?? null}
      onChange={(next) => onChange(next === null ? null : next.toString())}
      shouldForceLeadingZeros
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      <FieldLabel label={label} labelHidden={labelHidden ?? false} />
      <Group className="ui-input ui-input-group">
        <Segments />
        <Button className="ui-inline-button">
          <CalendarDays aria-hidden="true" />
        </Button>
      </Group>
      <FieldFoot help={help} error={error} />
      <Popover className="ui-popover" offset={4}>
        <Dialog>
          <Calendar className="ui-calendar">
            <header className="ui-calendar-head">
              <Button slot="previous" className="ui-inline-button">
                <ChevronLeft size={16} aria-hidden="true" />
              </Button>
              <Heading />
              <Button slot="next" className="ui-inline-button">
                <ChevronRight size={16} aria-hidden="true" />
              </Button>
            </header>
            <CalendarGrid weekdayStyle="short">
              {(date) => <CalendarCell date={date} className="ui-day" />}
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
};

export type TimeFieldProps = FieldWords & {
  /** Wall clock 'HH:mm', or null while it is unfinished. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly isDisabled?: boolean;
  readonly className?: string;
};

const wallClock = (text: string | null): Time | null => {
  if (text === null || !/^\d{2}:\d{2}$/u.test(text)) return null;
  return parseTime(text);
};

/** A time of day on a 24-hour clock. */
export const TimeField = ({
  label,
  labelHidden,
  help,
  error,
  value,
  onChange,
  isDisabled,
  className,
}: TimeFieldProps) => (
  <AriaTimeField<Time>
    {...present({ isDisabled })}
    hourCycle={24}
    value={wallClock(value)}
    onChange={(next) => onChange(next === null ? null : next.toString().slice(0, 5))}
    shouldForceLeadingZeros
    isInvalid={Boolean(error)}
    validationBehavior="aria"
    className={classes('ui-field', className)}
  >
    <FieldLabel label={label} labelHidden={labelHidden ?? false} />
    <Group className="ui-input ui-input-group">
      <Segments />
    </Group>
    <FieldFoot help={help} error={error} />
  </AriaTimeField>
);
