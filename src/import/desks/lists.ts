/** Lists of the people and organizations of a desk: they name who tickets mean by an id, and are not kept. */
import { guidOf } from '../values/guid.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import { Skipped, importStep, type ImportContext, type ImportStep } from '../steps/step.ts';
import type { DeskSystem } from './desk.ts';
import { lineAt, personAt, rawAt } from './member.ts';

/** The steps that read the lists of a desk. */
export function listSteps(desk: DeskSystem): ImportStep[] {
  const { people, organizations, system } = desk;
  const keyed = (record: FieldReader, paths: readonly string[]): string => record.need(paths[0]!, lineAt(record, paths));
  return [
    ...(organizations
      ? [
          importStep<(job: ImportContext) => void>({
            shape: { name: `organizations of ${desk.name}`, api: 'desk', fits: (clue) => organizations.fits(clue) },
            kinds: ['ticket'],
            read(record) {
              const id = keyed(record, organizations.key);
              const tenant = lineAt(record, organizations.tenantId);
              const entry = {
                name: lineAt(record, organizations.name),
                domains: domainsAt(record, organizations.domains),
                tenantId: (tenant && guidOf(tenant)) || undefined,
              };
              return ({ directory }) => directory.addOrganization(system, id, entry);
            },
            settle,
          }),
        ]
      : []),
    ...(people
      ? [
          importStep<(job: ImportContext) => void>({
            shape: { name: `people of ${desk.name}`, api: 'desk', fits: (clue) => people.fits(clue) },
            kinds: ['ticket'],
            read(record) {
              const id = keyed(record, people.key);
              const person = personAt(record, people);
              if (!person) throw new Skipped('is nobody: it has neither a name nor an address');
              const organization = lineAt(record, people.organization);
              return ({ directory }) => directory.addPerson(system, id, { name: person.name, email: person.email, organization });
            },
            settle,
          }),
        ]
      : []),
  ];
}

function settle(
  drafts: readonly { said: (job: ImportContext) => void; place: { file: string; number: number | null } }[],
  job: ImportContext,
): [] {
  for (const { said, place } of drafts) {
    if (job.directory.isFull) job.report.leave(place, 'is one of more people and organizations than are looked at');
    else said(job);
  }
  return [];
}

function domainsAt(record: FieldReader, paths: readonly string[] | undefined): string[] {
  const value = rawAt(record, paths);
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string');
  return typeof value === 'string' ? value.split(/[\s,;]+/) : [];
}
