// Writes media/cases.completion.json: what the editor offers and says while a case file is written,
// beside the published schema. A declarative input is offered whole, and one that lacks something is
// told what; the published schema can only say that no alternative fits.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { z } from 'zod';
import { forms, type FormName } from '../protocol/inputs.ts';

type Json = Readonly<Record<string, unknown>>;

export const completionFile = 'media/cases.completion.json';

/** A value to begin with, for each parameter that a form cannot do without. */
const beginnings: Readonly<Record<string, unknown>> = {
  n: 1000,
  min: 0,
  max: 1_000_000,
  seed: 1,
  start: 0,
  stop: 1000,
  rows: 100,
  cols: 100,
  length: 8,
  alphabet: 'abcdefghijklmnopqrstuvwxyz',
  value: 0,
  nodes: 100,
  edges: 300,
};

export async function caseCompletion(): Promise<string> {
  const input = { $ref: '#/$defs/input' };
  const list = { items: input };
  const names = Object.keys(forms) as FormName[];
  const oneCase = {
    properties: {
      init: list,
      args: list,
      kwargs: { additionalProperties: input },
      expected: input,
    },
    defaultSnippets: [
      {
        label: 'case',
        description: "A case; without expected, the original's outcome is expected",
        bodyText: '{ "id": "$1", "args": [$2] }',
      },
    ],
  };
  const document = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    properties: { cases: { items: oneCase } },
    $defs: {
      input: {
        properties: Object.fromEntries(names.map((name) => [name, described(name)])),
        items: input,
        defaultSnippets: names.map(snippet),
        allOf: names.map(complete),
      },
    },
  };
  return format(JSON.stringify(document), { parser: 'json', printWidth: 100 });
}

function described(name: FormName): Json {
  return { description: forms[name].description };
}

/** An object with this one key has to be the form, whole. */
function complete(name: FormName): Json {
  const { $schema: _version, description: _said, ...parameters } = schemaOf(name);
  return {
    if: { type: 'object', required: [name], maxProperties: 1 },
    // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own word
    then: { properties: { [name]: parameters } },
  };
}

/** As text: in a body that is JSON, a key cannot hold the `$` of a snippet's literal dollar. */
function snippet(name: FormName): Json {
  const required = schemaOf(name)['required'] as readonly string[];
  const parameters = required.map((key, index) => {
    const value = beginnings[key];
    const blank = `\${${index + 1}:${String(value)}}`;
    return `"${key}": ${typeof value === 'string' ? `"${blank}"` : blank}`;
  });
  return {
    label: name,
    description: forms[name].description,
    bodyText: `{ "\\${name}": { ${parameters.join(', ')} } }`,
  };
}

function schemaOf(name: FormName): Json {
  return z.toJSONSchema(forms[name], { io: 'input', unrepresentable: 'any' }) as Json;
}

if (process.argv[1]?.endsWith('case-completion.ts')) {
  const text = await caseCompletion();
  if (readFileSync(completionFile, { encoding: 'utf8', flag: 'a+' }) !== text) {
    writeFileSync(completionFile, text);
  }
}
