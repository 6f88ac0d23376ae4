#!/usr/bin/env python3
"""Checks definitions against docs/schemas as an editor does: schemas.py KIND=FILE… prints a line of JSON per file.

A line is the list of complaints about the file, each the path to a value and what is wrong with it. YAML is read as
editors read it, by the core schema of YAML 1.2: NO is a word, a date is text, 010 is ten.
"""
import json
import os
import re
import sys

import yaml
from jsonschema import Draft202012Validator

SCHEMAS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "schemas")


class Core(yaml.SafeLoader):
    """The core schema of YAML 1.2; PyYAML's own is that of 1.1."""

    yaml_implicit_resolvers = {}

    def key(self, node):
        """A key as JSON has it: text."""
        return node.value if isinstance(node, yaml.ScalarNode) else str(self.construct_object(node, deep=True))

    def mapping(self, node):
        self.flatten_mapping(node)
        return {self.key(key): self.construct_object(value, deep=True) for key, value in node.value}

    def integer(self, node):
        text = node.value
        return int(text, 0) if text.startswith(("0x", "0o")) else int(text)

    def number(self, node):
        return float(node.value.lower().replace(".inf", "inf").replace(".nan", "nan"))


for tag, pattern, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+0123456789."),
    ("merge", r"<<", "<"),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))
Core.add_constructor("tag:yaml.org,2002:map", Core.mapping)
Core.add_constructor("tag:yaml.org,2002:int", Core.integer)
Core.add_constructor("tag:yaml.org,2002:float", Core.number)


def validator(kind):
    with open(os.path.join(SCHEMAS, f"{kind}.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def complaints(kind, path, validators={}):
    if kind not in validators:
        validators[kind] = validator(kind)
    with open(path, encoding="utf-8-sig") as file:
        try:
            value = yaml.load(file, Loader=Core)
        except yaml.YAMLError as error:
            return [f"not YAML: {error}"]
    errors = validators[kind].iter_errors(value)
    return sorted(f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:400] for error in errors)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not all("=" in argument for argument in sys.argv[1:]):
        sys.exit("usage: schemas.py KIND=FILE…, KIND one of report, ledger, metric, example")
    for argument in sys.argv[1:]:
        print(json.dumps(complaints(*argument.split("=", 1))))
