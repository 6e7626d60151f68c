/**
 * How the CAPs of each province begin; abolished provinces and old letters stay because files still carry them.
 * Border municipalities are exceptions: good enough for a warning, never for a refusal.
 */
const TEXT = `
AG 92|AL 15|AN 60|AO 11|AP 63|AQ 67|AR 52|AT 14|AV 83|BA 70|BG 24 238|BI 138 139|BL 32|BN 82|BO 40|BR 72|BS 25|BT 76 70 71
BZ 39|CA 09|CB 86|CE 81|CH 66|CI 09|CL 93|CN 12 180|CO 22|CR 26|CS 87|CT 95|CZ 88|EN 94|FC 47|FE 44|FG 71|FI 50|FM 63|FO 47
FR 03|GE 16|GO 34|GR 58|IM 18|IS 86|KR 88|LC 23 22 24|LE 73|LI 57|LO 26 20|LT 04|LU 55|MB 20|MC 62|ME 98|MI 20|MN 46
MO 41|MS 54|MT 75|NA 80|NO 28|NU 08|OG 08|OR 09 08|OT 07|PA 90|PC 29|PD 35|PE 65|PG 06|PI 56|PN 33|PO 59|PR 43|PS 61
PT 51|PU 61|PV 27|PZ 85|RA 48|RC 89|RE 42|RG 97|RI 02|RM 00|RN 47|RO 45|SA 84|SI 53|SO 23|SP 19|SR 96|SS 07|SU 09 08
SV 17 120|TA 74|TE 64|TN 38|TO 10|TP 91|TR 05|TS 34|TV 31|UD 33|VA 21|VB 28|VC 13|VE 30|VI 36|VR 37|VS 09|VT 01|VV 89
`;

export const CAP_PREFIXES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  TEXT.trim()
    .split(/[|\n]/u)
    .map((entry) => {
      const [province = '', ...prefixes] = entry.split(' ');
      return [province, prefixes];
    }),
);
