/** The mark and the name. */
export const Brand = () => (
  <span className="brand">
    <i aria-hidden="true" />
    Sollecito
  </span>
);
