const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Since 1980 every zone has moved its clock at a full minute of UTC, so one reading serves that minute. */
const MINUTES_FROM = Date.UTC(1980, 0, 1);
const MINUTES_KEPT = 4_000;

/** Reads one zone's wall clock: the local date and time, in milliseconds as if they were UTC. */
type WallClock = (epochMs: number) => number;

function wallClock(zone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const look = (epochMs: number): number => {
    // MM/DD/YYYY, HH:MM:SS
    const text = format.format(epochMs);
    const read = (from: number, to: number): number => Number(text.slice(from, to));
    return Date.UTC(read(6, 10), read(0, 2) - 1, read(3, 5), read(12, 14), read(15, 17), read(18, 20));
  };
  const offsets = new Map<number, number>();
  return (epochMs) => {
    if (epochMs < MINUTES_FROM) return look(epochMs);
    const minute = Math.floor(epochMs / MINUTE_MS);
    let offset = offsets.get(minute);
    if (offset === undefined) {
      offset = look(minute * MINUTE_MS) - minute * MINUTE_MS;
      if (offsets.size >= MINUTES_KEPT) offsets.clear();
      offsets.set(minute, offset);
    }
    return Math.floor(epochMs / 1000) * 1000 + offset;
  };
}

// Not state but a table filled on demand: the same zone always gives the same clock, and a formatter is dear to build.
const CLOCKS = new Map<string, WallClock>();

function clockOf(zone: string): WallClock {
  const known = CLOCKS.get(zone);
  if (known !== undefined) return known;
  const made = wallClock(zone);
  CLOCKS.set(zone, made);
  return made;
}

function epochOf(instant: string): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`);
  return ms;
}

/** Is the text an IANA zone that this machine knows? */
export function isZone(zone: string): boolean {
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The civil date ('YYYY-MM-DD') that people in the zone have at the instant (UTC ISO). */
export function civilDateAt(instant: string, zone: string): string {
  return localAt(instant, zone).date;
}

/** The wall clock 'HH:mm' that people in the zone read at the instant. */
export function timeAt(instant: string, zone: string): string {
  return localAt(instant, zone).time;
}

/** Date and wall clock in the zone, in one reading. */
export function localAt(instant: string, zone: string): { readonly date: string; readonly time: string } {
  const text = new Date(clockOf(zone)(epochOf(instant))).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

/** Today's civil date in the zone. */
export function todayIn(zone: string, now: string): string {
  return civilDateAt(now, zone);
}

/**
 * The UTC instant (ISO) at which the zone's wall clock shows `time` ('HH:mm', also '24:00') on `date`.
 *
 * In the night that skips an hour a time that does not exist moves forward by that hour (02:30 becomes 03:30); in the
 * night that repeats one the first of the two is taken. Both as Temporal's "compatible" does.
 */
export function instantAt(date: string, time: string, zone: string): string {
  const local = time === '24:00' ? epochOf(`${date}T00:00:00Z`) + DAY_MS : epochOf(`${date}T${time}:00Z`);
  const clock = clockOf(zone);
  const offsetAt = (ms: number): number => Math.round((clock(ms) - ms) / MINUTE_MS) * MINUTE_MS;
  const before = local - offsetAt(local - DAY_MS);
  const after = local - offsetAt(local + DAY_MS);
  const real = [before, after].filter((ms) => clock(ms) === local);
  return new Date(real.length === 0 ? before : Math.min(...real)).toISOString();
}

/** The instant moved by minutes. */
export function addMinutes(instant: string, minutes: number): string {
  return new Date(epochOf(instant) + minutes * MINUTE_MS).toISOString();
}
