"""Report and ledger definitions read with as much YAML as they use: block maps and lists, one-line {…} and […], quotes, comments.

Every scalar stays text; `report` and `ledger_settings` make of it what the checks need.
"""
import os
import re
from datetime import date
from fractions import Fraction

TOKEN = re.compile(r'''\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[{}\[\],]|:(?=\s|$)|(?:[^\s{}\[\],:#]|:(?!\s|$)|(?<!\s)#|\s+(?![\s#}\],:]|$))+)''')
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def without_comment(line):
    quote = None
    for at, sign in enumerate(line):
        if quote:
            quote = None if sign == quote else quote
        elif sign in "\"'" and (at == 0 or line[at - 1] in " [{,:"):
            quote = sign
        elif sign == "#" and (at == 0 or line[at - 1] == " "):
            return line[:at].rstrip()
    return line.rstrip()


def scalar(text):
    text = text.strip()
    if text[:1] == text[-1:] and text[:1] in ('"', "'") and len(text) > 1:
        return text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return text


def flow(text):
    """One line's value: a scalar, {…} or […]."""
    if text[:1] not in "{[":
        return scalar(text)
    tokens = [match.group(1).strip() for match in TOKEN.finditer(text)]

    def value(at):
        if tokens[at] == "{":
            result, at = {}, at + 1
            while tokens[at] != "}":
                key = scalar(tokens[at])
                if tokens[at + 1] == ":":
                    result[key], at = value(at + 2)
                else:
                    result[key], at = "", at + 1
                at += tokens[at] == ","
            return result, at + 1
        if tokens[at] == "[":
            result, at = [], at + 1
            while tokens[at] != "]":
                entry, at = value(at)
                result.append(entry)
                at += tokens[at] == ","
            return result, at + 1
        return scalar(tokens[at]), at + 1

    return value(0)[0]


def parse(text):
    lines = [line for line in map(without_comment, text.splitlines()) if line.strip() and line.strip() != "---"]
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in lines]

    def block(at, indent):
        if lines[at][1].startswith("- "):
            result = []
            while at < len(lines) and lines[at][0] == indent and lines[at][1].startswith("- "):
                inner = lines[at][1][2:].strip()
                if inner[:1] not in "{[\"'" and re.search(r":(\s|$)", inner):
                    lines[at] = indent + 2, inner
                    entry, at = block(at, indent + 2)
                else:
                    entry, at = flow(inner), at + 1
                result.append(entry)
            return result, at
        result = {}
        while at < len(lines) and lines[at][0] == indent and not lines[at][1].startswith("- "):
            key, rest = re.match(r'''("[^"]*"|'[^']*'|[^:]+?)\s*:(?:\s+(.*))?$''', lines[at][1]).groups()
            at += 1
            if rest:
                result[scalar(key)] = flow(rest)
            elif at < len(lines) and (lines[at][0] > indent or lines[at][0] == indent and lines[at][1].startswith("- ")):
                result[scalar(key)], at = block(at, lines[at][0])
            else:
                result[scalar(key)] = ""
        return result, at

    return block(0, lines[0][0])[0] if lines else {}


def read(path):
    with open(path, encoding="utf-8") as file:
        return parse(file.read())


def number(text):
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def weekday(word):
    """0 for Monday; `mon`, `Monday` and 1 are the same."""
    return int(word) - 1 if word.isdigit() else WEEKDAYS.index(word[:3].lower())


def listed(value):
    return value if isinstance(value, list) else [value]


def day(text):
    return date.fromisoformat(text) if text else None


def ledger_settings(definition_path):
    """The ledger definition's settings: currency, complete_from, extracted_on and weekends by calendar."""
    report = read(definition_path)
    ledger = read(os.path.join(os.path.dirname(definition_path), report["ledger"]))
    weekends = {
        name: {weekday(word) for word in listed(calendar["weekend"])} for name, calendar in (ledger.get("calendars") or {}).items()}
    return ledger.get("currency"), day(ledger.get("complete_from")), day(ledger.get("extracted_on")), weekends


def metrics(entries):
    """Metric to its parameters, and (metric, value id or "" for the headline) to its target."""
    chosen, targets = {}, {}
    for entry in entries:
        name, parameters = (entry, {}) if isinstance(entry, str) else next(iter(entry.items()))
        chosen[name] = dict(parameters or {})
        target = chosen[name].pop("target", {})
        for value_id, wanted in (target if isinstance(target, dict) else {"": target}).items():
            targets[name, value_id] = number(wanted)
    return chosen, targets
