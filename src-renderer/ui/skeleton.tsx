import './skeleton.css';

export type SkeletonProps = { readonly width?: number | string; readonly height?: number | string };

/** Holds the place of what is coming, at the same size, so that nothing jumps. */
export const Skeleton = ({ width = '100%', height = 14 }: SkeletonProps) => (
  <span className="ui-skeleton" aria-hidden="true" style={{ width, height }} />
);

/** Several lines of a list or a table that is loading; says so to screen readers once. */
export const SkeletonRows = ({
  rows,
  height,
  label,
}: {
  readonly rows: number;
  readonly height: number;
  readonly label: string;
}) => (
  <div role="status" aria-label={label} className="ui-skeleton-rows">
    {Array.from({ length: rows }, (_, index) => (
      <div key={index} style={{ height }}>
        <Skeleton width={`${55 + ((index * 17) % 30)}%`} />
        <Skeleton width={`${30 + ((index * 23) % 25)}%`} height={11} />
      </div>
    ))}
  </div>
);
