/** Countries with one zone, as files write them; a debtor elsewhere is called by the workspace's clock. */
const ZONES: Readonly<Record<string, string>> = {
  it: 'Europe/Rome', ita: 'Europe/Rome', italia: 'Europe/Rome', italy: 'Europe/Rome', sm: 'Europe/San_Marino',
  va: 'Europe/Vatican', ch: 'Europe/Zurich', svizzera: 'Europe/Zurich', switzerland: 'Europe/Zurich', fr: 'Europe/Paris',
  francia: 'Europe/Paris', france: 'Europe/Paris', de: 'Europe/Berlin', germania: 'Europe/Berlin', germany: 'Europe/Berlin',
  at: 'Europe/Vienna', austria: 'Europe/Vienna', si: 'Europe/Ljubljana', slovenia: 'Europe/Ljubljana', hr: 'Europe/Zagreb',
  croazia: 'Europe/Zagreb', mt: 'Europe/Malta', malta: 'Europe/Malta', gb: 'Europe/London', uk: 'Europe/London',
  ie: 'Europe/Dublin', irlanda: 'Europe/Dublin', be: 'Europe/Brussels', nl: 'Europe/Amsterdam', lu: 'Europe/Luxembourg',
  ro: 'Europe/Bucharest', romania: 'Europe/Bucharest', al: 'Europe/Tirane', albania: 'Europe/Tirane', gr: 'Europe/Athens',
  grecia: 'Europe/Athens', pl: 'Europe/Warsaw', polonia: 'Europe/Warsaw', bg: 'Europe/Sofia', hu: 'Europe/Budapest',
  cz: 'Europe/Prague', sk: 'Europe/Bratislava', dk: 'Europe/Copenhagen', se: 'Europe/Stockholm', no: 'Europe/Oslo',
  fi: 'Europe/Helsinki', md: 'Europe/Chisinau', rs: 'Europe/Belgrade', ma: 'Africa/Casablanca', tn: 'Africa/Tunis',
}; // prettier-ignore

export const zoneOf = (country: string, workspace: string): string => ZONES[country.trim().toLowerCase()] ?? workspace;
