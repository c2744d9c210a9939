/** Durations of delegations: ISO 8601, counted by the calendar in UTC, so that no clock that is put forward or back changes an end. */
import { shortText } from '../../kernel/schema/input.ts';
import type { InputField } from '../../kernel/schema/input.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { delegationMessages } from './messages.ts';

/** A day in milliseconds. Days of delegations are days of UTC: each is as long as the other. */
export const DAY_MS = 86_400_000;

const PARTS =
  /^P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/;

/** A duration in months, days and milliseconds; null for what is none. */
function partsOf(duration: string): { months: number; days: number; milliseconds: number } | null {
  const found = PARTS.exec(duration);
  if (!found) return null;
  const [years, months, weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { months: 12 * years + months, days: 7 * weeks + days, milliseconds: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
}

/** When what begins at `start` and lasts so long ends; null where the text is no duration. A month later than the 31st is the last of the month. */
export function endOf(start: Date, duration: string): Date | null {
  const parts = partsOf(duration);
  if (!parts) return null;
  const end = new Date(start);
  end.setUTCMonth(end.getUTCMonth() + parts.months);
  if (end.getUTCDate() !== start.getUTCDate()) end.setUTCDate(0);
  return new Date(end.getTime() + parts.days * DAY_MS + parts.milliseconds);
}

/** A delegation lasts from one day to two years (Graph): a year counts as 365 days here, a month as a twelfth of it. */
function fits(duration: string): boolean {
  const parts = partsOf(duration);
  if (!parts || parts.milliseconds > 0) return false;
  const days = (parts.months * 365) / 12 + parts.days;
  return days >= 1 && days <= 730;
}

/** How long a delegation is to last: `P1D` to `P2Y`, in years, months, weeks and days. */
export const duration = (description: string): InputField<string> => {
  const text = shortText(description, 20);
  return {
    ...text,
    check(value, field) {
      const given = text.check(value, field).toUpperCase();
      if (!fits(given)) throw new Problem('INVALID', delegationMessages.badDuration({ field }), { field });
      return given;
    },
  };
};
