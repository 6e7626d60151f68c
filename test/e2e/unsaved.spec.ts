import { expect, test } from './fixtures/app.ts';
import { PASSWORD } from './fixtures/sample.ts';

const ADA = { login: 'ada', password: PASSWORD };

test.use({ sample: true });

test('UI-22 what was changed and not saved is there again after leaving the sheet and after a reload', async ({
  openProfile,
  signIn,
}) => {
  const { page } = await openProfile();
  await signIn(page, ADA);
  const unsaved = page.getByText('Ci sono modifiche non salvate.');
  const sheet = (name: string) => page.getByRole('tab', { name, exact: true });
  const outcomes = page.getByRole('table', { name: 'Esiti' }).locator('tbody th');

  await page.goto('/#/settings/outcomes');
  await expect(outcomes.first()).toBeVisible();
  const before = await outcomes.allInnerTexts();
  await page
    .getByRole('button', { name: /^Sposta giù/u })
    .first()
    .click();
  await expect(unsaved).toBeVisible();
  const after = await outcomes.allInnerTexts();
  expect(after).not.toEqual(before);
  await sheet('Utenti').click();
  await expect(page.getByRole('grid', { name: 'Utenti' })).toBeVisible();
  await sheet('Esiti').click();
  await expect(unsaved).toBeVisible();
  expect(await outcomes.allInnerTexts()).toEqual(after);
  await page.reload();
  await expect(unsaved).toBeVisible();
  expect(await outcomes.allInnerTexts()).toEqual(after);
  await page.getByRole('button', { name: 'Annulla le modifiche' }).click();
  await expect(unsaved).toHaveCount(0);
  expect(await outcomes.allInnerTexts()).toEqual(before);

  await page
    .getByRole('button', { name: /^Sposta giù/u })
    .first()
    .click();
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await expect(page.getByText('Catalogo salvato: versione 2')).toBeVisible();
  await expect(unsaved).toHaveCount(0);
  await sheet('Utenti').click();
  await sheet('Esiti').click();
  await expect(outcomes.first()).toBeVisible();
  expect(await outcomes.allInnerTexts()).toEqual(after);
  await expect(unsaved).toHaveCount(0);

  await sheet('Spazio di lavoro').click();
  const name = page.getByLabel('Nome dello spazio di lavoro');
  await name.fill('Recupero Collaudo');
  await sheet('Regole di contatto').click();
  await expect(page.getByText('Orari di chiamata').first()).toBeVisible();
  await sheet('Spazio di lavoro').click();
  await expect(name).toHaveValue('Recupero Collaudo');
  await expect(unsaved).toBeVisible();
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await expect(page.getByText('Impostazioni salvate')).toBeVisible();
  await expect(unsaved).toHaveCount(0);
});
