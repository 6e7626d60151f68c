import { expect, takeScreen, test } from './fixtures/app.ts';

test('FS-01 a new coordinator asks for its administrator, who is then signed in', async ({ openProfile }) => {
  const { page } = await openProfile();
  await expect(page.getByRole('heading', { name: 'Crea l’amministratore' })).toBeVisible();
  await takeScreen(page, 'first-start');
  await page.getByLabel('Nome dello spazio di lavoro').fill('Recuperi Adriatici');
  await page.getByLabel('Nome e cognome').fill('Marta Sabbatini');
  await page.getByLabel('Nome utente').fill('marta');
  await page.getByLabel('Password', { exact: true }).fill('marea-lunga-77');
  await page.getByLabel('Ripeti la password').fill('marea-lunga-77');
  await page.getByRole('button', { name: 'Crea e accedi' }).click();
  await expect(page.getByRole('link', { name: 'Impostazioni' })).toBeVisible();
  await page.reload();
  await expect(page.locator('.avatar')).toBeVisible();
});

test('FS-02 a wrong password is said, and a right one opens', async ({ coordinator, openProfile, signIn }) => {
  await coordinator.addPerson({
    login: 'marta',
    name: 'Marta Sabbatini',
    role: 'administrator',
    password: 'marea-lunga-77',
  });
  const { page } = await openProfile();
  await page.getByLabel('Nome utente').fill('marta');
  await page.getByLabel('Password').fill('sbagliata-del-tutto');
  await page.getByRole('button', { name: 'Accedi', exact: true }).click();
  await expect(page.getByText('Nome utente o password non corretti.')).toBeVisible();
  await takeScreen(page, 'sign-in-refused');
  await signIn(page, { login: 'marta', password: 'marea-lunga-77' });
});
