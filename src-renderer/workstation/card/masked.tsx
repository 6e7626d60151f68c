import type { ReactNode } from 'react';

/** Dots in the place of what must not be seen yet; a screen reader hears why instead of a row of dots. */
export const Masked = ({
  when,
  label,
  children,
}: {
  readonly when: boolean;
  readonly label: string;
  readonly children: ReactNode;
}) =>
  when ? (
    <>
      <span aria-hidden="true" className="masked">
        •••••
      </span>
      <span className="visually-hidden">{label}</span>
    </>
  ) : (
    children
  );
